"""Compares "postroom workdays" with two calendars that compute the holidays.

Prints TAP. Oracles know nothing of Postroom's data file: python3-holidays
and python3-workalendar work the days out by rule, holiday by holiday.
"""
import datetime
import itertools
import json
import subprocess
import sys

import holidays
from workalendar.europe import UnitedKingdom

DAY = datetime.timedelta(days=1)
FIRST = datetime.date(2024, 1, 1)
COUNTS = (1, 3, 5, 10, 20, 25, 40)
SPANS = (1, 7, 30, 90)


def last_known():
    with open("data/bank-holidays.json", encoding="utf-8") as file:
        events = json.load(file)["england-and-wales"]["events"]
    return datetime.date(max(int(e["date"][:4]) for e in events), 12, 31)


def by_holidays(years):
    table = holidays.England(years=list(years))
    return set(table)


def by_workalendar(years):
    calendar = UnitedKingdom()
    days = set()
    for year in years:
        days.update(day for day, _ in calendar.holidays(year))
    return days


def add(off, last, day, count):
    """The date count working days after day, "-" past the calendar."""
    while count > 0:
        day += DAY
        if day > last:
            return "-"
        count -= day.weekday() < 5 and day not in off
    return day.isoformat()


def between(off, last, first, end):
    if end > last:
        return "-"
    days = (first + DAY * i for i in range(1, (end - first).days + 1))
    return str(sum(day.weekday() < 5 and day not in off for day in days))


def postroom(program, arguments, lines):
    done = subprocess.run(
        [program, "workdays", *arguments], input="".join(lines),
        capture_output=True, text=True, check=False)
    return done.stdout.split("\n")[:-1]


def compare(what, days, got, wanted):
    wrong = [f"{day}: {a}, oracle {b}" for day, a, b
             in itertools.zip_longest(days, got, wanted) if a != b]
    for line in wrong[:5]:
        print("#", line)
    print(f"{'not ' if wrong else ''}ok - {what}, {len(days)} days")
    return not wrong


def main(program):
    last = last_known()
    days = [FIRST + DAY * i for i in range((last - FIRST).days + 1)]
    years = range(FIRST.year, last.year + 1)
    oracles = {"holidays": by_holidays(years),
               "workalendar": by_workalendar(years)}
    good = []
    for count in COUNTS:
        got = postroom(program, ["add", "-", str(count)],
                       [f"{day}\n" for day in days])
        for name, off in oracles.items():
            wanted = [add(off, last, day, count) for day in days]
            good.append(compare(f"add {count} against {name}", days, got,
                                wanted))
    for span in SPANS:
        got = postroom(program, ["between", "-"],
                       [f"{day} {day + DAY * span}\n" for day in days])
        for name, off in oracles.items():
            wanted = [between(off, last, day, day + DAY * span)
                      for day in days]
            good.append(compare(f"between {span} days against {name}", days,
                                got, wanted))
    print(f"1..{len(good)}")
    return 0 if all(good) else 1


sys.exit(main(sys.argv[1]))
