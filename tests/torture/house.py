"""A post room under "run", between a mailbox and a mail server of ours, in a
world whose clocks and disk can be broken while it runs."""
import hashlib
import os
import random
import subprocess
import time

from kill import children_of, family, kill
from mail import Mailbox
from servers import Imap, Smtp
from world import World


def kind_of(pid):
    """What that process does for Postroom; None if it is gone."""
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as f:
            words = f.read().decode().split("\0")
    except OSError:
        return None
    if len(words) > 3 and words[1] == "-c":
        return words[3]
    return words[1] if len(words) > 1 else None


def peak_of(pid):
    """MB."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as f:
            lines = [line for line in f if line.startswith("VmHWM")]
        return int(lines[0].split()[1]) // 1024 if lines else 0
    except OSError:
        return 0


class Letters(Mailbox):
    """Messages that go into our mailbox, or in by the door."""

    def __init__(self, house, seed):
        super().__init__(house.work, seed, 0)
        self.house = house
        self.refused = []  # files that "submit" would not take yet

    def next(self):
        self.last = None  # no twins: which of two comes first is open here
        return super().next()

    def known(self, n, kind, data):
        self.sent[hashlib.sha256(data).hexdigest()] = (n, kind)

    def post(self):
        n, kind, data = self.next()
        self.known(n, kind, data)
        self.house.imap.put(data)

    def hand_in(self):
        n, kind, data = self.next()
        self.known(n, kind, data)
        path = os.path.join(self.house.work, f"in.{self.number}")
        with open(path, "wb") as f:
            f.write(data)
        self.refused.append(path)
        self.again()

    def again(self):
        """Who is told to try again does."""
        self.refused = [path for path in self.refused
                        if self.house.once("submit", path) != 0]


class House:
    def __init__(self, options, work, seed):
        self.options, self.work = options, work
        self.data = os.path.join(work, "data")
        self.sink = os.path.join(work, "sink")
        os.makedirs(self.sink)
        self.dice = random.Random(seed)
        self.world = World(os.path.join(work, "world"), options.library)
        self.world.set("haste", options.haste)
        self.imap = Imap(options.certs)
        self.smtp = Smtp(options.certs, self.sink)
        self.letters = Letters(self, seed)
        self.missed = 0  # times that an answer may have been missed
        self.kills = 0
        self.run = None
        self.ended = set()  # with what status, by itself
        self.log = os.path.join(work, "log")
        self.configure()

    def configure(self):
        with open(self.options.configuration, encoding="utf-8") as f:
            text = f.read()
        text = text.replace("@IMAP@", str(self.imap.port))
        text = text.replace("@SMTP@", str(self.smtp.port))
        with open(os.path.join(self.work, "postroom.conf"), "w",
                  encoding="utf-8") as f:
            f.write(text)

    def command(self, *words):
        return [self.options.program, "-c",
                os.path.join(self.work, "postroom.conf"), *words]

    def ask(self, *words, seconds=60):
        """Status and words of a command; 124 if it did not end in time."""
        try:
            done = subprocess.run(
                self.command(*words), env=self.world.environment(),
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                timeout=seconds, check=False)
        except subprocess.TimeoutExpired:
            return 124, f"{words} did not end within {seconds} s"
        return done.returncode, done.stdout.decode("utf-8", "replace")

    def once(self, *words):
        return self.ask(*words)[0]

    def start(self):
        with open(self.log, "ab") as log:
            self.run = subprocess.Popen(
                self.command("run"), stdout=log, stderr=log,
                env=self.world.environment())

    def keep(self):
        """Starts it again if it has ended, as a machine does."""
        if self.run.poll() is not None:
            self.ended.add(self.run.returncode)
            self.start()

    def stop(self):
        """False if it does not end by itself."""
        self.missed += 1  # what waits to be noted is left so
        if self.run.poll() is None:
            self.run.terminate()
        try:
            self.run.wait(30)
            return True
        except subprocess.TimeoutExpired:
            self.clear()
            return False

    def clear(self):
        for pid in self.members():
            kill(pid)
        self.run.wait()

    def members(self):
        return family(self.run.pid)

    def signal(self, pid, number):
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            pass

    def kill(self, kind):
        """One of ours, "all" of them, or the parent ("run") alone."""
        members = self.members()
        if kind == "run":
            members = members[:1]
        elif kind != "all":
            members = [pid for pid in members if kind_of(pid) == kind]
        for pid in members:
            self.missed += kind_of(pid) in ("send", "run")
            self.kills += kill(pid)
        if self.run.poll() is not None or kind in ("run", "all"):
            self.run.wait()
            self.start()

    def peak(self):
        """The most memory that one of them has used, in MB."""
        return max([peak_of(pid) for pid in self.members()] or [0])

    def said(self):
        with open(self.log, encoding="utf-8", errors="replace") as f:
            return f.read()

    def sleep(self, seconds):
        """In small parts, so that who only sleeps looks again."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(0.5)
            self.world.wake()
            self.keep()


__all__ = ["House", "children_of"]
