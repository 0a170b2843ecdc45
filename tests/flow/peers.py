#!/usr/bin/python3
"""Mail between two post rooms, for peers.t.
Usage: peers.py carry FROM TO LEVEL EPOCH
           moves each new letter in the folder FROM into the Maildir TO, as a
           gateway of that level leaves it: "whole"; "marks", without the
           headers that say that a machine wrote it; "names", also under a
           Message-ID of its own and with plain addresses; prints how many
       peers.py dsn FROM TO ADDRESS STATUS EPOCH
           reports to the Maildir TO that the letter to ADDRESS failed"""
import email
import email.policy
import email.utils
import glob
import os
import sys

MARKS = ("Auto-Submitted", "X-Auto-Response-Suppress", "X-Postroom-Letter",
         "Precedence")
NAMES = ("Message-ID", "In-Reply-To", "References", "Reply-To")


def read(path):
    with open(path, "rb") as f:
        return email.message_from_binary_file(f, policy=email.policy.SMTP)


def put(folder, name, data, at):
    path = os.path.join(folder, "new", name)
    with open(path, "wb") as f:
        f.write(data)
    os.utime(path, (at, at))


def carry(source, target, level, at):
    carried = 0
    for path in sorted(glob.glob(os.path.join(source, "*.eml"))):
        mail = read(path)
        os.rename(path, path + ".gone")
        if "@example.org" in mail["To"]:
            continue              # a resident's
        carried += 1
        for name in MARKS if level != "whole" else ():
            del mail[name]
        if level == "names":
            for name in NAMES:
                del mail[name]
            mail["Message-ID"] = f"<{at}.{carried}@gateway.example>"
        put(target, f"{at}.{carried}", mail.as_bytes(), int(at))
    print(carried)


def dsn(source, target, address, status, at):
    for path in glob.glob(os.path.join(source, "*.eml")):
        mail = read(path)
        if address not in mail["To"]:
            continue
        put(target, f"dsn.{address}", f"""\
From: MAILER-DAEMON@mx.example\r
To: complaints@landlord.example\r
Subject: Undelivered Mail Returned to Sender\r
Message-ID: <dsn.{address}>\r
MIME-Version: 1.0\r
Content-Type: multipart/report; report-type=delivery-status; boundary=b\r
\r
--b\r
Content-Type: text/plain\r
\r
Your message could not be delivered.\r
--b\r
Content-Type: message/delivery-status\r
\r
Reporting-MTA: dns; mx.example\r
\r
Final-Recipient: rfc822; {address}\r
Action: {"failed" if status[0] == "5" else "delayed"}\r
Status: {status}\r
\r
--b\r
Content-Type: text/rfc822-headers\r
\r
Message-ID: {mail["Message-ID"]}\r
--b--\r
""".encode("ascii"), int(at))


if __name__ == "__main__":
    {"carry": carry, "dsn": dsn}[sys.argv[1]](*sys.argv[2:])
