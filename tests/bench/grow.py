#!/usr/bin/python3
"""What each command costs at 1,000, 10,000 and 100,000 cases.
Usage: grow.py PROGRAM WORK CASES [LIBRARY]
WORK holds postroom.conf, whose mailbox is the Maildir WORK/mail. The cases
are made by the program itself: fetched, filed, answered. LIBRARY
(tests/torture/world.c) spares the synchronisations of filling, which are
measured elsewhere. Prints processor and elapsed milliseconds, and the most
memory of a process in MB, a column a size."""
import os
import struct
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import whole  # noqa: E402

MEASURED = 500
ROUND = 5000
SIZES = (1000, 10000, 100000)


class Growth(whole.Bench):
    def __init__(self, program, work, library):
        mailbox = os.path.join(work, "mail")
        for name in ("tmp", "new", "cur"):
            os.makedirs(os.path.join(mailbox, name))
        super().__init__(program, work, mailbox, MEASURED)
        self.rows = [row for row in self.rows if len(row["body"]) > 100]
        self.library = library
        self.world = os.path.join(work, "world")
        with open(self.world, "wb") as f:
            f.write(struct.pack("=9q", 0, 0, 0, -1, 0, 0, 0, 0, 0))
        self.table = {}

    def run(self, *words, spared=False):
        """Processor and elapsed milliseconds, and MB, of a command."""
        env = dict(os.environ)
        if spared and self.library:
            env.update(LD_PRELOAD=self.library, POSTROOM_WORLD=self.world)
        command = [self.program, "-c",
                   os.path.join(self.work, "postroom.conf"), *words]
        begun = whole.time.monotonic()
        log = os.open(os.path.join(self.work, "out"),
                      os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        pid = os.posix_spawn(self.program, command, env, file_actions=[
            (os.POSIX_SPAWN_DUP2, log, 1), (os.POSIX_SPAWN_DUP2, log, 2)])
        os.close(log)
        _, status, usage = os.wait4(pid, 0)
        seconds = whole.time.monotonic() - begun
        if os.waitstatus_to_exitcode(status) not in (0, 1):
            sys.exit(f"{words} ended with status {status}")
        return ((usage.ru_utime + usage.ru_stime) * 1000, seconds * 1000,
                usage.ru_maxrss / 1024)

    def said(self):
        with open(os.path.join(self.work, "out"), encoding="utf-8") as f:
            return f.read()

    def fill(self, goal):
        """Small messages: what is in them does not matter here."""
        size, whole.SIZE = whole.SIZE, 0
        while self.laid < goal:
            self.lay(min(ROUND, goal - self.laid))
            for command in ("poll", "intake", "send"):
                self.run(command, "--once", spared=True)
        whole.SIZE = size

    def measure(self, size):
        def note(words, *command):
            self.table.setdefault(words, {})[size] = self.run(*command)

        self.lay(MEASURED)
        for command in ("poll", "intake", "send"):
            note(f"{command} of {MEASURED}", command, "--once")
        for command in ("poll", "intake", "send"):
            note(f"{command}, nothing to do", command, "--once")
        note("watch --once, the first", "watch", "--once")
        note("watch --once", "watch", "--once")
        note("due", "due")
        note("case list", "case", "list")
        ref = next(word for word in self.said().split()
                   if word.startswith("CR-"))
        note("case show", "case", "show", ref)
        note("verify", "verify")
        print(f"# {size} cases: {self.said().strip().splitlines()[-1]}",
              flush=True)

    def show(self):
        sizes = [size for size in SIZES if size in self.table["due"]]
        print(f"{'processor ms / elapsed ms / MB':32}" +
              "".join(f"{size:>22,}" for size in sizes))
        for words, cells in self.table.items():
            print(f"{words:32}" + "".join(
                "{:>22}".format("{:.0f} / {:.0f} / {:.0f}".format(
                    *cells[size])) for size in sizes))


def main(program, work, cases, library=""):
    growth = Growth(program, work, library)
    for size in SIZES:
        if size <= int(cases):
            growth.fill(size - MEASURED)
            growth.measure(size)
    growth.show()


if __name__ == "__main__":
    main(*sys.argv[1:])
