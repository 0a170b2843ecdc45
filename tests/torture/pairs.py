#!/usr/bin/python3
"""Two faults at a time, each pair of the table in faults.py, over a post room
that runs; then both are taken away and every message is accounted for.
Usage: pairs.py --program P --library WORLD.SO --certs DIR --configuration F
                --work DIR [--jobs N] [--seed S]
               [--only WORD | --pair A+B | --alone A,B]
--only takes the pairs in which a fault's or a group's name holds WORD;
--alone takes single faults, one after the other.
Exit: 0 every pair passed, 1 one did not."""
import argparse
import collections
import hashlib
import itertools
import os
import random
import re
import shutil
import subprocess
import sys
import time

from account import (check_cases, check_items, check_letters, check_spool,
                     count_cases, open_ledger)
from faults import ALL, HOUR
from house import House

# Seconds of our clock that each part may take, whatever the machine does.
SETTLE_SECONDS = 150
# 8 MB of untagged lines, the most that is read, become 155 MB in libetpan.
PEAK_MB = 256
TELL_SECONDS = 20
# Hours that may be needed until all has gone: time-outs in haste come too
# early on a busy machine. Less than the day that a clock is ahead by.
LEAPS = 18


def unsettled(house):
    """What is not done yet, in words; None if all is."""
    try:
        db = open_ledger(house.data)
        known = {row[0] for row in db.execute("SELECT sha256 FROM item")}
        waiting = db.execute(
            "SELECT count(*) FROM letter WHERE state IN ('queued', 'claimed')"
            " OR (state = 'uncertain' AND uncertain < 2)").fetchone()[0]
        db.close()
    except Exception as error:  # the ledger is not there yet
        return str(error)
    left = len(os.listdir(os.path.join(house.data, "spool", "new")))
    missing = house.letters.sent.keys() - known - excused(house)
    if missing:
        numbers = sorted(house.letters.sent[sha][0] for sha in missing)
        return f"messages {numbers} are not in the ledger"
    if left or waiting:
        return f"{left} wait in the spool, {waiting} in the outbox"
    return None


def originals(house):
    for where, _, names in os.walk(os.path.join(house.data, "archive")):
        for name in names:
            with open(os.path.join(where, name), "rb") as f:
                yield name, f.read()


def told_instead(house):
    """Items that we wrote for a message that the server does not give."""
    for name, data in originals(house):
        found = re.search(rb"does not hand over \(UIDVALIDITY (\d+), UID "
                          rb"(\d+)", data.replace(b"\r\n", b" "))
        if found:
            yield name, (int(found[1]), int(found[2]))


def excused(house):
    """Messages deleted before they could be fetched, or whose place in the
    mailbox a case tells."""
    there = {hashlib.sha256(data).hexdigest()
             for data in house.imap.messages.values()}
    put = {hashlib.sha256(data).hexdigest(): place
           for place, data in house.imap.uids.items()}
    told = {place for _, place in told_instead(house)}
    return {sha for sha in put if sha not in there or put[sha] in told}


def settle(house, faults, leaps=LEAPS):
    """Waits until all is done; for what has been put off, up to so many
    hours go by."""
    begun = time.monotonic()
    looked = 0
    while True:
        words = unsettled(house)
        if words is None:
            return
        if time.monotonic() - begun > SETTLE_SECONDS:
            faults.append(f"not settled: {words}")
            return
        time.sleep(0.3)
        looked += 1
        house.letters.again()
        house.world.wake()
        if looked % 6 == 0 and leaps > 0 and "outbox" in words:
            house.world.leap(HOUR)
            leaps -= 1
        house.keep()


def deliver(house, posted, handed):
    for _ in range(posted):
        house.letters.post()
    for _ in range(handed):
        house.letters.hand_in()


def suffer(house, pair):
    """Both faults, while messages come in and hours go by."""
    for fault in pair:
        fault.begin(house)
    deliver(house, 2, 1)
    for _ in range(3):
        house.sleep(0.7)
        for fault in pair:
            fault.during(house)
    deliver(house, 1, 1)
    house.world.leap(5 * HOUR)
    house.sleep(2)
    for fault in pair:
        fault.during(house)


def untold_of(house, pair, before, asked):
    said = house.said()[before:] + "".join(house.smtp.officers) + asked
    return [fault.name for fault in pair if fault.told and
            fault.struck(house) and not re.search(fault.told, said)]


def listen(house, pair, before, faults):
    """What a person has been told, while both still last."""
    silent = "log" in house.world.disks
    if silent and not house.stop():
        faults.append("run does not end at SIGTERM")
    asked = ""
    for words in (["check"], ["watch", "--once"]):
        status, text = house.ask(*words)
        if status == 124:
            faults.append(text)
        asked += text
    end = time.monotonic() + (0 if silent else TELL_SECONDS)
    untold = untold_of(house, pair, before, asked)
    while untold and time.monotonic() < end:
        house.sleep(2)
        house.world.leap(HOUR)
        untold = untold_of(house, pair, before, asked)
    faults += [f"nobody was told of {name}" for name in untold]
    if silent:
        house.start()


def account(house, pair, faults):
    db = open_ledger(house.data)
    items = {row["sha256"]: row for row in db.execute("SELECT * FROM item")}
    states = collections.Counter(row["state"] for row in items.values())
    for sha in excused(house) - items.keys():
        house.letters.sent.pop(sha, None)
    ours = {sha for sha, place in told_instead(house)}
    for sha in ours:
        items.pop(sha, None)
    check_items(house.data, house.letters, items, faults)
    check_cases(db, faults, ours)
    check_spool(house.data, faults)
    count_cases(db, states, faults)
    groups = {fault.group for fault in pair}
    ends = ("sent", "uncertain") + (("failed",) if "SMTP" in groups else ())
    broken = sum(n for fault, n in house.smtp.turns.struck.items()
                 if fault != "none")
    check_letters(db, house.sink, house.missed + broken, faults, ends)
    if "kill" not in groups and states["unreadable"]:
        faults.append(f"{states['unreadable']} thought unreadable")
    told = sum("attention: disk" in mail for mail in house.smtp.officers)
    if "kill" not in groups and told > 3:
        faults.append(f"the officers were told {told} times of one disk")
    db.close()


def examine(house, faults):
    for words in (["verify"], ["reconcile"]):
        status, text = house.ask(*words)
        if status != 0:
            faults.append(f"{words[0]} ended with {status}: {text[-300:]}")


def run_pair(house, pair):
    faults = []
    house.start()
    deliver(house, 1, 1)
    settle(house, faults)
    if faults:
        return ["before: " + words for words in faults]
    house.sleep(0.6)  # a fetch since the last leap: no source is silent
    before = len(house.said())
    suffer(house, pair)
    listen(house, pair, before, faults)
    if house.peak() > PEAK_MB:
        faults.append(f"a process took {house.peak()} MB")
    for fault in pair:
        fault.end(house)
    deliver(house, 1, 0)
    house.world.leap(HOUR)
    settle(house, faults)
    if not house.stop():
        faults.append("run does not end at SIGTERM")
    account(house, pair, faults)
    examine(house, faults)
    if house.ended - {75}:
        faults.append(f"run ended with {house.ended}")
    return faults


def named(name):
    return next(fault for fault in ALL if fault.name == name)


def one(options):
    """In a process of its own."""
    names = options.pair.split("+")
    pair = [named(name) for name in names]
    work = os.path.join(options.work, re.sub(r"\W", "-", options.pair))
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    seed = options.seed * 1000 + sum(ALL.index(f) * 37 for f in pair)
    house = House(options, work, seed)
    try:
        faults = run_pair(house, pair)
    finally:
        house.clear()
    for fault in faults:
        print(fault)
    if faults or "KEEP" in os.environ:
        print(f"kept: {work}")
    else:
        shutil.rmtree(work)
    sys.stdout.flush()
    os._exit(1 if faults else 0)


# --- all of them -------------------------------------------------------------

def chosen(options):
    if options.alone:
        yield from ((named(name),) for name in options.alone.split(","))
        return
    for a, b in itertools.combinations(ALL, 2):
        names = (a.name, a.group, b.name, b.group)
        if not options.only or any(options.only in name for name in names):
            yield a, b


class Matrix:
    """Pairs run and passed, by the groups of the two faults."""

    def __init__(self):
        self.groups = list(dict.fromkeys(fault.group for fault in ALL))
        self.run, self.passed = collections.Counter(), collections.Counter()

    def add(self, pair, passed):
        key = tuple(fault.group for fault in pair)
        print("# passed" if passed else "# FAILED", name_of(pair), flush=True)
        self.run[key] += 1
        self.passed[key] += passed

    def show(self):
        print("#" + " " * 9 + "".join(f"{g:>10}" for g in self.groups))
        for a in self.groups:
            cells = [f"{self.passed[a, b]}/{self.run[a, b]}"
                     if self.run[a, b] else "" for b in self.groups]
            print(f"# {a:8}" + "".join(f"{c:>10}" for c in cells))
        print(f"# {sum(self.run.values())} pairs of faults, "
              f"{sum(self.passed.values())} passed")


def name_of(pair):
    return "+".join(fault.name for fault in pair)


def start(pair):
    words = [sys.executable, *sys.argv, "--pair", name_of(pair)]
    return subprocess.Popen(words, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT)


def finish(pair, process, matrix):
    words = process.stdout.read().decode("utf-8", "replace").strip()
    passed = process.wait() == 0
    matrix.add(pair, passed)
    if not passed:
        print("\n".join("#   " + line for line in words.split("\n")),
              flush=True)


def everyone(options):
    matrix, begun = Matrix(), time.monotonic()
    waiting, running = list(chosen(options)), []
    random.Random(options.seed).shuffle(waiting)
    while waiting or running:
        while waiting and len(running) < options.jobs:
            pair = waiting.pop(0)
            running.append((pair, start(pair)))
        time.sleep(0.1)
        for entry in [e for e in running if e[1].poll() is not None]:
            running.remove(entry)
            finish(*entry, matrix)
    print(f"# seed {options.seed}, {time.monotonic() - begun:.0f} s")
    if not options.alone:
        matrix.show()
    return 0 if matrix.run == matrix.passed else 1


def arguments():
    parser = argparse.ArgumentParser()
    for name in ("program", "library", "certs", "configuration", "work"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--jobs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--haste", type=int, default=12)
    parser.add_argument("--only", default="")
    parser.add_argument("--pair", default="")
    parser.add_argument("--alone", default="")
    return parser.parse_args()


if __name__ == "__main__":
    options_given = arguments()
    if options_given.pair:
        one(options_given)
    sys.exit(everyone(options_given))
