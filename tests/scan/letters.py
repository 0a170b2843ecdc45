"""Letters as residents write them, from the corpus: letters.py FOLDER COUNT
writes FOLDER/1.txt and so on, with address, date, "Dear …" and name."""
import json
import os
import sys

CORPUS = os.path.join(os.path.dirname(__file__), "..", "corpus", "dev.jsonl")
HEAD = """14 Alder Court
Mill Lane
Oldtown
AB1 2CD

3 November 2026

The Complaints Team
Northside Homes
1 High Street
Oldtown AB9 9ZZ

"""


def letter(row):
    body = row["body"].strip()
    if not body.startswith(("Dear", "To ")):
        body = "Dear Sir or Madam\n\n" + body
    return f"{HEAD}{body}\n\nYours faithfully\n\n{row['from_name']}\n"


def main():
    folder, count = sys.argv[1], int(sys.argv[2])
    done = 0
    with open(CORPUS, encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            plain = all(ord(c) < 0x100 or 0x2010 < ord(c) < 0x2030
                        for c in row["body"])
            if not plain or not 120 < len(row["body"].split()) < 330:
                continue
            done += 1
            with open(f"{folder}/{done}.txt", "w", encoding="utf-8") as out:
                out.write(letter(row))
            if done == count:
                return


main()
