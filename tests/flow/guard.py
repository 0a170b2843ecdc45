#!/usr/bin/python3
"""Scores a simulated holiday by the corpus's true labels, not by ours.
Usage: guard.py WORK: reads WORK/queue/labels, WORK/data/ledger.sqlite and
WORK/told (a line "EPOCH words" for each line that the watch printed), and
prints one line "NAME NUMBER" a figure; the due dates are its own count, on
python3-holidays."""
import collections
import datetime
import os
import sqlite3
import sys
import zoneinfo

import holidays

LONDON = zoneinfo.ZoneInfo("Europe/London")
DAY = datetime.timedelta(days=1)
CLOSED = holidays.country_holidays("GB", subdiv="England") \
    if hasattr(holidays, "country_holidays") else holidays.England()


def last_instant(received, working_days):
    """The end of the last day on which it is in time."""
    day = datetime.datetime.fromtimestamp(received, LONDON).date()
    while working_days:
        day += DAY
        working_days -= day.weekday() < 5 and day not in CLOSED
    end = datetime.datetime.combine(day + DAY, datetime.time(), LONDON)
    return end.timestamp()


def told_at(work):
    """When each reference was first named to a person."""
    first = {}
    with open(os.path.join(work, "told"), encoding="utf-8") as f:
        for line in f:
            at, _, words = line.partition(" ")
            for word in words.replace(",", " ").replace(":", " ").split():
                if word.startswith("CR-"):
                    first.setdefault(word.rstrip("."), int(at))
    return first


def main(work):
    db = sqlite3.connect(os.path.join(work, "data", "ledger.sqlite"))
    told = told_at(work)
    figures = collections.Counter({"missed": 0, "lost": 0, "late": 0})
    for line in open(os.path.join(work, "queue", "labels"), encoding="ascii"):
        at, name, category, _ = line.split()
        row = db.execute(
            "SELECT c.ref, coalesce(c.acknowledged1, c.acknowledged2)"
            " FROM item i JOIN case_file c ON c.id = i.case_id"
            " WHERE i.message_id = ?",
            (f"{name}.{at}@corpus.example",)).fetchone()
        figures["messages"] += 1
        if row is None:
            figures["lost"] += 1
            print(f"# {name} is nowhere")
            continue
        if category not in ("complaint", "escalation"):
            figures["others_acknowledged"] += row[1] is not None
            continue
        figures["complaints"] += 1
        end = last_instant(int(at), 5)
        if row[1] is not None and row[1] < end:
            figures["acknowledged"] += 1
        elif told.get(row[0], end) < end:
            figures["told"] += 1
        else:
            figures["missed"] += 1
            figures["late"] += row[1] is not None
            print(f"# {name} ({category}) {row[0]}: nobody knew")
    for figure, number in sorted(figures.items()):
        print(figure, number)


if __name__ == "__main__":
    main(sys.argv[1])
