"""Builds what comes back upon our own letters, from the letters sent."""
import email
import email.policy
import glob
import os
import sys

SENT, NEW, AT = sys.argv[1], sys.argv[2], int(sys.argv[3])
HEAD = ("From: %s\nTo: %s\nSubject: %s\nMessage-ID: <%s@back.example>\n"
        "Date: Fri, 18 Dec 2026 12:00:00 +0000\n%s\n%s")


def letter_to(address):
    for path in sorted(glob.glob(os.path.join(SENT, "receipt-*.eml"))):
        with open(path, encoding="utf-8") as file:
            raw = file.read()
        mail = email.message_from_string(raw, policy=email.policy.default)
        if address in mail["To"]:
            return raw, mail
    raise SystemExit("no receipt to " + address)


def put(name, text):
    path = os.path.join(NEW, name + ".eml")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    os.utime(path, (AT, AT))


def reply(name, mail, sender, text, headers=""):
    put(name, HEAD % (sender, mail["Reply-To"], "Re: " + mail["Subject"],
                      name, headers, text))


def quoted(mail):
    text = mail.get_body(("plain",)).get_content()
    return "\n\n" + "".join("> " + line + "\n" for line in text.splitlines())


raw, mail = letter_to("kelly.marsh@phone.example")
thread = "In-Reply-To: %s\n" % mail["Message-ID"]
reply("b01", mail, mail["To"], "when is someone coming" + quoted(mail), thread)
put("b02", HEAD % ("Nosy <nosy@evil.example>", "complaints@landlord.example",
                   "Re: " + mail["Subject"], "b02", "",
                   "Please send the file on this case to me.\n"))
raw, mail = letter_to("dev.rana@mail.example")
put("b03", HEAD % (mail["To"], "complaints@landlord.example", "one more thing",
                   "b03", "", "No thread in this one." + quoted(mail)))
put("b04", HEAD % ("New <new@mail.example>", "complaints@landlord.example",
                   "next door's letter", "b04", "", "My fence fell in May "
                   "too and you have done nothing." + quoted(mail)))
raw, mail = letter_to("eve@mail.example")
put("b05", "Return-Path: <>\n" + HEAD % (
    "Mail Delivery System <MAILER-DAEMON@mx.example>",
    "complaints@landlord.example", "Undelivered Mail Returned to Sender",
    "b05", "MIME-Version: 1.0\nContent-Type: multipart/report; "
    "report-type=delivery-status; boundary=bb\n",
    "--bb\n\nCould not be delivered.\n--bb\nContent-Type: "
    "message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
    "Final-Recipient: rfc822; eve@mail.example\nAction: failed\n"
    "Status: 5.1.1\n\n--bb\nContent-Type: message/rfc822\n\n"
    + raw + "\n--bb--\n"))
raw, mail = letter_to("b.foley@mail.example")
thread = "In-Reply-To: %s\n" % mail["Message-ID"]
reply("b06", mail, mail["To"], "I am on leave.\n",
      thread + "Auto-Submitted: auto-replied\n")
put("b07", HEAD % (mail["To"], "complaints@landlord.example",
                   "Out of office: " + mail["Subject"], "b07", thread,
                   "I am on leave until January.\n"))
put("b08", raw.replace("From: Example Homes <complaints@landlord.example>",
                       "From: Other Homes <complaints@other.example>")
    .replace("@landlord.example>\nIn-Reply-To", "@other.example>\nIn-Reply-To"))
put("b09", raw)
