#!/usr/bin/env python3
"""Writes the odd messages of tests/golden/read, each of one named kind.

Usage: make-odd.py DIRECTORY. The bytes are the same in every run. What the
reader makes of each stands beside it as NAME.json and was read by a person.
"""
import base64
import os
import quopri
import struct
import sys

HEAD = [
    ("From", "Jane Smith <jane@resident.example>"),
    ("To", "Complaints <complaints@landlord.example>"),
    ("Subject", "Damp in the bedroom"),
    ("Date", "Sun, 22 Nov 2026 09:30:00 +0000"),
    ("Message-ID", "<one@resident.example>"),
]
MADE = {}


def b(text, charset="utf-8"):
    return text if isinstance(text, bytes) else text.encode(charset)


def add(name, body=b"", eol=b"\n", raw=None, **fields):
    """A message from the usual header, changed by fields, and a body."""
    assert name not in MADE, name
    if raw is not None:
        MADE[name] = b(raw)
        return
    out = []
    changed = {k.replace("_", "-").lower(): v for k, v in fields.items()}
    for key, value in HEAD:
        value = changed.pop(key.lower(), value)
        if value is not None:
            out.append(b(key) + b": " + b(value))
    for key, value in changed.items():
        for one in value if isinstance(value, list) else [value]:
            out.append(b("-".join(w.capitalize() for w in key.split("-")))
                       + b": " + b(one))
    data = b"\n".join(out) + b"\n\n" + b(body)
    MADE[name] = data.replace(b"\n", eol) if eol != b"\n" else data


def part(body, ctype="text/plain; charset=utf-8", **fields):
    out = [b"Content-Type: " + b(ctype)] if ctype else []
    for key, value in fields.items():
        out.append(b("Content-" + "-".join(
            w.capitalize() for w in key.split("_"))) + b": " + b(value))
    return b"\n".join(out) + b"\n\n" + b(body)


def multi(parts, boundary="cut", close=True):
    out = b""
    for p in parts:
        out += b"--" + b(boundary) + b"\n" + p + b"\n"
    return out + (b"--" + b(boundary) + b"--\n" if close else b"")


def mixed(kind="mixed", boundary="cut", extra=""):
    return {"MIME_Version": "1.0",
            "Content_Type": 'multipart/%s; boundary="%s"%s'
            % (kind, boundary, extra)}


def text(charset=None, encoding=None, extra=""):
    f = {"MIME_Version": "1.0",
         "Content_Type": "text/plain" + (
             "; charset=" + charset if charset else "") + extra}
    if encoding:
        f["Content_Transfer_Encoding"] = encoding
    return f


def html(body, charset="utf-8"):
    return {"body": body, "MIME_Version": "1.0",
            "Content_Type": "text/html; charset=" + charset}


B64 = lambda data: base64.encodebytes(b(data)).decode()
QP = lambda data: quopri.encodestring(b(data)).decode()
PHOTO = B64(b"\xff\xd8\xff\xe0 not really a photograph " * 4)
MOULD = "There is mould in my bedroom.\n"


def charsets():
    add("charset-cp1252-as-latin1",
        "It\u2019s \u00a350 \u2013 \u201ctoo much\u201d\n".encode("cp1252"),
        **text("iso-8859-1", "8bit"))
    add("charset-cp1252-as-ascii", "It\u2019s damp\n".encode("cp1252"),
        **text("us-ascii", "8bit"))
    add("charset-utf8-unlabelled", "Zi\u0119ba, \u0141\u00f3d\u017a\n")
    add("charset-utf8-as-latin1", "Si\u00e2n\u2019s caf\u00e9\n",
        **text("iso-8859-1", "8bit"))
    add("charset-latin1-as-utf8", "caf\u00e9 cr\u00e8me\n".encode("latin-1"),
        **text("utf-8", "8bit"))
    add("charset-utf8-broken-byte",
        "Le caf\u00e9 est ferm\u00e9 \u2014 ".encode() + b"\xe2\x28 voil\xc3\n",
        **text("utf-8", "8bit"))
    add("charset-double-encoded",
        "It\u2019s \u00a350 caf\u00e9".encode().decode("cp1252").encode(),
        **text("utf-8", "8bit"))
    add("charset-latin2", "Wilgo\u0107 w sypialni, \u017cal\n"
        .encode("iso8859-2"), **text("iso-8859-2", "8bit"))
    add("charset-cp1250", "Pros\u00edm, \u0159\u010d\u0161\n".encode("cp1250"),
        **text("windows-1250", "8bit"))
    add("charset-koi8r", "\u0421\u044b\u0440\u043e\u0441\u0442\u044c\n"
        .encode("koi8-r"), **text("koi8-r", "8bit"))
    add("charset-gb2312", "\u6f6e\u6e7f\u3001\u53d1\u9709\n".encode("gb18030"),
        **text("gb2312", "8bit"))
    add("charset-big5", "\u6f6e\u6fd5\n".encode("big5"), **text("big5", "8bit"))
    add("charset-shift-jis", "\u6e7f\u6c17\u3068\u30ab\u30d3\n"
        .encode("cp932"), **text("shift_jis", "8bit"))
    add("charset-iso-2022-jp", "\u6e7f\u6c17\u3068\u30ab\u30d3\n"
        .encode("iso2022_jp"), **text("iso-2022-jp", "7bit"))
    add("charset-ks-c-5601", "\uacf0\ud321\uc774\n".encode("cp949"),
        **text("ks_c_5601-1987", "8bit"))
    add("charset-utf7", b"caf+AOk- ferm+AOk-\n",
        **text("unicode-1-1-utf-7", "7bit"))
    add("charset-utf16-base64",
        base64.encodebytes("\ufeffMould \u2014 again\n".encode("utf-16-le")),
        **text("utf-16", "base64"))
    add("charset-bom-utf8", b"\xef\xbb\xbfMould \xe2\x80\x94 again\n",
        **text("iso-8859-1", "8bit"))
    add("charset-unknown", "caf\u00e9\n".encode("latin-1"),
        **text("x-martian", "8bit"))
    add("charset-mac-roman", "caf\u00e9\n".encode("mac_roman"),
        **text("x-mac-roman", "8bit"))
    add("charset-iso-8859-8-i", "\u05e2\u05d5\u05d1\u05e9\n"
        .encode("iso8859-8"), **text("iso-8859-8-i", "8bit"))
    add("charset-quoted-label", "caf\u00e9\n",
        **text('"UTF-8"; format=fixed', "8bit"))
    add("charset-nul-bytes", b"Mo\0uld\0\n", **text("utf-8", "8bit"))
    add("charset-html-meta",
        body="<html><head><meta charset=\"iso-8859-2\"></head><body>"
        "<p>Wilgo\u0107</p></body></html>".encode("iso8859-2").decode("latin-1")
        .encode("latin-1"), Content_Type="text/html")


def headers():
    add("word-q", MOULD, Subject="=?iso-8859-1?Q?Caf=E9_is_damp?=")
    add("word-b-split-character", MOULD,
        Subject="=?utf-8?B?Q2Fmww==?=\n =?utf-8?B?qSBkYW1w?=")
    add("word-in-quotes", MOULD,
        From='"=?utf-8?Q?Si=C3=A2n_Jones?=" <sian@resident.example>')
    add("word-glued", MOULD, Subject="Re:=?utf-8?Q?caf=C3=A9?=damp")
    add("word-spaces-inside", MOULD, Subject="=?utf-8?Q?damp in caf=C3=A9?=")
    add("word-unknown-charset", MOULD, Subject="=?x-martian?Q?caf=E9?=")
    add("word-without-end", MOULD, Subject="=?utf-8?Q?caf=C3=A9")
    add("word-with-line-break", MOULD,
        Subject="=?utf-8?Q?damp=0D=0ABcc:_all@x.example?=")
    add("word-comma-in-name", MOULD,
        From="=?utf-8?Q?Smith,_Jane?= <jane@resident.example>")
    add("word-two-charsets", MOULD,
        Subject="=?iso-8859-1?Q?caf=E9?= =?utf-8?Q?_=E2=80=93_damp?=")
    add("word-language", MOULD, Subject="=?utf-8*en?Q?caf=C3=A9?=")
    add("header-raw-utf8", MOULD, Subject="Caf\u00e9 \u2013 damp",
        From="Si\u00e2n <sian@resident.example>")
    add("header-raw-latin1", MOULD, Subject="Caf\u00e9".encode("latin-1"))
    add("header-comma-name", MOULD, From="Smith, Jane <jane@resident.example>")
    add("header-comment-name", MOULD, From="jane@resident.example (Jane Smith)")
    add("header-two-from", MOULD,
        From="Jane <jane@resident.example>, Tom <tom@resident.example>")
    add("header-no-from", MOULD, From=None, Return_Path="<j@resident.example>")
    add("header-from-without-at", MOULD, From="Jane Smith")
    add("header-from-only-address", MOULD, From="<jane@resident.example>")
    add("header-from-unclosed", MOULD, From="Jane <jane@resident.example")
    add("header-from-mailto", MOULD,
        From='"Jane" <mailto:jane@resident.example>')
    add("header-group", MOULD,
        To="Team: a@landlord.example, B <b@landlord.example>;",
        Cc="undisclosed-recipients:;")
    add("header-no-subject", MOULD, Subject=None)
    add("header-only", b"")
    add("header-no-date", MOULD, Date=None)
    add("header-bad-date", MOULD, Date="yesterday, about tea time")
    add("header-date-old-style", MOULD, Date="22 Nov 26 9:30 GMT")
    add("header-line-without-colon",
        raw="From: jane@resident.example\nthis is no field\nSubject: damp\n"
        "Content-Type: text/plain; charset=utf-8\n\ncaf\u00e9\n")
    add("header-mbox-line",
        raw="From jane@resident.example Sun Nov 22 09:30:00 2026\n"
        "From: jane@resident.example\nSubject: damp\n\n" + MOULD)
    add("header-leading-blank-lines",
        raw="\n\nFrom: jane@resident.example\nSubject: damp\n\n" + MOULD)
    add("header-without-blank-line",
        raw="From: jane@resident.example\nSubject: damp\n"
        "The wall is wet\nand black.\n")
    add("header-white-line",
        raw="From: jane@resident.example\n \nSubject: damp\n\n" + MOULD)
    add("header-none", raw="The wall is wet.\nPlease help.\n")
    add("header-folded", MOULD,
        Subject="Damp and mould\n in the\n\tbedroom")
    add("header-long-field", MOULD, X_Long="x" * 70000)
    add("header-bidi-override", MOULD, Subject="invoice\u202efdp.exe")
    add("header-in-reply-to", MOULD,
        In_Reply_To="<a@landlord.example> (note)",
        References="<r1@x.example>\n <r2@x.example><a@landlord.example>")
    add("header-twice", MOULD, Subject="first", X_A=["1", "2"])
    add("line-ends-crlf", MOULD + "\nLine\n", eol=b"\r\n")
    add("line-ends-cr", MOULD + "\nLine\n", eol=b"\r")
    add("line-ends-crcrlf", MOULD + "\nLine\n", eol=b"\r\r\n")
    add("empty", raw="")


def structure():
    add("mixed-texts-in-order",
        multi([part("First.\n"), part(PHOTO, "image/jpeg; name=a.jpg",
                                      transfer_encoding="base64"),
               part("Second.\n"), part("<p>Third.</p>", "text/html")]),
        **mixed())
    add("alternative",
        multi([part("Plain words.\n"),
               part("<p>Rich <b>words</b>.</p>", "text/html")]),
        **mixed("alternative"))
    add("alternative-empty-plain",
        multi([part(" \n"), part("<p>Only here.</p>", "text/html")]),
        **mixed("alternative"))
    add("alternative-stub-plain",
        multi([part("Your mail program does not support HTML.\n"),
               part("<p>The ceiling fell down last night and nobody came "
                    "although I rang three times.</p>" * 3, "text/html")]),
        **mixed("alternative"))
    add("alternative-html-first",
        multi([part("<p>Rich.</p>", "text/html"), part("Plain.\n")]),
        **mixed("alternative"))
    add("related-picture",
        multi([part('<p>See <img src="cid:p1"> here</p>', "text/html"),
               part(PHOTO, "image/png; name=image001.png",
                    transfer_encoding="base64", id="<p1>")]),
        **mixed("related"))
    add("signed",
        multi([part("I signed this.\n"),
               part("-----BEGIN PGP SIGNATURE-----\n",
                    "application/pgp-signature; name=signature.asc")]),
        **mixed("signed", extra="; protocol=\"application/pgp-signature\""))
    add("encrypted-pgp",
        multi([part("Version: 1\n", "application/pgp-encrypted"),
               part("-----BEGIN PGP MESSAGE-----\n",
                    "application/octet-stream; name=encrypted.asc")]),
        **mixed("encrypted", extra="; protocol=\"application/pgp-encrypted\""))
    add("encrypted-smime", PHOTO, MIME_Version="1.0",
        Content_Type="application/pkcs7-mime; smime-type=enveloped-data;"
        " name=smime.p7m", Content_Transfer_Encoding="base64")
    def der(tag, content):
        size = len(content)
        length = bytes([size]) if size < 128 else (
            bytes([0x82, size >> 8, size & 255]))
        return bytes([tag]) + length + content

    oid = bytes.fromhex("06092a864886f70d0107")
    entity = (b"Content-Type: text/plain; charset=utf-8\r\n\r\n"
              b"The wall is wet, and I sign for it.\r\n")
    data = der(0x30, oid + b"\x01" + der(0xa0, der(0x04, entity)))
    signed = der(0x30, oid + b"\x02" + der(0xa0, der(
        0x30, der(2, b"\x01") + der(0x31, b"") + data + der(0x31, b""))))
    add("signed-smime-opaque", B64(signed), MIME_Version="1.0",
        Content_Type="application/pkcs7-mime; smime-type=signed-data;"
        " name=smime.p7m", Content_Transfer_Encoding="base64")
    add("boundary-not-closed", multi([part("One.\n"), part("Two.\n")],
                                     close=False), **mixed())
    add("boundary-wrong", multi([part("One.\n"), part(
        "<p>Two.</p>", "text/html")], boundary="other"), **mixed())
    add("boundary-missing", multi([part("One.\n")]), MIME_Version="1.0",
        Content_Type="multipart/mixed")
    add("boundary-is-a-quote", "Hello wall.\n", MIME_Version="1.0",
        Content_Type='multipart/mixed; boundary="\\""')
    add("boundary-with-blanks", multi([part("One.\n")], boundary="a b c"),
        **mixed(boundary="a b c"))
    add("multipart-without-parts", "Just text, no parts.\n", **mixed())
    add("multipart-preamble",
        b"This is a multi-part message in MIME format.\n" +
        multi([part("Body.\n")]) + b"epilogue\n", **mixed())
    inner = (b"From: Tom <tom@resident.example>\nTo: jane@resident.example\n"
             b"Subject: the wall\nDate: Fri, 20 Nov 2026 08:00:00 +0000\n"
             b"Message-ID: <inner@resident.example>\n\nThe wall is wet.\n")
    add("message-attached", multi([part("See attached.\n"),
                                   part(inner, "message/rfc822")]), **mixed())
    add("message-attached-base64",
        multi([part("See attached.\n"),
               part(base64.encodebytes(inner), "message/rfc822",
                    transfer_encoding="base64")]), **mixed())
    add("message-forwarded-as-attachment",
        multi([part("For you.\n"),
               part(inner, "message/rfc822", disposition="attachment; "
                    "filename=\"the wall.eml\"")]),
        Subject="FW: the wall", **mixed())
    add("digest", multi([b"\n" + inner, b"\n" + inner]), **mixed("digest"))
    deep = b"Core.\n"
    for level in range(60):
        deep = (b'Content-Type: multipart/mixed; boundary="b%d"\n\n' % level +
                b"--b%d\n" % level + (deep if level else b"\n" + deep) +
                b"\n--b%d--\n" % level)
    add("nested-60-deep", raw=b"From: jane@resident.example\n"
        b"Subject: deep\nMIME-Version: 1.0\n" + deep)
    add("nested-messages",
        raw=b"From: jane@resident.example\nSubject: deep\n"
        b"MIME-Version: 1.0\nContent-Type: message/rfc822\n\n" * 45 +
        b"From: core@resident.example\n\nCore.\n")
    add("parts-600", multi([part("Part %d.\n" % n) for n in range(600)]),
        **mixed())
    add("text-as-file-only", "The wall is wet.\n", MIME_Version="1.0",
        Content_Type="text/plain; name=letter.txt",
        Content_Disposition="attachment; filename=letter.txt")
    add("text-file-beside-text",
        multi([part("See the file.\n"),
               part("Log line.\n", "text/plain; name=log.txt",
                    disposition="attachment; filename=log.txt")]), **mixed())
    add("text-file-inline",
        multi([part("See below.\n"),
               part("Log line.\n", "text/plain; name=log.txt",
                    disposition="inline; filename=log.txt")]), **mixed())
    add("calendar-file",
        multi([part("My free days.\n"),
               part("BEGIN:VCALENDAR\nEND:VCALENDAR\n",
                    "text/calendar; name=days.ics",
                    disposition="attachment; filename=days.ics")]), **mixed())
    add("calendar-alone", "BEGIN:VCALENDAR\nSUMMARY:Visit\nEND:VCALENDAR\n",
        Content_Type="text/calendar; charset=utf-8")
    add("rtf-alone", "{\\rtf1 The wall is wet.}\n",
        Content_Type="text/rtf")
    add("part-without-blank-line", b"--cut\nContent-Type: text/plain\nThe "
        b"wall is wet.\n--cut--\n", **mixed())
    add("part-without-header", b"--cut\nThe wall is wet.\n--cut--\n",
        **mixed())
    add("multipart-in-base64", B64(multi([part("The wall is wet.\n")])),
        Content_Transfer_Encoding="base64", **mixed())
    add("encrypted-pgp-inline", "-----BEGIN PGP MESSAGE-----\n\nabc\n"
        "-----END PGP MESSAGE-----\n")
    add("charset-label-with-trailer", "Si\u00e2n\n", MIME_Version="1.0",
        Content_Type="text/plain; charset=UTF-8 Content-Transfer-Encoding: "
        "8bit")
    add("winmail-dat", multi([part("See attached.\n"), part(
        PHOTO, "application/ms-tnef; name=winmail.dat",
        transfer_encoding="base64")]), **mixed())
    add("html-in-plain", "<html><body><p>Wet <b>wall</b></p></body></html>\n",
        **text("utf-8"))
    add("content-type-nonsense", MOULD, MIME_Version="1.0",
        Content_Type="text; charset")
    add("content-type-empty", MOULD, MIME_Version="1.0", Content_Type="")
    add("no-mime-version", "caf\u00e9\n", Content_Type="text/plain; charset="
        "utf-8", Content_Transfer_Encoding="8bit")


def encodings():
    add("qp", QP("caf\u00e9 = 5\n" + "long " * 30 + "\n"),
        **text("utf-8", "quoted-printable"))
    add("qp-broken", "caf=C3=A9 100=% =ZZ end=\n", **text(
        "utf-8", "quoted-printable"))
    add("qp-not-declared", "caf=C3=A9\n", **text("utf-8"))
    add("base64-rubbish", "VGhlI!!Hdh\n\nbGwgaXM gd2V0Lg==\n",
        **text("utf-8", "base64"))
    add("base64-no-padding", "VGhlIHdhbGwgaXMgd2V0Lg", **text(
        "utf-8", "base64"))
    add("base64-claimed-only", "The wall is wet. It has been so for weeks, "
        "and nobody came.\n", **text("utf-8", "base64"))
    add("base64-with-trailer", B64("The wall is wet.\n") +
        "\n_______________\nScanned by a gateway, it says here.\n",
        **text("utf-8", "base64"))
    add("encoding-unknown", MOULD, **text("utf-8", "x-rot13"))
    add("encoding-with-comment", B64(MOULD), **text(
        "utf-8", "base64 (really)"))
    uu = "begin 644 note.txt\n%s`\nend\n" % "".join(
        __import__("binascii").b2a_uu(b"hello wall").decode())
    add("uuencode-in-text", "See below.\n\n" + uu + "\nBye.\n")
    add("uuencode-not-one", "I will begin 644 times again.\nbegin 644 x\n"
        "no uuencode here at all\n")
    add("flowed", "This is one \nparagraph of \ntext.\n\n> quoted \n> too\n"
        "-- \nJane\n", **text("utf-8", extra="; format=flowed"))
    add("flowed-delsp", "Donau \ndampf \nschiff\n",
        **text("utf-8", extra="; format=flowed; delsp=yes"))


def files():
    def one(name, disposition=None, ctype="image/jpeg", **more):
        fields = dict(more)
        if disposition is not None:
            fields["disposition"] = disposition
        add(name, multi([part("See file.\n"),
                         part(PHOTO, ctype, transfer_encoding="base64",
                              **fields)]), **mixed())
    one("file-2231", "attachment; filename*=utf-8''caf%C3%A9.jpg")
    one("file-2231-continued", "attachment; filename*0*=utf-8''caf%C3%A9;\n"
        " filename*1=\"_and_wall.jpg\"")
    one("file-2047", 'attachment; filename="=?utf-8?Q?caf=C3=A9.jpg?="')
    one("file-2047-bare", "attachment; filename==?utf-8?B?Y2Fmw6kuanBn?=")
    one("file-raw-utf8", 'attachment; filename="caf\u00e9.jpg"')
    one("file-2047-two-words", 'attachment; filename="=?utf-8?Q?caf=C3=A9_?='
        '\n =?utf-8?Q?wall.jpg?="')
    one("file-2231-latin1", "attachment; filename*=iso-8859-1''%A350.jpg")
    one("file-semicolon", 'attachment; filename="a;b.jpg"')
    one("file-path", 'attachment; filename="C:\\\\photos\\\\wall.jpg"')
    one("file-path-up", 'attachment; filename="../../etc/passwd"')
    one("file-name-only-in-type", ctype='image/jpeg; name="wall.jpg"')
    one("file-unquoted-blanks", "attachment; filename=my wet wall.jpg")
    one("file-no-name", "attachment")
    one("file-two-names", 'attachment; filename="a.jpg"',
        ctype='image/jpeg; name="b.jpg"')
    one("file-empty-type", 'attachment; filename="wall.jpg"', ctype="")


def pages():
    add("html-blocks", **html(
        "<html><head><title>T</title><style>p{color:red}</style></head>"
        "<body><h1>Wet wall</h1><p>One<br>two</p><div>three</div>"
        "<div>four</div><script>alert(1)</script></body></html>"))
    add("html-lists", **html("<p>Faults:</p><ul><li>damp<li>mould"
        "<ul><li>black</ul></ul><ol start=3><li>three</li><li>four</li></ol>"))
    add("html-table", **html("<table><tr><th>Room<th>Fault</tr>"
        "<tr><td>Kitchen</td><td>Leak</td></tr></table>"))
    add("html-links", **html('<p><a href="https://a.example/x">the form</a> '
        '<a href="https://b.example/">https://b.example</a> '
        '<a href="mailto:j@c.example">j@c.example</a> '
        '<a href="#top">up</a></p>'))
    add("html-hidden", **html('<div style="display:none">secret</div>'
        '<span style="font-size:0px">tiny</span><p hidden>gone</p>'
        '<p>Seen.</p><!-- comment --><!--[if mso]>mso<![endif]-->'))
    add("html-entities", **html("<p>&pound;50 &amp; caf&eacute; &#8217; "
        "&#x1F600; &nbsp;5&nbsp;&lt; 6 &unknown;</p>"))
    add("html-stray-signs", **html("<p>It was 5 <b and 3 < 4 > 2</p>"))
    add("html-unclosed", **html("<div><p>One<p>Two<b>bold<i>both</b>end"))
    add("html-after-end", **html("<html><body><p>One</p></body></html>"
        "<p>Footer after the end</p>"))
    add("html-pre", **html("<pre>a  b\n  c</pre><p>x  y\nz</p>"))
    add("html-comment-not-closed", **html("<p>One</p><!-- open <p>Two</p>"))
    add("html-deep", **html("<div>" * 3000 + "core" + "</div>" * 3000))
    add("html-outlook", **html('<html xmlns:o="urn:x"><body lang=EN-GB><div '
        'class=WordSection1><p class=MsoNormal>Dear team,<o:p></o:p></p>'
        '<p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>The wall '
        'is wet.<o:p></o:p></p><div><div style=\'border:none;border-top:solid '
        '#E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm\'><p class=MsoNormal><b>'
        'From:</b> Landlord &lt;l@landlord.example&gt;<br><b>Sent:</b> 20 '
        'November 2026 10:00<br><b>To:</b> Jane<br><b>Subject:</b> Repair'
        '<o:p></o:p></p></div></div><p class=MsoNormal>We came.</p></div>'
        '</body></html>'))
    add("html-gmail-reply", **html('<div dir="ltr">Still wet.</div><br><div '
        'class="gmail_quote"><div dir="ltr" class="gmail_attr">On Fri, 20 Nov '
        '2026 at 10:00, Landlord &lt;<a href="mailto:l@landlord.example">'
        'l@landlord.example</a>&gt; wrote:<br></div><blockquote class='
        '"gmail_quote" style="margin:0 0 0 .8ex;border-left:1px #ccc solid">'
        '<div>We came.</div></blockquote></div>'))
    add("html-gmail-inline", **html('<div class="gmail_quote"><div class='
        '"gmail_attr">On Fri, 20 Nov 2026 at 10:00, L &lt;l@l.example&gt; '
        'wrote:<br></div><blockquote class="gmail_quote">Is it dry?'
        '</blockquote><div>No, it is not.</div><blockquote class='
        '"gmail_quote">Can we close it?</blockquote><div>No!</div></div>'))
    add("html-apple-reply", **html('<html><body>Still wet.<br><br>Sent from '
        'my iPhone<div><br><blockquote type="cite">On 20 Nov 2026, at 10:00, '
        'Landlord &lt;l@landlord.example&gt; wrote:<br><br></blockquote></div>'
        '<blockquote type="cite"><div>We came.</div></blockquote></body>'
        '</html>'))
    add("html-yahoo-reply", **html('<div>Still wet.</div><div class='
        '"yahoo_quoted"><div>On Friday, 20 November 2026 at 10:00:00 GMT, L '
        '&lt;l@landlord.example&gt; wrote:</div><div>We came.</div></div>'))
    add("html-outlook-web-reply", **html('<div>Still wet.</div><div id='
        '"appendonsend"></div><hr style="width:98%"><div id="divRplyFwdMsg">'
        '<b>From:</b> L &lt;l@landlord.example&gt;<br><b>Sent:</b> 20 November '
        '2026 10:00<br><b>To:</b> Jane<br><b>Subject:</b> Repair</div>'
        '<div>We came.</div>'))
    add("html-thunderbird-reply", **html('<p>Still wet.</p><div class='
        '"moz-cite-prefix">On 20/11/2026 10:00, L wrote:<br></div><blockquote '
        'type="cite"><p>We came.</p></blockquote><p>But when?</p><div class='
        '"moz-signature">-- <br>Jane</div>'))
    add("html-gmail-signature", **html('<div>Still wet.</div><div class='
        '"gmail_signature">Jane Smith<br>12 Rose Lane</div>'))
    add("html-gmail-forward", **html('<div>See below.</div><div class='
        '"gmail_quote">---------- Forwarded message ---------<br>From: <b>Tom'
        '</b> &lt;tom@resident.example&gt;<br>Date: Fri, 20 Nov 2026 at 10:00'
        '<br>Subject: Wall<br>To: Jane<br><br>It is wet.</div>'))


def quotes():
    def one(name, body, **fields):
        add("quote-" + name, body, **fields)
    old = "> We came on Friday.\n> Nobody was in.\n"
    one("gmail", "Still wet.\n\nOn Fri, 20 Nov 2026 at 10:00, Landlord <\n"
        "l@landlord.example> wrote:\n\n" + old)
    one("unmarked", "Still wet.\n\nOn Fri, 20 Nov 2026 at 10:00, Landlord "
        "<l@landlord.example> wrote:\n\nWe came on Friday.\n")
    one("bottom", "On Fri, 20 Nov 2026 at 10:00, L <l@l.example> wrote:\n" +
        old + "\nStill wet.\n")
    one("inline", "On Fri, 20 Nov 2026, L wrote:\n> Is it dry?\n\nNo.\n\n"
        "> May we close it?\n\nCertainly not.\n")
    one("outlook", "Still wet.\n\nFrom: Landlord <l@landlord.example>\n"
        "Sent: 20 November 2026 10:00\nTo: Jane Smith\nSubject: Repair\n\n"
        "We came.\n")
    one("outlook-bold", "Still wet.\n\n*From:* L <l@l.example>\n*Sent:* 20 "
        "November 2026 10:00\n*To:* Jane\n*Subject:* Repair\n\nWe came.\n")
    one("original-message", "Still wet.\n\n-----Original Message-----\n"
        "From: L\nWe came.\n")
    one("underscores", "Still wet.\n\n________________________________\nFrom:"
        " L <l@l.example>\nSent: 20 November 2026 10:00\nTo: Jane\nSubject: "
        "Repair\n\nWe came.\n")
    for name, line in {
        "welsh": "Ar Gwe, 20 Tach 2026 am 10:00, L <l@l.example> ysgrifennodd:",
        "polish": "pt., 20 lis 2026 o 10:00 L <l@l.example> napisa\u0142(a):",
        "romanian": "\u00cen vin., 20 nov. 2026 la 10:00, L <l@l.example> "
        "a scris:",
        "portuguese": "Em sex., 20 de nov. de 2026 \u00e0s 10:00, L "
        "<l@l.example>\nescreveu:",
        "spanish": "El vie, 20 nov 2026 a las 10:00, L (<l@l.example>) "
        "escribi\u00f3:",
        "french": "Le ven. 20 nov. 2026 \u00e0 10:00, L <l@l.example> a "
        "\u00e9crit :",
        "german": "Am Fr., 20. Nov. 2026 um 10:00 Uhr schrieb L "
        "<l@l.example>:",
        "italian": "Il giorno ven 20 nov 2026 alle ore 10:00 L <l@l.example> "
        "ha scritto:",
    }.items():
        one(name, "Still wet.\n\n%s\n\n%s" % (line, old))
        one(name + "-unmarked", "Still wet.\n\n%s\n\nWe came.\n" % line)
    for name, block in {
        "polish": "Od: L <l@l.example>\nWys\u0142ano: pi\u0105tek, 20 listopada "
        "2026 10:00\nDo: Jane\nTemat: Naprawa",
        "german": "Von: L <l@l.example>\nGesendet: Freitag, 20. November 2026 "
        "10:00\nAn: Jane\nBetreff: Reparatur",
        "french": "De : L <l@l.example>\nEnvoy\u00e9 : vendredi 20 novembre "
        "2026 10:00\n\u00c0 : Jane\nObjet : R\u00e9paration",
        "welsh": "Oddi wrth: L <l@l.example>\nAnfonwyd: 20 Tachwedd 2026 10:00"
        "\nAt: Jane\nPwnc: Atgyweirio",
        "romanian": "De la: L <l@l.example>\nTrimis: vineri, 20 noiembrie 2026"
        "\nC\u0103tre: Jane\nSubiect: Repara\u021bie",
    }.items():
        one("block-" + name, "Still wet.\n\n%s\n\nWe came.\n" % block)
    one("iphone", "Still wet.\n\nSent from my iPhone\n\n> On 20 Nov 2026, at "
        "10:00, L <l@l.example> wrote:\n> \n" + old)
    one("signature", "Still wet.\n\n-- \nJane Smith\n12 Rose Lane\n")
    one("disclaimer", "Still wet.\n\nJane\n\nThis email and any attachments "
        "are confidential and intended\nsolely for the addressee.\n")
    one("regards", "Still wet.\n\nKind regards\nJane Smith\n")
    one("sentence-stays", "On 3 May your officer wrote:\n\n\"We will mend "
        "it.\"\n\nNobody did. I want to complain.\n")
    one("more-than-sign", "I have waited\n>6 weeks\nfor this.\n")
    one("only-quotation", old)
    one("on-line-stays", "On Monday the wall was wet.\nOn Tuesday it was "
        "worse.\n")
    one("from-in-letter", "From: Jane Smith, 12 Rose Lane\nTo: Complaints\n"
        "Date: 20 November 2026\nSubject: damp\n\nThe wall is wet.\n")


def machines():
    def one(name, body=MOULD, **fields):
        add("machine-" + name, body, **fields)
    away = ("I am out of the office until Monday. If your message is urgent,"
            " please contact the duty desk.\n")
    one("auto-submitted-no", Auto_Submitted="no")
    one("auto-replied", away, Auto_Submitted="auto-replied (vacation)")
    one("auto-generated", "Your order has left.\n",
        Auto_Submitted="auto-generated")
    one("form-relay", "Name: Jane\nEmail: jane@resident.example\nMessage: "
        "The wall is wet.\n", From="noreply@forms.example", Reply_To=
        "jane@resident.example", Auto_Submitted="auto-generated")
    one("precedence-only", Precedence="bulk")
    one("unsubscribe-only", List_Unsubscribe="<https://x.example/u>")
    one("suppress-mixed-case", X_Auto_Response_Suppress="oOF, AutoReply")
    one("suppress-dr-only", X_Auto_Response_Suppress="DR, RN, NRN")
    one("noreply-person", From="no-reply@council.example")
    one("list", List_Id="Tenants <tenants.lists.example>")
    one("null-sender-away", away, Return_Path="<>", Subject="Re: Your letter")
    one("autorespond", away, X_Autorespond="")
    one("x-autoreply", away, X_Autoreply="yes")
    for lang, subject in {
        "en": "Automatic reply: Your complaint", "cy": "Ateb awtomatig: Eich "
        "cwyn", "pl": "Odpowied\u017a automatyczna: Skarga",
        "ro": "R\u0103spuns automat: Pl\u00e2ngere",
        "pt": "Resposta autom\u00e1tica: Reclama\u00e7\u00e3o",
        "es": "Respuesta autom\u00e1tica: Queja",
        "fr": "R\u00e9ponse automatique : Plainte",
        "de": "Automatische Antwort: Beschwerde",
        "it": "Risposta automatica: Reclamo",
        "nl": "Automatisch antwoord: Klacht",
        "ja": "\u81ea\u52d5\u5fdc\u7b54: \u82e6\u60c5"}.items():
        one("away-" + lang, away, Subject=subject)
    one("person-about-autoreply", "All I got was an automatic reply.\n",
        Subject="Automatic reply is not good enough")
    one("person-re-autoreply", "Will anybody read this?\n",
        Subject="Re: Automatic reply: Your complaint")
    one("person-away", "I am out of the office until Monday, so please ring "
        "me at home about the leak. Nobody came.\n", Subject="Leak")
    report = (b"Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; "
              b"jane@resident.example\nAction: failed\nStatus: %s\n"
              b"Diagnostic-Code: smtp; 550 no\n")
    returned = (b"From: complaints@landlord.example\nTo: jane@resident.example"
                b"\nMessage-ID: <pr234567abcdefghijklmnopqrst.1@landlord."
                b"example>\nSubject: Your complaint\n\nWe have it.\n")
    for name, status in (("5-1-1", b"5.1.1"), ("5-2-2", b"5.2.2"),
                         ("5-7-133", b"5.7.133"), ("4-4-7", b"4.4.7")):
        one("bounce-" + name, multi([
            part("It failed.\n"),
            part(report % status, "message/delivery-status"),
            part(returned, "message/rfc822")]),
            From="MAILER-DAEMON@mx.example", Return_Path="<>",
            Subject="Undelivered Mail Returned to Sender",
            **mixed("report", extra="; report-type=delivery-status"))
    one("bounce-success", multi([
        part("It was delivered.\n"),
        part((report % b"2.0.0").replace(b"failed", b"delivered"),
             "message/delivery-status")]), From="MAILER-DAEMON@mx.example",
        **mixed("report", extra="; report-type=delivery-status"))
    one("bounce-qmail", "Hi. This is the qmail-send program at mx.example.\n"
        "I'm afraid I wasn't able to deliver your message to the following "
        "addresses.\n\n<jane@resident.example>:\nuser does not exist\n\n--- "
        "Below this line is a copy of the message.\n\nMessage-ID: "
        "<x1@landlord.example>\n", From="MAILER-DAEMON@mx.example",
        Subject="failure notice")
    one("bounce-full-text", "The mailbox is full: jane@resident.example\n"
        "Your message could not be delivered.\n",
        From="Mail Delivery System <MAILER-DAEMON@mx.example>",
        Subject="Mail delivery failed")
    one("mdn", multi([part("Your message was read.\n"),
                      part("Final-Recipient: rfc822;j@r.example\nDisposition: "
                           "manual-action/MDN-sent-manually; displayed\n",
                           "message/disposition-notification")]),
        Subject="Read: Your complaint",
        **mixed("report", extra="; report-type=disposition-notification"))
    one("arf", multi([part("This is a spam report.\n"),
                      part("Feedback-Type: abuse\nVersion: 1\n",
                           "message/feedback-report"),
                      part(returned, "message/rfc822")]),
        **mixed("report", extra="; report-type=feedback-report"))
    one("loop-header", X_Postroom_Letter="receipt")
    one("loop-message-id",
        Message_ID="<pr234567abcdefghijklmnopqrst.1@landlord.example>")
    one("calendar", multi([part("Inspection on Monday.\n"), part(
        "BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR\n",
        "text/calendar; method=REQUEST")]), **mixed("alternative"))
    one("forward-inline", "Please deal with this.\n\n---------- Forwarded "
        "message ---------\nFrom: Tom <tom@resident.example>\nDate: Fri, 20 "
        "Nov 2026 at 10:00\nSubject: Wall\nTo: Desk\n\nIt is wet.\n",
        Subject="Fwd: Wall")
    one("forward-outlook", "Yours.\n\nFrom: Tom <tom@resident.example>\nSent: "
        "20 November 2026 10:00\nTo: Desk\nSubject: Wall\n\nIt is wet.\n",
        Subject="FW: Wall")
    one("token-in-reply", "Still wet. My case is cr 2026 00042 K.\n",
        In_Reply_To="<pr234567abcdefghijklmnopqrst.1@landlord.example>")


def tnef(*attributes, end=b""):
    """A winmail.dat of (level, name, type, data)."""
    out = struct.pack("<IH", 0x223E9F78, 1)
    for level, name, kind, data in attributes:
        out += struct.pack("<BHHI", level, name, kind, len(data)) + data
        out += struct.pack("<H", sum(data) & 0xffff)
    return out + end


def properties(*some):
    out = struct.pack("<I", len(some))
    for name, kind, data in some:
        out += struct.pack("<HH", kind, name)
        if kind in (3, 0x40):
            out += struct.pack("<I" if kind == 3 else "<Q", data)
            continue
        if kind == 0x1f:
            data = (data + "\0").encode("utf-16-le")
        elif kind == 0x1e:
            data = b(data + "\0", "cp1252")
        out += struct.pack("<II", 1, len(data)) + data + bytes(-len(data) % 4)
    return out


def packed(rtf):
    """Rich text as Outlook packs it, with literals only, then the end."""
    out = b""
    data = b(rtf)
    for i in range(0, len(data), 8):
        piece = data[i:i + 8]
        if len(piece) == 8:
            out += b"\0" + piece
        else:
            at = (207 + len(data)) % 4096
            out += bytes([1 << len(piece)]) + piece + struct.pack(
                ">H", at << 4)
    return struct.pack("<II4sI", len(out) + 12, len(data), b"LZFu", 0) + out


START = (rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman "
         rb"\fswiss \fmodern \fscript \fdecor MS Sans SerifSymbolArialTimes "
         rb"New RomanCourier{\colortbl\red0\green0\blue0" b"\r\n"
         rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx")


def packed_small(rtf):
    """The same with every copy that can be made."""
    seen, rest, steps = START, b(rtf), []
    while rest:
        n = max((k for k in range(2, min(18, len(rest)) + 1)
                 if rest[:k] in seen), default=1)
        if n == 1:
            steps.append(rest[:1])
        else:
            steps.append(struct.pack(">H", seen.index(rest[:n]) << 4 | n - 2))
        seen, rest = seen + rest[:n], rest[n:]
    steps.append(struct.pack(">H", len(seen) << 4))
    out = b""
    for i in range(0, len(steps), 8):
        some = steps[i:i + 8]
        out += bytes([sum((len(x) > 1) << k for k, x in enumerate(some))])
        out += b"".join(some)
    return struct.pack("<II4sI", len(out) + 12, len(b(rtf)), b"LZFu", 0) + out


RTF = (r"{\rtf1\ansi\ansicpg1250{\fonttbl{\f0 Arial;}}{\*\generator Riched;}"
       r"\uc1 The wall is wet.\par Wilgo\'e6 \endash  \u8222?zn\'f3w\u8221?"
       r"{\pict 0102}\par\tab 3 weeks\line \{\\\} \u-10179?\u-8704?}")


def outlook():
    def one(name, data, before=None, ctype=None, **fields):
        held = part(B64(data), ctype or "application/ms-tnef; "
                    "name=\"winmail.dat\"", transfer_encoding="base64")
        add("winmail-" + name, multi(([part(before)] if before else [])
                                     + [held]), **mixed(), **fields)
    codepage = (1, 0x9007, 6, struct.pack("<II", 1252, 0))
    begin = (2, 0x9002, 6, bytes(14))
    photo = (2, 0x800F, 6, b"\xff\xd8\xff\xe0 a wall")
    plain = (1, 0x800C, 2, b"It\x92s damp \x96 again.\r\nSi\xe2n\0")
    wide = (1, 0x9003, 6, properties(
        (0x3FDE, 3, 65001), (0x1000, 0x1f, "Zi\u0119ba\r\n\U0001F600")))
    page = (1, 0x9003, 6, properties(
        (0x3FDE, 3, 1252), (0x1013, 0x102, b"<p>The wall<br>is wet: "
                            b"\xa350</p><script>x</script>")))
    rich = (1, 0x9003, 6, properties((0x1009, 0x102, packed(RTF))))
    raw = (1, 0x9003, 6, properties((0x1009, 0x102, struct.pack(
        "<II4sI", len(RTF) + 12, len(RTF), b"MELA", 0) + b(RTF))))
    copied = (1, 0x9003, 6, properties((0x1009, 0x102, packed_small(
        r"{\rtf1\ansi\deff0{\fonttbl;}\pard The wall is wet, the wall is "
        r"wet, the wall is wet.\par Still wet: wwwwwwwwwwwwwwwwwwwwwww\par}"))))
    long_name = (2, 0x9005, 6, properties(
        (0x3707, 0x1f, "\u015bciana w kuchni.jpg"),
        (0x3704, 0x1e, "SCIANA~1.JPG"), (0x370E, 0x1e, "image/jpeg")))
    inside = (2, 0x9005, 6, properties(
        (0x3707, 0x1e, "..\\..\\report.pdf"), (0x3701, 0x102, b"%PDF-1.4")))
    named = (1, 0x9003, 6, struct.pack("<IHH16sIIHH", 1, 0x1f, 0x8001,
             bytes(16), 1, 6, 65, 66) + b"C\0\0\0" + struct.pack("<II", 1, 4)
             + b"x\0\0\0")
    one("plain", tnef(codepage, plain))
    one("unicode", tnef(codepage, wide))
    one("html", tnef(codepage, page))
    one("rtf", tnef(codepage, rich))
    one("rtf-not-packed", tnef(codepage, raw))
    one("rtf-copies", tnef(codepage, copied))
    one("beside-text", tnef(codepage, plain, begin, (
        2, 0x8010, 1, b"wall.jpg\0"), photo), before="See the photograph.\n")
    one("files", tnef(codepage, begin, photo, long_name, begin, inside, begin,
                      (2, 0x8010, 1, b"notes.txt\0"),
                      (2, 0x800F, 6, b"dry it")), before="Files.\n")
    letter = tnef(codepage, (2, 0x8004, 1, b"The wall\0"), (1, 0x9003, 6,
        properties((0x0c1a, 0x1f, "Si\u00e2n"), (0x0039, 0x40,
        134083704000000000), (0x5d01, 0x1e, "sian@resident.example"))), (
        2, 0x800c, 2, b"It is wet.\r\n\0"))
    held = (2, 0x9005, 6, properties((0x3001, 0x1e, "The wall"), (
        0x3701, 0x0d, bytes(16) + letter)))
    one("message", tnef(codepage, begin, held), before="See below.\n")
    one("message-only", tnef(codepage, plain, begin, held))
    one("named-property", tnef(named, codepage, plain))
    one("cut-off", tnef(codepage, plain, begin, photo)[:-9])
    one("wrong-sizes", tnef(codepage, plain, (1, 0x9003, 6, struct.pack(
        "<I", 0xFFFFFFFF) + struct.pack("<HHII", 0x1e, 0x1000, 0xFFFFFFFF,
                                        0xFFFFFFFF))))
    one("by-name-only", tnef(codepage, plain),
        ctype="application/octet-stream; name=WINMAIL.DAT")
    add("winmail-whole-body", B64(tnef(codepage, plain)), MIME_Version="1.0",
        Content_Type="application/ms-tnef", Content_Transfer_Encoding="base64")
    add("rtf-code-page", RTF, MIME_Version="1.0",
        Content_Type="application/rtf; name=letter.rtf")
    add("rtf-beside-text", multi([part("My letter is attached.\n"), part(
        RTF, "application/rtf; name=letter.rtf",
        disposition="attachment; filename=letter.rtf")]), **mixed())
    add("rtf-broken-groups", "{\\rtf1 {{{The wall}} is\\par wet}}}}}{\\b not "
        "so\\'zz\\", MIME_Version="1.0", Content_Type="text/rtf")


def more():
    add("charset-hz", b"~{3hJ*~}, ~~5 ~{Ts~}\n",
        **text("hz-gb-2312", "7bit"))
    signed = ("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n"
              "The wall is wet.\n- -- \nJane\n"
              "-----BEGIN PGP SIGNATURE-----\n\niQEzBAEBCAAdFiEE\n=abcd\n")
    add("signed-pgp-clear", signed + "-----END PGP SIGNATURE-----\n")
    add("signed-pgp-clear-cut", signed)
    add("signed-pgp-in-reply", "I agree.\n\n" + "".join(
        "> " + x + "\n" for x in signed.splitlines()))

    def group(name, **fields):
        add("machine-group-" + name, MOULD, List_Id="Complaints <complaints."
            "landlord.example>", **fields)
    group("our-own")
    group("our-own-unsubscribe", List_Unsubscribe="<mailto:x@y.example>")
    group("with-precedence", Precedence="list")
    group("one-click", List_Unsubscribe="<https://x.example/u>",
          List_Unsubscribe_Post="List-Unsubscribe=One-Click")
    group("archived", List_Archive="<https://lists.example/a>")
    group("other-address", To="tenants@lists.example")
    add("machine-person-parcel", "The delivery failed again: your contractor "
        "left the boiler outside.\n", Subject="Delivery failure")
    add("machine-bounce-plain-words", "We were unable to deliver your message "
        "to:\n\njane@resident.example\n", From="it@x.example",
        Subject="Delivery failure")
    add("machine-cron", "ok\n", From="root (Cron Daemon) <root@x.example>",
        Subject="Cron <root@x> backup")
    add("machine-says-automated", "This is an automated message. Please do "
        "not reply. Your parcel left.\n", From="no-reply@shop.example")
    add("machine-says-automated-form", "This is an automated message from the "
        "form.\nName: Jane\nMessage: The wall is wet.\n",
        From="no-reply@forms.example", Reply_To="jane@resident.example")
    add("quote-signature-dash", "Still wet.\n\n\u2014\nJane\n12 Rose Lane\n")
    add("quote-signature-underscores", "Still wet.\n\n__\nJane\n")
    add("quote-dash-stays", "Still wet.\n\n\u2014\n" + "".join(
        "And the room %d is wet as well, since the autumn.\n" % n
        for n in range(12)))
    reply = ("BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nSUMMARY:Inspection\n"
             "COMMENT:Only after ten\nEND:VEVENT\nEND:VCALENDAR\n")
    add("machine-calendar-reply-text", multi([
        part("I can only be in after ten. The wall is still wet.\n"),
        part(reply, "text/calendar; method=REPLY")]), Subject="Accepted: "
        "Inspection", **mixed("alternative"))
    add("machine-calendar-reply-accepted", multi([
        part("Jane Smith has accepted this invitation.\n\nWhen: Monday\n"
             "Inspection\n"), part(reply.replace("COMMENT:Only after ten\n",
             ""), "text/calendar; method=REPLY")]), Subject="Accepted: "
        "Inspection", **mixed("alternative"))
    add("machine-calendar-passed-on", multi([
        part("Why was I never sent this?\n"), part(
            "Subject: Inspection\nContent-Type: text/calendar; "
            "method=REQUEST\n\n" + reply, "message/rfc822")]), **mixed())
    add("machine-calendar-reply-bare", reply, Subject="Declined: Inspection",
        MIME_Version="1.0", Content_Type="text/calendar; method=REPLY")


def later():
    google = {"Precedence": "list", "Mailing_List": "list complaints@landlord"
              ".example; contact complaints+owners@landlord.example",
              "List_Id": "<complaints.landlord.example>",
              "X_Google_Group_Id": "1", "List_Post": "<mailto:complaints@"
              "landlord.example>", "List_Archive": "<https://groups.google."
              "com/a/landlord.example/group/complaints/>",
              "List_Unsubscribe": "<mailto:googlegroups-manage+1@"
              "googlegroups.com>"}
    add("machine-group-google", MOULD, **google)
    add("machine-group-google-rewritten", MOULD, From="'Jane Smith' via "
        "Complaints <complaints@landlord.example>", X_Original_From="Jane "
        "Smith <jane@resident.example>", **google)
    add("machine-group-google-campaign", MOULD, Feedback_ID="1:2:x", **google)
    add("machine-group-google-open", MOULD, **dict(google, To="tenants@"
        "googlegroups.com", List_Id="<tenants.googlegroups.com>"))
    add("machine-away-weak-subject", "I am on vacation until Monday. I will "
        "reply when I return.\n", Subject="Vacation: Damp")
    add("machine-away-bracket", "x\n", Subject="\u3010\u81ea\u52a8\u56de"
        "\u590d\u3011 Damp")
    add("machine-away-answers", "Thank you for writing. This is an automated "
        "message, please do not reply.\n", Subject="RE: Damp",
        In_Reply_To="<a@landlord.example>")
    add("machine-person-vacation", "There is noise every night.\n",
        Subject="Vacation: noise next door")
    add("machine-person-user-unknown", "Your web site says user unknown when "
        "I try to pay.\n", Subject="User unknown")
    add("machine-person-automated-problem", "This is an automated response "
        "problem: your line hung up on me.\n")
    add("machine-mdn-polish", "Twoja wiadomo\u015b\u0107\n\nDo: x\n\n"
        "zosta\u0142a przeczytana 20 listopada 2026\n",
        Subject="Przeczytano: Skarga")
    add("machine-person-read-letter", "I have read your letter and do not "
        "agree.\n", Subject="Read: your letter of 3 March")
    add("machine-dmarc", "A report.\n", From="dmarc@isp.example", Subject=
        "Report Domain: landlord.example Submitter: isp Report-ID: <1>")
    add("machine-watcher", "Disk full.\n", From="nagios@x.example",
        Subject="** PROBLEM Service Alert: disk is CRITICAL **")
    add("machine-challenge", "Jane uses SpamArrest. Click to confirm that you "
        "sent this message.\n", Subject="Re: Damp (verification)",
        In_Reply_To="<a@landlord.example>")
    add("machine-bounce-courier", "This is a delivery status notification "
        "from x,\nrunning the Courier mail server.\n\nYour message to the "
        "following recipients cannot be delivered:\n\n"
        "<jane@resident.example>:\n    550 User unknown\n",
        From='"Courier mail server at x" <@x.example>',
        Subject="NOTICE: mail delivery status.")

    add("quote-regards-with-more", "Still wet.\n\nKind regards\nJane\n\n"
        "PS: it also smells of gas\n")
    add("quote-thanks-alone", "Still wet.\n\nThank you\n")
    add("quote-name-after-dash", "Still wet.\n\n- Jane Smith\n")
    add("quote-long-lines-below-dashes", "Still wet.\n\n---\n\nAnd the "
        "boiler in the kitchen has been broken since the autumn, so that "
        "there is no hot water at all for my children.\n")
    add("quote-header-above-marks", "From: L <l@landlord.example>\nSent: 20 "
        "November 2026 10:00\nTo: Jane\nSubject: Damp\n\n> Is it dry?\n"
        "No.\n> Sure?\nYes.\n")
    add("quote-proton", "Still wet.\n\n\u2010\u2010\u2010\u2010 Original "
        "Message \u2010\u2010\u2010\u2010\nOn Friday, November 20, 2026 "
        "10:00 AM, L <l@landlord.example> wrote:\n\n> We came.\n")
    add("quote-russian", "\u0421\u044b\u0440\u043e.\n\n\u043f\u0442, "
        "20 \u043d\u043e\u044f\u0431. 2026 \u0433. \u0432 10:00, L "
        "<l@landlord.example>:\n\nWe came.\n")
    add("quote-address-wrote", "Still wet.\n\nL <l@landlord.example> wrote:"
        "\n\nWe came.\n")
    add("quote-phone-any", "Still wet.\n\nSent from Tutanota\n")
    add("quote-phone-with-link", "Still wet.\n\nSent from Mail<https://x."
        "example/?a=1> for Windows 10\n")
    add("quote-disclaimer-stars", "Still wet.\n\n" + "*" * 40 + "\nThis "
        "email and any files are confidential.\n" + "*" * 40 + "\n")
    add("html-blockquote-bare", **html("<p>Still wet.</p><p>On Tue, L wrote:"
        "</p><blockquote><p>We came.</p></blockquote><p>Nobody came.</p>"))
    add("html-blockquote-indents", **html("<p>I wrote to you:</p><blockquote>"
        "Please come.</blockquote><p>You did not.</p>"))
    add("html-blockquotes-between", **html("<p>On Fri, 20 Nov 2026 at 10:00, "
        "L wrote:</p><blockquote>Dry?</blockquote><p>No.</p><blockquote>Sure?"
        "</blockquote><p>Yes.</p>"))
    add("html-outlook-signature", **html("<div>Still wet.</div><div "
        "id=\"Signature\"><p>Jane Smith<br>Tenant</p></div>"))

    add("charset-hebrew-last-letter", "\u05e9\u05dc\u05d5\u05dd"
        .encode("cp1255"), **text("windows-1255", "8bit"))
    add("qp-blank-after-join", "The wall= \n is wet.\n",
        **text("utf-8", "quoted-printable"))
    add("encoding-in-quotes", "caf=C3=A9\n",
        **text("utf-8", '"quoted-printable"'))
    add("base64-blank-lines", "VGhlIHdhbGwg\n\n aXMg\t\nd2V0Lg==\n",
        **text("utf-8", "base64"))
    for name, ctype in (("half", "text/"), ("stars", "*/*"),
                        ("twice", "content-type: text/plain")):
        add("content-type-" + name, MOULD, Content_Type=ctype)
    add("message-partial", "Subject: inner\n\n" + MOULD, MIME_Version="1.0",
        Content_Type="message/partial; id=x; number=1; total=2")
    for name, how in (
            ("both-forms", "attachment; filename=a.pdf; filename*=utf-8''b"
             ".pdf"), ("no-quote-end", 'attachment; filename="a.pdf'),
            ("no-semicolon", "attachment filename=a.pdf"),
            ("in-name", "attachment; name=a.pdf"),
            ("padded-words", 'attachment; filename="=?utf-8?B?Y2Fmw6k=?= '
             '=?utf-8?B?LnBkZg==?="'),
            ("pieces-out-of-order", "attachment; filename*1=b.pdf; "
             "filename*0=a")):
        add("file-" + name, multi([part("A\n"), part(
            "%PDF", "application/pdf", disposition=how)]), **mixed())
    for name, date in (("iso", "2026-11-22T09:30:00+01:00"),
                       ("colon-zone", "Sun, 22 Nov 2026 09:30:00 +01:00"),
                       ("dots", "Sun, 22 Nov 2026 09.30.00 +0000"),
                       ("named-zone", "Sun, 22 Nov 2026 09:30:00 GMT+0100")):
        add("header-date-" + name, MOULD, Date=date)


def last():
    for name, date in (("year-of-c", "Sun, 22 Nov 126 09:30:00 +0000"),
                       ("summer-time", "Mon, 22 Jun 2026 09:30:00 BST"),
                       ("leap-second", "Sun, 22 Nov 2026 09:30:60 +0000")):
        add("header-date-" + name, MOULD, Date=date)
    add("header-from-in-words", MOULD, From="=?utf-8?Q?Jane_Smith_=3Cjane="
        "40resident=2Eexample=3E?=")
    add("header-zero-width", MOULD, Subject="Da\u200bmp in the bed\u00adroom")
    add("base64-for-web", base64.urlsafe_b64encode(
        "Caf\u00e9 >> \u00ff?\u00ff~~ wet".encode()),
        **text("utf-8", "base64"))
    for name, label, data in (
            ("win", "win-1250", "Wilgo\u0107\n".encode("cp1250")),
            ("number-only", "8859-15", "5 \u20ac\n".encode("iso8859-15")),
            ("underscore", "iso8859_2", "wilgo\u0107\n".encode("latin2"))):
        add("charset-label-" + name, data, **text(label, "8bit"))

    answer = {"Subject": "Re: Damp", "In_Reply_To": "<a@landlord.example>"}
    add("machine-vacation-program", "I am gone.\n", X_Mailer="vacation 1.2",
        **answer)
    add("machine-mailbox-rule", "I am on leave.\n", Auto_Submitted=
        "auto-generated", X_MS_Exchange_Inbox_Rules_Loop="j@x.example",
        **answer)
    add("machine-away-without-thanks", "Hello,\n\nI am currently out of the "
        "office with limited access to email, returning on Monday.\n\nFor "
        "urgent matters please contact the desk.\n", **answer)
    add("machine-away-welsh-text", "Diolch am eich neges. Rwyf ar wyliau tan "
        "5 Mai. Byddaf yn ateb pan ddychwelaf.\n", **answer)
    add("machine-ticket-acknowledged", "Your request has been received and "
        "is being reviewed by our support staff.\n",
        Subject="[Ticket #4711] Damp", In_Reply_To="<a@landlord.example>")
    add("machine-person-answers-ticket", "Nobody came.\n\nOn Fri, 20 Nov "
        "2026 at 10:00, L <l@landlord.example> wrote:\n> This is an "
        "automated message. Your request has been received and is being "
        "reviewed.\n", **answer)
    add("machine-person-out-of-office", "I wrote three times and all I get "
        "is out of office. Nobody helps. Please contact me.\n",
        Subject="Out of office")
    add("machine-person-annual-leave", "I will be on annual leave on Friday "
        "so you can come then.\n", Subject="Annual leave - access")
    add("machine-bounce-portuguese", "Falha ao entregar a estes "
        "destinat\u00e1rios\n\njane@resident.example\n", From="postmaster@"
        "x.example", Subject="N\u00e3o \u00e9 poss\u00edvel entregar: x")
    add("machine-waitlisted", "Your message was waitlisted. Please add "
        "yourself to my Guest List.\n", **answer)


for fill in (charsets, headers, structure, encodings, files, pages, quotes,
             machines, outlook, more, later, last):
    fill()
where = sys.argv[1]
for name, data in MADE.items():
    with open(os.path.join(where, name + ".eml"), "wb") as f:
        f.write(data)
print(len(MADE), "messages")
