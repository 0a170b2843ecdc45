#!/usr/bin/python3
"""Lays 200 mixed messages for whole-way.t: residents' mail of the corpus, the
samples, machine-made mail, the same message by another way, an empty one and
one of 60 MB. Usage: mixed.py FOLDER FIRST LAST (RFC 3339)
Prints "NAME NUMBER" lines: how many of each kind were laid."""
import base64
import glob
import os
import sys

import corpus

MACHINE = [
    "From: Jo Hill <jo@example.net>\nSubject: Out of office\n"
    "Auto-Submitted: auto-replied\nMessage-ID: <ooo@example.net>\n\n"
    "I am away. If this is a complaint, ring the office.\n",
    "From: news@example.net\nSubject: Complaints weekly\n"
    "List-Id: <complaints.example.net>\nMessage-ID: <list@example.net>\n\n"
    "This week: how to complain.\n",
    "From: MAILER-DAEMON@example.net\nSubject: Undelivered Mail\n"
    "Message-ID: <dsn@example.net>\nAuto-Submitted: auto-replied\n"
    "MIME-Version: 1.0\nContent-Type: multipart/report;\n"
    " report-type=delivery-status; boundary=b\n\n--b\n\nNot delivered.\n"
    "--b\nContent-Type: message/delivery-status\n\n"
    "Reporting-MTA: dns; example.net\n\nFinal-Recipient: rfc822; x@example.net"
    "\nAction: failed\nStatus: 5.1.1\n\n--b--\n",
    "From: Ann <ann@example.net>\nSubject: Accepted: visit\n"
    "Message-ID: <cal@example.net>\nMIME-Version: 1.0\n"
    "Content-Type: text/calendar; method=REPLY; charset=utf-8\n\n"
    "BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR\n",
]


def put(folder, at, name, data):
    path = os.path.join(folder, f"{at}-{name}.eml")
    with open(path, "wb") as f:
        f.write(data)
    os.utime(path, (at, at))


def huge():
    return (b"From: h@example.org\nSubject: huge\nMessage-ID: <h@example.org>\n"
            b"MIME-Version: 1.0\nContent-Type: text/plain\n\nNobody came.\n"
            + base64.encodebytes(os.urandom(45_000_000)))


def main(folder, first, last):
    samples = sorted(glob.glob(os.path.join(
        corpus.HERE, "..", "..", "samples", "*.eml")))
    twins = 4
    residents = 200 - len(samples) - len(MACHINE) - twins - 2
    corpus.main(folder, first, last, residents, "dev.jsonl", "dev-month.jsonl")
    for path in sorted(glob.glob(os.path.join(folder, "*.eml")))[:twins]:
        with open(path, "rb") as f:
            text = b"Received: from relay.example.net\r\n" + f.read()
        at = int(os.path.basename(path).split("-")[0])
        put(folder, at + 60, "twin", text)
    at = corpus.instant(last)
    for number, path in enumerate(samples):
        with open(path, "rb") as f:
            put(folder, at - 3600 + number, "sample", f.read())
    for number, text in enumerate(MACHINE):
        put(folder, at - 1800 + number, "machine", text.encode())
    put(folder, at - 900, "empty", b"")
    put(folder, at - 800, "huge", huge())
    # Among the samples: three that are machine-made, one twin, one reply.
    print("residents", residents)
    print("machine", len(MACHINE) + 3)
    print("twins", twins + 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
