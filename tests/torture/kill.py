#!/usr/bin/python3
"""Delivers numbered messages while it kills Postroom's processes with
SIGKILL at random moments, then accounts for every message.
Usage: kill.py --program P --work DIR --mailbox MAILDIR --sink FOLDER
               [--kills N | --each N] [--seed S] [--only KIND[,KIND]]
DIR holds postroom.conf and data/. KIND is poll, intake, send, watch, reader,
all or run; --each kills each kind N times, one kind after the other. The
seed decides who is killed, when, and what is delivered.
Exit: 0 every message is accounted for, 1 something was lost or doubled."""
import argparse
import heapq
import os
import random
import signal
import subprocess
import sys
import time

from account import account
from mail import Mailbox

KINDS = ["poll", "intake", "send", "watch"]
TARGETS = KINDS + ["reader", "all", "run"]
# Seconds; intake needs a third of one to read its rules.
LONGEST_LIFE = {"poll": 0.5, "intake": 2, "reader": 1, "send": 0.4,
                "watch": 0.4, "all": 4}


def processes():
    """Each process's id and its parent's."""
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat", encoding="ascii",
                          errors="replace") as f:
                    yield int(name), int(f.read().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue


def children_of(pid):
    return [child for child, parent in processes() if parent == pid]


def kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
        return True
    except ProcessLookupError:
        return False


class House:
    """The processes under test, and who has been killed how often."""

    def __init__(self, options):
        self.options = options
        self.dice = random.Random(options.seed)
        self.log = open(os.path.join(options.work, "torture.log"), "ab")
        self.running = {}
        self.kills = dict.fromkeys(KINDS + ["reader", "run"], 0)

    def total(self):
        return sum(self.kills.values())

    def command(self, *words):
        return [self.options.program, "-c",
                os.path.join(self.options.work, "postroom.conf"), *words]

    def start(self, kind):
        self.running[kind] = subprocess.Popen(
            self.command(kind), stdout=self.log, stderr=self.log)

    def once(self, *words):
        return subprocess.run(self.command(*words), stdout=self.log,
                              stderr=self.log, timeout=600,
                              check=False).returncode

    def strike(self, kind):
        """Kills a process of ours; True if there was one to kill."""
        process = self.running.pop(kind, None)
        if process is None:
            return
        if process.poll() is None and kill(process.pid):
            self.kills[kind] += 1
        process.wait()

    def revive(self):
        """Starts again whatever is not running; it may have ended itself."""
        for kind in KINDS:
            process = self.running.get(kind)
            if process is None or process.poll() is not None:
                self.start(kind)

    def strike_reader(self):
        for pid in children_of(self.running["intake"].pid):
            if kill(pid):
                self.kills["reader"] += 1

    def stop(self):
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            process.wait(60)
        self.running = {}


def strike(house, target):
    if target == "reader":
        house.strike_reader()
    elif target == "all":
        house.strike_reader()
        for kind in KINDS:
            house.strike(kind)
    else:
        house.strike(target)
    house.revive()


def apart(house, box, targets, kills):
    """Each process by itself, each with its own hour of death."""
    for kind in KINDS:
        house.start(kind)
    due = []

    def plan(target):
        life = house.dice.uniform(0, LONGEST_LIFE[target])
        heapq.heappush(due, (time.monotonic() + life, target))

    for target in targets:
        plan(target)
    first, goal = house.total(), house.total() + kills
    while house.total() < goal:
        at, target = heapq.heappop(due)
        time.sleep(max(0, at - time.monotonic()))
        strike(house, target)
        plan(target)
        box.keep_up((house.total() - first) / kills)
    house.stop()


def family(pid):
    found = [pid]
    for child in children_of(pid):
        found += family(child)
    return found


def orphans(house):
    """Whatever of ours still runs, by its command line."""
    conf = os.path.join(house.options.work, "postroom.conf").encode()
    for name in os.listdir("/proc"):
        if not name.isdigit() or int(name) == os.getpid():
            continue
        try:
            with open(f"/proc/{name}/cmdline", "rb") as f:
                if conf in f.read().split(b"\0"):
                    yield int(name)
        except OSError:
            continue


def strike_run(house):
    """The parent alone, one of its own, or all at once."""
    run = house.running["run"]
    members = family(run.pid)
    shape = house.dice.choice(["parent", "child", "all"])
    if shape == "parent":
        members = members[:1]
    elif shape == "child":
        members = members[1:] and [house.dice.choice(members[1:])]
    for pid in members:
        if kill(pid):
            house.kills["run"] += 1
    if shape != "child":
        run.wait()
        house.start("run")


def together(house, box, kills):
    """Under "run", which starts again what dies."""
    house.start("run")
    first, goal = house.total(), house.total() + kills
    while house.total() < goal:
        time.sleep(house.dice.uniform(0, 1.5))
        if house.running["run"].poll() is not None:
            house.start("run")
        strike_run(house)
        box.keep_up((house.total() - first) / kills)
    house.stop()
    deadline = time.monotonic() + 60
    while list(orphans(house)) and time.monotonic() < deadline:
        time.sleep(0.1)
    left = list(orphans(house))
    for pid in left:
        kill(pid)
    return len(left)


def finish(house):
    """What is left to do, without any more kills."""
    for _ in range(3):
        for words in (["poll", "--once"], ["intake", "--once"],
                      ["send", "--once"]):
            status = house.once(*words)
            if status != 0:
                print(f"# {words[0]} --once ended with {status}")
        time.sleep(2.1)  # a letter whose reply was lost waits a moment


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--mailbox", required=True)
    parser.add_argument("--sink", required=True)
    parser.add_argument("--kills", type=int, default=10000)
    parser.add_argument("--each", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default=",".join(TARGETS))
    return parser.parse_args()


def rounds(options):
    """Who is killed, and how often: (targets, kills)."""
    targets = options.only.split(",")
    if options.each:
        return [([target], options.each) for target in targets]
    under_run = options.kills // 20 if "run" in targets else 0
    if targets == ["run"]:
        under_run = options.kills
    others = [target for target in targets if target != "run"]
    return [(others, options.kills - under_run), (["run"], under_run)]


def main():
    options = arguments()
    house = House(options)
    plan = rounds(options)
    box = Mailbox(options.mailbox, options.seed,
                  max(40, sum(kills for _, kills in plan)))
    unruly = 0
    begun = time.monotonic()
    for targets, kills in plan:
        box.part = kills / sum(k for _, k in plan)
        if targets == ["run"] and kills:
            unruly += together(house, box, kills)
        elif kills:
            apart(house, box, targets, kills)
        box.base += box.part
    box.keep_up(1)
    finish(house)
    print(f"# seed {options.seed}, {time.monotonic() - begun:.0f} s")
    faults = account(options, box, house.kills)
    for command in ("verify", "reconcile"):
        status = house.once(command)
        if status:
            faults.append(f"{command} ended with status {status}")
    if unruly:
        faults.append(f"{unruly} processes outlived their parent")
    for fault in faults[:20]:
        print("# fault:", fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
