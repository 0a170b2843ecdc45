"""Numbered messages for a Maildir: residents' mail, the same message by
another way, machine-made mail. Each is known by the hash of its bytes."""
import hashlib
import os
import random
import time

TEXT = """\
Dear landlord,

this is message number {n}. The boiler in flat {n} has been broken since
Monday and nobody came to repair it. {filler}

Kind regards
Resident {n}
"""
FILLER = "Please tell me when somebody will come. "


class Mailbox:
    def __init__(self, folder, seed, goal):
        self.folder = folder
        self.seed = seed
        self.goal = goal
        self.dice = random.Random(seed + 1)
        self.owner = os.stat(folder)
        self.sent = {}  # SHA-256 -> (number, kind, sender)
        self.number = 0
        self.base, self.part = 0, 1  # of the goal, done and in this round
        self.last = None

    def message(self, n, kind):
        head = [f"From: Resident {n} <r{n}@resident.example>",
                "To: complaints@landlord.example",
                f"Subject: Boiler in flat {n}",
                "Date: " + time.strftime("%a, %d %b %Y %H:%M:%S +0000",
                                         time.gmtime()),
                f"Message-ID: <{n}.{self.seed}@torture.example>",
                "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=utf-8"]
        if kind == "machine":
            head.append("Auto-Submitted: auto-replied")
        text = TEXT.format(n=n, filler=FILLER * self.dice.randrange(1, 100))
        return "\r\n".join(head + ["", *text.split("\n")]).encode()

    def next(self):
        """The bytes of the next message, and what it is."""
        self.number += 1
        roll = self.dice.random()
        if roll < 0.05 and self.last is not None:
            n, data = self.last
            self.last = None
            return n, "twin", b"Received: from relay.example\r\n" + data
        kind = "machine" if roll < 0.10 else "resident"
        data = self.message(self.number, kind)
        if kind == "resident":
            self.last = (self.number, data)
        return self.number, kind, data

    def deliver(self):
        n, kind, data = self.next()
        name = f"{int(time.time())}.{self.number:06d}.torture"
        path = os.path.join(self.folder, "tmp", name)
        with open(path, "wb") as f:
            f.write(data)
        os.chown(path, self.owner.st_uid, self.owner.st_gid)
        os.rename(path, os.path.join(self.folder, "new", name))
        self.sent[hashlib.sha256(data).hexdigest()] = (n, kind)

    def keep_up(self, share):
        """Delivers until that share of the round's part is reached."""
        wanted = self.base + self.part * min(1, share * 1.1)
        while self.number < self.goal * min(1, wanted):
            self.deliver()
