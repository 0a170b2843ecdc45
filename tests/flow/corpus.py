#!/usr/bin/python3
"""Makes mail of the labelled corpus, for the flow tests.
Usage: corpus.py FOLDER FIRST LAST COUNT [FILE ...]
Writes COUNT messages, FOLDER/EPOCH-ID.eml with that modification time, their
receipt spread evenly from FIRST to LAST (RFC 3339), and FOLDER/labels: a line
"EPOCH ID CATEGORY GROUND" each. The same arguments make the same messages."""
import datetime
import email.message
import email.policy
import email.utils
import json
import os
import random
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
CORPUS = os.path.join(HERE, "..", "corpus")
HTML = "<html><body><p>{}</p></body></html>"


def rows(names):
    for name in names:
        with open(os.path.join(CORPUS, name), encoding="utf-8") as f:
            yield from (json.loads(line) for line in f)


def build(row, at, form):
    mail = email.message.EmailMessage(policy=email.policy.SMTP)
    address = row["from_address"] or "nobody@example.org"
    mail["From"] = email.utils.formataddr((row["from_name"], address))
    mail["To"] = "complaints@landlord.example"
    mail["Subject"] = row["subject"]
    mail["Date"] = email.utils.format_datetime(
        datetime.datetime.fromtimestamp(at, datetime.timezone.utc))
    mail["Message-ID"] = f"<{row['id']}.{at}@corpus.example>"
    if form == "html":
        text = row["body"].replace("&", "&amp;").replace("<", "&lt;")
        mail.set_content(HTML.format(text.replace("\n", "<br>\n")),
                         subtype="html")
    else:
        mail.set_content(row["body"])
    if form == "both":
        mail.add_alternative(HTML.format(row["body"]), subtype="html")
    return mail.as_bytes()


def instant(text):
    return int(datetime.datetime.fromisoformat(
        text.replace("Z", "+00:00")).timestamp())


def main(folder, first, last, count, *names):
    chosen = list(rows(names or ("dev.jsonl",)))
    dice = random.Random(7)
    dice.shuffle(chosen)
    chosen = chosen[:int(count)]
    start, end = instant(first), instant(last)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "labels"), "w", encoding="ascii") as out:
        for number, row in enumerate(chosen):
            at = start + (end - start) * number // max(1, len(chosen) - 1)
            path = os.path.join(folder, f"{at}-{row['id']}.eml")
            form = dice.choice(("plain", "plain", "html", "both"))
            with open(path, "wb") as f:
                f.write(build(row, at, form))
            os.utime(path, (at, at))
            print(at, row["id"], row["category"], row["ground"] or "-",
                  file=out)


if __name__ == "__main__":
    main(*sys.argv[1:])
