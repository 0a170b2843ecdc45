#!/usr/bin/python3
"""Shows people what the demonstration did: a table of the messages, a letter
as its reader sees it, what happened later. Reads the ledger, never writes.
Usage: table.py cases DEMO | later DEMO INSTANT | letter FILE"""
import datetime
import email
import email.policy
import glob
import itertools
import os
import sqlite3
import sys
import textwrap
import zoneinfo

LONDON = zoneinfo.ZoneInfo("Europe/London")
WIDTHS = (15, 17, 24, 15, 25)
DUTIES = {
    "look": "look", "urgent": "A PERSON ACTS",
    "acknowledge-1": "acknowledge", "acknowledge-2": "acknowledge stage 2",
    "telephone": "A PERSON RINGS", "offer-choice": "offer the choice",
    "read-original": "read it",
    "how-to-complain": "tell how to complain",
}


def ask(demo, sql, *values):
    path = os.path.join(demo, "data", "ledger.sqlite")
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    try:
        return db.execute(sql, values).fetchall()
    finally:
        db.close()


def when(instant):
    day = datetime.datetime.fromtimestamp(instant, LONDON)
    return f"{day:%a} {day.day} {day:%b %H:%M}"


def row(*cells):
    line = " ".join(" ".join(c.split())[:w].ljust(w)
                    for c, w in zip(cells, WIDTHS))
    print(line.rstrip())


def due(duty):
    words = DUTIES.get(duty["kind"], duty["kind"].replace("-", " "))
    if duty["due_at"]:
        return f"{words} by {when(duty['due_at'])[4:]}"
    day = datetime.date.fromisoformat(duty["due_day"])
    return f"{words} by {day:%a} {day.day} {day:%b}"


def done(demo, case):
    """What was sent, and what is owed first besides a look at the item."""
    letters = ask(demo, "SELECT kind, state FROM letter WHERE case_id = ?",
                  case["id"])
    said = [f"{x['kind']} {x['state']}" for x in letters] or ["no reply"]
    duties = ask(demo, "SELECT * FROM duty WHERE case_id = ? AND met IS NULL"
                 " AND ended IS NULL ORDER BY kind = 'look', due_by",
                 case["id"])
    return said, [due(d) for d in duties]


def case_rows(demo, item):
    case = ask(demo, "SELECT * FROM case_file WHERE id = ?",
               item["case_id"])[0]
    said, owed = done(demo, case)
    kind = (case["category"] or "could not read").replace("_", " ")
    row(case["ref"], case["from_name"] or case["from_address"],
        case["subject"] or "(none)", kind, ", ".join(said))
    notes = [case["flags"].replace("_", " ")] if case["flags"] else []
    if case["silence"]:
        notes.append(f"not answered by itself: {case['silence']}")
    lines = textwrap.wrap("; ".join(notes), 48) or [""]
    for line, words in itertools.zip_longest(lines, owed[:1], fillvalue=""):
        print(f"{'':16}{line:<49} {words}".rstrip())


def other_row(demo, item):
    head = ask(demo, "SELECT wire ->> '$.from.address' AS sender,"
               " wire ->> '$.subject' AS subject FROM item WHERE id = ?",
               item["id"])[0]
    ref = ask(demo, "SELECT ref FROM case_file WHERE id = ?", item["case_id"])
    about = ref[0]["ref"] if ref else ""
    words = {"reply": f"added to {about}",
             "duplicate": f"the same as {about}",
             "automated": "kept, never answered"}[item["state"]]
    row("-", head["sender"] or "", head["subject"] or "(none)",
        {"reply": "more on a case", "duplicate": "a duplicate",
         "automated": "machine-made"}[item["state"]], words)


def cases(demo):
    row("Reference", "From", "Subject", "It seems to be", "What was done")
    row(*("-" * w for w in WIDTHS))
    for item in ask(demo, "SELECT * FROM item ORDER BY received, id"):
        if item["state"] in ("case", "unreadable"):
            case_rows(demo, item)
        else:
            other_row(demo, item)
    counts = ask(demo, "SELECT state, count(*) AS n FROM item GROUP BY state")
    print("\n" + ", ".join(f"{c['n']} {c['state']}" for c in counts)
          + ": every message is accounted for.")
    print("Not one of these is confirmed yet: it suggests, people decide.")


def letter(path):
    with open(path, "rb") as f:
        mail = email.message_from_binary_file(f, policy=email.policy.default)
    for name in ("From", "To", "Subject", "Auto-Submitted"):
        print(f"  {name}: {mail[name]}")
    print()
    for line in mail.get_body().get_content().rstrip().split("\n"):
        print(textwrap.fill(line.strip(), 96, initial_indent="  ",
                            subsequent_indent="  ") if line.strip() else "")


def later(demo, now):
    print(f"(the clock was set to {now} for this)")
    late = ask(demo, "SELECT c.ref, l.kind, l.subject FROM letter l JOIN"
               " case_file c ON c.id = l.case_id WHERE l.guard = 1 AND"
               " l.state = 'sent' ORDER BY c.received")
    for line in late[:5]:
        print(f"  {line['ref']}  {line['kind']}: {line['subject']}"[:98])
    if len(late) > 5:
        print(f"  ... and {len(late) - 5} more")
    left = ask(demo, "SELECT count(*) AS n FROM duty WHERE met IS NULL AND"
               " ended IS NULL AND kind LIKE 'acknowledge-%'")[0]["n"]
    print(f"{len(late)} acknowledgements went out by themselves; {left} wait"
          " for a person:")
    with open(os.path.join(demo, "watch.out"), encoding="utf-8") as f:
        for line in f:
            if "cannot acknowledge" in line:
                print(textwrap.fill(line, 96, initial_indent="  ",
                                    subsequent_indent="    "))
    files = glob.glob(os.path.join(demo, "sent", "acknowledgement-1*.eml"))
    if files:
        print(f"One of them: {sorted(files)[0]}")


if __name__ == "__main__":
    {"cases": cases, "later": later, "letter": letter}[sys.argv[1]](
        *sys.argv[2:])
