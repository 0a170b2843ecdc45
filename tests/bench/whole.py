#!/usr/bin/python3
"""Measures each stage. Usage: whole.py PROGRAM WORK MAILDIR COUNT CASES
Prints a table: messages a second, synchronisations a message, peak memory."""
import os
import re
import shutil
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "flow"))
import corpus  # noqa: E402  (its folder is not a package)

SIZE = 5000
QUOTED = "> On Monday you wrote that somebody would come and look at it.\r\n"


class Bench:
    def __init__(self, program, work, mailbox, count):
        self.program, self.work, self.mailbox = program, work, mailbox
        self.count = count
        self.rows = list(corpus.rows(["dev.jsonl"]))
        self.owner = os.stat(mailbox)
        self.laid = 0

    def lay(self, count):
        """Puts new messages of 5 kB into the mailbox."""
        for _ in range(count):
            self.laid += 1
            row = dict(self.rows[self.laid % len(self.rows)])
            row["id"] = f"bench{self.laid}"
            row["from_address"] = f"r{self.laid}@resident.example"
            data = corpus.build(row, int(time.time()), "plain")
            room = max(0, SIZE - len(data)) // len(QUOTED)
            data += QUOTED.encode() * room
            name = f"{int(time.time())}.{self.laid:07d}.bench"
            path = os.path.join(self.mailbox, "tmp", name)
            with open(path, "wb") as f:
                f.write(data)
            os.chown(path, self.owner.st_uid, self.owner.st_gid)
            os.rename(path, os.path.join(self.mailbox, "new", name))

    def spawn(self, *words):
        """Seconds and peak memory (MB) of a program and its children."""
        begun = time.monotonic()
        pid = os.fork()
        if pid == 0:
            log = os.open(os.path.join(self.work, "bench.log"),
                          os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            os.dup2(log, 1)
            os.dup2(log, 2)
            os.execvp(words[0], words)
        _, status, usage = os.wait4(pid, 0)
        if status:
            sys.exit(f"{words} ended with status {status}")
        return time.monotonic() - begun, usage.ru_maxrss / 1024

    def stage(self, *words):
        return self.spawn(self.program, "-c",
                          os.path.join(self.work, "postroom.conf"), *words)

    def syncs(self, *words):
        """Synchronisations while a stage runs once."""
        trace = os.path.join(self.work, "strace")
        self.spawn("strace", "-f", "-c", "-e",
                   "trace=fsync,fdatasync,syncfs", "-o", trace, self.program,
                   "-c", os.path.join(self.work, "postroom.conf"), *words)
        with open(trace, encoding="ascii", errors="replace") as f:
            return sum(int(m[1]) for m in re.finditer(
                r"^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+).*sync(?:fs)?$",
                f.read(), re.M))


def tell(words, number, seconds, memory=None):
    more = "" if memory is None else f"  {memory:6.0f} MB"
    print(f"{words:<44}{number / seconds:8.0f} /s{more}", flush=True)


def disk(bench):
    """What the disk itself does now: synced files of 5 kB."""
    folder = os.path.join(bench.work, "disk")
    os.mkdir(folder)
    number, begun = 0, time.monotonic()
    while time.monotonic() - begun < 2:
        fd = os.open(os.path.join(folder, str(number)),
                     os.O_WRONLY | os.O_CREAT, 0o600)
        os.write(fd, b"x" * SIZE)
        os.fsync(fd)
        os.close(fd)
        number += 1
    tell("the disk, synced files of 5 kB", number, time.monotonic() - begun)
    shutil.rmtree(folder)


def fetch(bench):
    if shutil.which("mbsync"):
        os.makedirs(os.path.join(bench.work, "near"))
        seconds, _ = bench.spawn(
            "mbsync", "-c", os.path.join(bench.work, "mbsyncrc"), "c")
        tell("fetch, mbsync with fsync, for comparison", bench.count, seconds)
    else:
        print("mbsync is not there: apt-get install isync")
    seconds, memory = bench.stage("poll", "--once")
    tell("fetch", bench.count, seconds, memory)


def intake_and_send(bench, words):
    seconds, memory = bench.stage("intake", "--once")
    tell("intake" + words, bench.count, seconds, memory)
    seconds, memory = bench.stage("send", "--once")
    tell("send" + words, bench.count, seconds, memory)


def synchronisations(bench):
    if not shutil.which("strace"):
        return
    number = 200
    bench.lay(number)
    for command in ("poll", "intake", "send"):
        syncs = bench.syncs(command, "--once") / number
        print(f"{'synchronisations a message, ' + command:<44}{syncs:8.2f}")


def grow(bench, cases):
    while bench.laid + bench.count <= cases:
        bench.lay(bench.count)
        bench.stage("poll", "--once")
        if bench.laid + bench.count > cases:
            disk(bench)
            intake_and_send(bench, f", from {bench.laid - bench.count} cases")
        else:
            bench.stage("intake", "--once")
            bench.stage("send", "--once")
    seconds, memory = bench.stage("poll", "--once")
    tell(f"starting poll with {bench.laid} messages", 1, seconds, memory)
    seconds, memory = bench.stage("intake", "--once")
    tell(f"starting intake with {bench.laid} cases", 1, seconds, memory)


def main(program, work, mailbox, count, cases):
    bench = Bench(program, work, mailbox, int(count))
    disk(bench)
    bench.lay(bench.count)
    fetch(bench)
    intake_and_send(bench, "")
    synchronisations(bench)
    grow(bench, int(cases))
    disk(bench)


if __name__ == "__main__":
    main(*sys.argv[1:])
