"""Prints a mail in which every field that a resident controls tries to be
more than text: name, subject, header, HTML, names and types of files."""
import base64
import struct
import zlib
from email.header import Header


def png():
    def chunk(kind, data):
        return (struct.pack(">I", len(data)) + kind + data
                + struct.pack(">I", zlib.crc32(kind + data)))
    rows = b"".join(b"\0" + b"\x80" * 600 for _ in range(800))
    return (b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", struct.pack(">IIBBBBB", 600, 800, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def part(kind, name, data):
    return (f"--b\nContent-Type: {kind}; name=\"{name}\"\n"
            f"Content-Disposition: attachment; filename=\"{name}\"\n"
            "Content-Transfer-Encoding: base64\n\n"
            + base64.encodebytes(data).decode())


SUBJECT = "\"><script>alert(1)</script> nobody came"
NAME = "<img src=x onerror=alert(1)> Lee"
HTML = """<html><body onload=alert(1)><script>alert(1)</script>
<p style="background:url(//evil.example)">Nobody came about the damp
<a href="javascript:alert(1)">here</a>. I want to complain.
&lt;script&gt;alert(4)&lt;/script&gt; <iframe src="//evil.example"></iframe>
<svg onload=alert(1)> {{definition}} ' or 1=1; -- \u202egnp.exe</p></body>
</html>"""

print(f"""From: {Header(NAME, "utf-8").encode()} <lee@resident.example>
To: complaints@landlord.example
Subject: {Header(SUBJECT, "utf-8").encode()}
Date: Mon, 23 Nov 2026 09:00:00 +0000
Message-ID: <hostile@resident.example>
X-Evil: <script>alert(2)</script>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: base64
""")
print(base64.encodebytes(HTML.encode()).decode())
print(part("text/html", "../../etc/<script>alert(1)<\\/script>.html",
           HTML.encode()), end="")
print(part("image/svg+xml", "a.svg", b"<svg onload='alert(1)'/>"), end="")
print(part("image/png", "photo\\\".png", png()), end="")
print("--b--")
