#!/usr/bin/python3
"""Simulates a landlord's years: residents write, staff are there, away or on
strike, the mail server is down for hours and days, letters come back. The
program's own commands run at the instants at which something arrives or is
due; years_score.py says at the end what became of each message.

    years.py --program P --work DIR [--first DAY] [--days N] [--messages N]
             [--seed N] [--hours N] [--minutes N]

--hours lie between two looks for mail. After --minutes of real time nothing
more arrives; what has is played out and counted.
DIR holds postroom.conf without "send", certs/, mail/ and is made by years.sh.
Exit: 0 nothing missed, lost or doubled; 1 something was."""
import argparse
import datetime
import heapq
import os
import random
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import years_mail  # noqa: E402
import years_score  # noqa: E402
import years_server  # noqa: E402
import years_staff  # noqa: E402
import years_truth  # noqa: E402

HOUR, DAY = 3600, 24 * 3600
UTC = datetime.timezone.utc


def midnight(text):
    return int(datetime.datetime.fromisoformat(text).replace(
        tzinfo=UTC).timestamp())


def spans(dice, first, last, each, lengths):
    """Windows, one in each stretch of time."""
    at = first
    while at < last:
        start = at + dice.randrange(each // 4, each - max(lengths))
        yield start, start + dice.choice(lengths)
        at += each


class House:
    def __init__(self, o):
        self.o = o
        self.first = midnight(o.first)
        self.last = self.first + o.days * DAY
        self.end = self.last + 21 * DAY     # nothing arrives, all is due
        dice = random.Random(o.seed)
        self.server = years_server.Server(
            os.path.join(o.work, "certs", "good.pem"),
            os.path.join(o.work, "certs", "good.key"))
        self.server.down = [
            (a, b, dice.choice(("close-greeting", "mail-451", "dot-452")))
            for a, b in spans(dice, self.first, self.last, 30 * DAY,
                              (2 * HOUR, 9 * HOUR, 30 * HOUR, 3 * DAY))]
        self.closed = list(spans(dice, self.first, self.last, 91 * DAY,
                                 (7 * DAY, 12 * DAY, 20 * DAY)))
        self.truth = years_truth.Truth(
            os.path.join(o.work, "data", "ledger.sqlite"))
        self.staff = years_staff.Staff(self.call, o.seed, self.truth)
        self.town = years_mail.Town(self.first, self.last, o.messages, o.seed)
        self.told = {}            # reference -> [(instant, words)]
        self.arrived = []
        self.waiting = []         # heap of (at, number, message)
        self.seen = 0             # of server.taken
        self.failures = []
        self.runs = 0
        self.began = time.monotonic()
        self.told_day = 0
        for message in self.town.fresh:
            self.push(message)
        with open(os.path.join(o.work, "postroom.conf"), "a",
                  encoding="utf-8") as f:
            f.write(f'send {{ smtp = "smtps://localhost:{self.server.port}"'
                    ' ca_file = "certs/ca.pem" print = "print" }\n')

    def push(self, message):
        if message.at > self.last and message.label:
            return                # too late to see what becomes of it
        heapq.heappush(self.waiting, (message.at, len(self.waiting) +
                                      self.town.next(), message))

    def call(self, now, *arguments, data=None):
        self.server.now = now
        at = datetime.datetime.fromtimestamp(now, UTC)
        env = dict(os.environ, TZ="UTC", POSTROOM_NOW=at.strftime(
            "%Y-%m-%dT%H:%M:%SZ"))
        done = subprocess.run(
            [self.o.program, "-c", os.path.join(self.o.work,
                                                "postroom.conf")] +
            list(arguments), input=data, capture_output=True, env=env,
            timeout=600, check=False)
        self.runs += 1
        return (done.returncode, done.stdout.decode("utf-8", "replace"),
                done.stderr.decode("utf-8", "replace"))

    def must(self, now, *arguments, data=None):
        status, _, err = self.call(now, *arguments, data=data)
        if status != 0:
            self.failures.append(f"{now} {' '.join(arguments)}: {err}")

    # --- what happens at an instant ------------------------------------------

    def take_in(self, now):
        """All that has arrived by now."""
        while self.waiting and self.waiting[0][0] <= now:
            message = heapq.heappop(self.waiting)[2]
            self.arrived.append(message)
            if message.label:
                self.truth.labels[message.ident] = (message.label,
                                                    message.ground)
            if message.letter:
                received = datetime.datetime.fromtimestamp(message.at, UTC)
                self.must(now, "submit", "--channel", "letter", "--received",
                          received.strftime("%Y-%m-%dT%H:%M:%SZ"), "-",
                          data=message.data)
                continue
            path = os.path.join(self.o.work, "mail", "new",
                                f"{message.at}.{len(self.arrived)}")
            with open(path, "wb") as f:
                f.write(message.data)
            os.utime(path, (message.at, message.at))
        self.must(now, "poll", "--once")
        self.must(now, "intake", "--once")

    def watch(self, now):
        status, out, err = self.call(now, "watch", "--once")
        if status not in (0, 1):
            self.failures.append(f"{now} watch: {err}")
        for line in out.splitlines():
            self.tell(now, line)

    def tell(self, now, line):
        ref, _, words = line.partition(": ")
        if ref.startswith("CR-"):
            known = self.told.setdefault(ref, {})
            known.setdefault(words.partition(": ")[2] or words, now)

    def send(self, now):
        if self.truth.queued():
            self.must(now, "send", "--once", "--now")
        for at, _, ident in self.server.taken[self.seen:]:
            letter = self.truth.letter(ident)
            for message in self.town.follow(letter, at) if letter else ():
                self.push(message)
        self.seen = len(self.server.taken)

    def is_open(self, now):
        """Whether somebody works on that day."""
        at = datetime.datetime.fromtimestamp(now, UTC)
        return at.date() not in years_score.CLOSED and at.weekday() < 5 and \
            not ((at.month, at.day) >= (12, 23) or (at.month, at.day) < (1, 4)
                 ) and not any(a <= now < b for a, b in self.closed)

    def sit(self, now):
        for duty in self.staff.session(now):
            self.tell(now, f"{duty['ref']}: due: {duty['kind']}")
        for ref in self.staff.answered:
            letter = self.truth.acknowledgement(ref)
            for message in self.town.further(letter, now) if letter else ():
                self.push(message)
        self.staff.answered = []

    # --- time ----------------------------------------------------------------

    def next_round(self, now):
        """The machine looks for mail when some has come, every few hours."""
        if not self.waiting:
            return self.end + DAY
        step = self.o.hours * HOUR
        return max(now + 1, -(-self.waiting[0][0] // step) * step)

    def next_session(self, now):
        if not self.arrived:
            return self.end + DAY
        at = now - now % DAY + 9 * HOUR + 900
        while at <= now or (not self.is_open(at) and at < self.end):
            at += DAY
        return at

    def progress(self, now):
        day = (now - self.first) // DAY
        if day >= self.told_day + 30:
            self.told_day = day
            print(f"# day {day}: {len(self.arrived)} messages, {self.runs} "
                  f"runs, {time.monotonic() - self.began:.0f} s", flush=True)

    def hurry(self, now):
        """The time that this may take is over."""
        if self.o.minutes and self.last > now and \
                time.monotonic() > self.began + 60 * self.o.minutes:
            self.last, self.end = now, now + 21 * DAY
            self.waiting = [w for w in self.waiting if w[0] <= now or
                            not w[2].label and w[0] < now + 3 * DAY]
            heapq.heapify(self.waiting)

    def live(self):
        now = self.first
        retry = self.end
        while now < self.end:
            self.hurry(now)
            due = self.truth.next_due(now) if self.arrived else None
            desk, post = self.next_session(now), self.next_round(now)
            now = min(desk, post, due or self.end, retry)
            if post <= now:
                self.take_in(now)
            if desk <= now:
                self.sit(now)
            if due is not None and due <= now:
                self.watch(now)
            self.send(now)
            self.progress(now)
            retry = now + 4 * HOUR if self.truth.queued() else self.end
        self.watch(now)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--first", default="2026-09-01")
    parser.add_argument("--days", type=int, default=1096)
    parser.add_argument("--messages", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hours", type=int, default=4)
    parser.add_argument("--minutes", type=float, default=0)
    options = parser.parse_args()
    house = House(options)
    house.live()
    print(f"{(house.last - house.first) // DAY:8}  days, seed {options.seed}")
    good = years_score.score(house)
    cpu = os.times()
    print(f"{house.runs:8}  runs of the program, "
          f"{time.monotonic() - house.began:.0f} s, of the processor "
          f"{cpu.children_user + cpu.children_system:.0f} s")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
