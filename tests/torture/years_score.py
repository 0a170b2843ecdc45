"""What became of each message of the simulated years, by the true labels and
by an own count of the due dates: acknowledged in time, or a person was told
in time, or missed."""
import collections
import datetime
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "flow"))
from guard import CLOSED, LONDON, last_instant  # noqa: E402,F401

OWED = ("complaint", "escalation")
TASKS = ("acknowledge", "look", "answer", "agree a safe way", "read the",
         "cannot acknowledge", "telephone", "settle the representative",
         "authority", "read-original")


def acknowledgements(house):
    """Case -> [(instant, by)] that reached the resident, as far as anybody
    can know: taken by the server and not returned, posted, or done by hand.
    """
    truth, found = house.truth, collections.defaultdict(list)
    taken = {ident: at for at, _, ident in reversed(house.server.taken)}
    for case, ident, state, guard, route, issued in truth.ask(
            "SELECT case_id, message_id, state, guard, route, issued FROM"
            " letter WHERE kind LIKE 'acknowledgement-%'"):
        if state != "sent":
            continue
        if route == "email":
            if ident in taken:
                found[case].append((taken[ident],
                                    "guard" if guard else "staff"))
        elif issued:
            day = datetime.datetime.fromisoformat(issued).replace(
                hour=12, tzinfo=LONDON)
            found[case].append((int(day.timestamp()), "post"))
    for case, at in truth.ask(
            "SELECT case_id, at FROM history WHERE event = 'done' AND"
            " detail LIKE '%\"acknowledge-%'"):
        found[case].append((at, "by hand"))
    return found


def told_in_time(house, ref, received, end):
    return any(received <= at < end and words.startswith(TASKS)
               for words, at in house.told.get(ref, {}).items())


class Score:
    def __init__(self, house):
        self.house = house
        self.figures = collections.Counter()
        self.findings = []
        self.reached = acknowledgements(house)

    def finding(self, figure, words):
        self.figures[figure] += 1
        self.findings.append(f"{figure}: {words}")

    def message(self, message):
        rows = self.house.truth.ask(
            "SELECT i.state, c.ref, c.id, c.confirmed FROM item i LEFT JOIN"
            " case_file c ON c.id = i.case_id WHERE i.message_id = ?"
            " ORDER BY i.state = 'duplicate'", message.ident)
        self.figures["messages"] += 1
        if message.again:
            self.figures["the same once more"] += 1
            if sum(row[0] != "duplicate" for row in rows) > 1:
                self.finding("doubled", f"{message.ident} is two items")
            return
        if not rows:
            self.finding("lost", f"{message.ident} is nowhere")
            return
        if message.label is None:
            self.figures["machine-made"] += 1
            self.figures["machine-made, a case"] += rows[0][0] == "case"
        elif message.label in OWED:
            self.owed(message, *rows[0])
        else:
            self.figures["others"] += 1

    def owed(self, message, state, ref, case, _confirmed):
        name = message.label
        end = last_instant(message.at, 5)
        self.figures[name + "s"] += 1
        if ref is None:
            self.finding("missed", f"{message.ident} ({state}) has no case")
            return
        again = state == "reply" and message.label == "complaint"
        times = sorted(t for t in self.reached[case]
                       if again or t[0] >= message.at)
        if times and times[0][0] < end:
            self.figures[name + "s acknowledged by " + times[0][1]
                         if times[0][1] != "by hand" else
                         name + "s acknowledged by hand"] += 1
        elif told_in_time(self.house, ref, message.at, end):
            self.figures[name + "s told instead"] += 1
            if times:
                self.figures["late, a person knew"] += 1
            elif ref in self.house.staff.wrong:
                self.figures["settled as less by mistake"] += 1
        elif ref in self.house.staff.wrong:
            self.figures["settled as less by mistake"] += 1
        else:
            self.finding("missed", f"{message.ident} ({name}, {state}) {ref}"
                         f" by {datetime.datetime.fromtimestamp(end)}")

    def doubles(self):
        truth = self.house.truth
        for ref, kind, n in truth.ask(
                "SELECT ref, kind, count(*) FROM letter l JOIN case_file c"
                " ON c.id = l.case_id WHERE state IN ('sent', 'printed') AND"
                " (kind = 'receipt' OR kind LIKE 'acknowledgement%') GROUP BY"
                " c.id, kind HAVING count(*) > 1"):
            self.finding("doubled", f"{ref} has {n} letters {kind}")
        for ref, kind, n in truth.ask(
                "SELECT ref, kind, count(*) FROM letter l JOIN case_file c"
                " ON c.id = l.case_id WHERE l.state = 'failed' AND l.guard"
                " = 1 GROUP BY c.id, l.kind, l.stage HAVING count(*) > 1"):
            self.finding("doubled", f"{ref}: {kind} was refused {n} times")
        count = collections.Counter(i for _, _, i in self.house.server.taken)
        for ident, n in count.items():
            if n > 1:
                self.finding("doubled", f"{ident} was handed over {n} times")
        sent = {i for i, in truth.ask("SELECT message_id FROM letter WHERE"
                                      " route = 'email' AND state IN"
                                      " ('sent', 'bounced')")}
        for ident in sent - set(count):
            self.finding("lost", f"letter {ident} never arrived")


def score(house):
    result = Score(house)
    for message in house.arrived:
        result.message(message)
    result.doubles()
    for figure in ("missed", "lost", "doubled"):
        result.figures[figure] += 0
    for failure in house.failures:
        result.finding("failed", failure)
    for figure, number in sorted(result.figures.items()):
        print(f"{number:8}  {figure}")
    for kind, state, n in house.truth.ask(
            "SELECT kind, state, count(*) FROM letter GROUP BY kind, state"):
        print(f"{n:8}  letters {kind}, {state}")
    for what, n in sorted(house.staff.acts.items()):
        print(f"{n:8}  staff: {what}")
    for what, n in house.staff.refusals.most_common(20):
        print(f"{n:8}  refused: {what}")
    for words in result.findings[:40]:
        print("#", words)
    return not any(result.figures[f] for f in
                   ("missed", "lost", "doubled", "failed"))
