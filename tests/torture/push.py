#!/usr/bin/env python3
"""Forms pushed to "postroom forms" while it is killed, again and again.

    push.py PROGRAM FOLDER COUNT RATE KILLS

FOLDER is empty; a configuration is made there. COUNT entries are sent at RATE
a second over a few connections; an entry without an answer, or with 503, is
sent again, as web hooks do. Meanwhile the server is killed with SIGKILL, KILLS
times, and started anew. Then: each entry that was answered lies in the spool
with the bytes that were sent, and answers to the same entry are the same.
Prints what was measured; exits 1 if anything was lost.
"""
import http.client
import json
import os
import queue
import random
import re
import signal
import subprocess
import sys
import threading
import time

PROGRAM, FOLDER = sys.argv[1], sys.argv[2]
COUNT, RATE, KILLS = int(sys.argv[3]), float(sys.argv[4]), int(sys.argv[5])
WORKERS = 16
CONFIG = """data = "data"
landlord { name = "Example Homes" address = "1 High Street, Anytown, AN1 1AA"
  telephone = "01234 567890" emergency = "01234 567891"
  email = "complaints@landlord.example" officer = "The Complaints Officer" }
mailbox "complaints" { maildir = "mail" }
send { folder = "sent" }
form "site" { accept = "secret" accept_secret_file = "secret" rate = "60000" }
forms { listen = "127.0.0.1:%d" }
"""


class Server:
    """The program, which may be killed at any moment."""

    def __init__(self):
        os.makedirs(FOLDER, exist_ok=True)
        for part in ("new", "cur", "tmp"):
            os.makedirs(os.path.join(FOLDER, "mail", part), exist_ok=True)
        self.port = random.randrange(20000, 32000)
        with open(os.path.join(FOLDER, "secret"), "w") as f:
            f.write("s3cret\n")
        os.chmod(os.path.join(FOLDER, "secret"), 0o600)
        self.config = os.path.join(FOLDER, "postroom.conf")
        with open(self.config, "w") as f:
            f.write(CONFIG % self.port)
        self.process = None

    def start(self):
        self.process = subprocess.Popen(
            [PROGRAM, "-c", self.config, "forms"],
            stderr=open(os.path.join(FOLDER, "log"), "a"))

    def stop(self, number):
        self.process.send_signal(number)
        self.process.wait()


def body_of(number):
    return json.dumps({"id": f"e{number}", "name": "Jo Bell",
                       "email": f"r{number}@example.org",
                       "message": f"Question {number}: when is bin day?"}
                      ).encode()


class Sender(threading.Thread):
    """Takes numbers from a queue and sends each until it is answered."""

    def __init__(self, port, work, answers, waits):
        super().__init__(daemon=True)
        self.port, self.work = port, work
        self.answers, self.waits = answers, waits
        self.connection = None

    def send(self, number):
        if self.connection is None:
            self.connection = http.client.HTTPConnection(
                "127.0.0.1", self.port, timeout=10)
        self.connection.request("POST", "/intake/site", body_of(number), {
            "Content-Type": "application/json",
            "X-Postroom-Secret": "s3cret"})
        reply = self.connection.getresponse()
        text = reply.read()
        return json.loads(text)["receipt"] if reply.status == 200 else None

    def run(self):
        while True:
            number = self.work.get()
            if number is None:
                return
            begun = time.monotonic()
            receipt = None
            while receipt is None:
                try:
                    receipt = self.send(number)
                except (OSError, http.client.HTTPException, ValueError):
                    self.connection = None
                if receipt is None:
                    time.sleep(0.05)
            self.waits.append(time.monotonic() - begun)
            self.answers.append((number, receipt))


def spooled():
    """What lies in the spool: the entry's number → its bodies."""
    found = {}
    folder = os.path.join(FOLDER, "data", "spool", "new")
    for name in os.listdir(folder):
        with open(os.path.join(folder, name), "rb") as f:
            envelope, rest = f.read().split(b"\n\n", 1)
        head, rest = rest.split(b"\n\n", 1)
        size = int(re.search(rb"^body=(\d+)$", head, re.M).group(1))
        number = int(re.search(rb"^name=e(\d+)$", envelope, re.M).group(1))
        found.setdefault(number, []).append(rest[:size])
    return found


def judge(answers, found):
    lost = [n for n, _ in answers if body_of(n) not in found.get(n, [])]
    receipts = {}
    for number, receipt in answers:
        receipts.setdefault(number, set()).add(receipt)
    several = [n for n, r in receipts.items() if len(r) > 1]
    twice = sum(len(b) - 1 for b in found.values())
    alike = len({r for rs in receipts.values() for r in rs}) == len(receipts)
    print(f"answered {len(receipts)} of {COUNT}; lost {len(lost)}; "
          f"in the spool twice {twice} (filed once); "
          f"with two receipts {len(several)}")
    return len(receipts) == COUNT and not lost and not several and alike


def main():
    server = Server()
    work, answers, waits = queue.Queue(), [], []
    senders = [Sender(server.port, work, answers, waits)
               for _ in range(WORKERS)]
    server.start()
    for sender in senders:
        sender.start()
    kills = sorted(random.Random(1).uniform(0.1, 0.95) for _ in range(KILLS))
    begun = time.monotonic()
    for number in range(COUNT):
        while kills and number >= kills[0] * COUNT:
            kills.pop(0)
            server.stop(signal.SIGKILL)
            server.start()
        due = begun + number / RATE
        time.sleep(max(0, due - time.monotonic()))
        work.put(number)
        if number % 10 == 0:
            work.put(number)  # web hooks send twice
    for _ in senders:
        work.put(None)
    for sender in senders:
        sender.join()
    seconds = time.monotonic() - begun
    server.stop(signal.SIGTERM)
    good = judge(answers, spooled())
    waits.sort()
    print(f"{len(answers)} answers in {seconds:.1f} s, "
          f"{len(answers) / seconds:.0f} a second; killed {KILLS} times; "
          f"wait median {waits[len(waits) // 2] * 1000:.0f} ms, "
          f"99 % {waits[len(waits) * 99 // 100] * 1000:.0f} ms")
    return 0 if good else 1


sys.exit(main())
