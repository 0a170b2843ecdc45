"""The people of the simulated years: they read "postroom due" and act on it
with the program's own commands, by the true labels, late at times and wrong
at times. Two of them work at once; each looks after one case at a time."""
import collections
import concurrent.futures
import hashlib
import json

DAY = 24 * 3600
POSTAL = "=A Resident, 1 High Street, Anytown, AN1 1AA"
REASON = ("read and considered with discretion; the resident was asked and "
          "chose; knew of it on 2020-01-02; claim form of 2026-01-02 filed "
          "at the court; answered in full on 2026-01-02")
REFUSAL = {"asked": "You asked us to look into it.",
           "ground": "The policy does not cover this.",
           "facts": "The facts stand in your letter.",
           "discretion": "We considered your circumstances.",
           "instead": "The team named below looks after it.",
           "decision_maker": "the complaints manager",
           "decided_on": "today", "dates_used": "2 January 2020"}
DELAY = {"late_step": "our letter to you", "was_due": "last week",
         "delay_reason": "Nobody was here.", "new_date": "this Friday"}
NEXT = {"what_next": "The team looks at it this week."}
OTHER_WAYS = ("answer-other-route", "telephone")


class Staff:
    def __init__(self, program, seed, truth):
        self.program, self.seed, self.truth = program, seed, truth
        self.refusals = collections.Counter()
        self.acts = collections.Counter()
        self.wrong = set()        # settled as less by mistake
        self.answered = []        # stage 1 responses, not yet looked at
        self.pool = concurrent.futures.ThreadPoolExecutor(2)

    def chance(self, *parts):
        text = "|".join(map(str, (self.seed,) + parts))
        return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4],
                              "big") / 2 ** 32

    def run(self, now, what, *arguments):
        status, out, err = self.program(now, *arguments)
        self.acts[what] += status == 0
        if status != 0:
            self.refusals[what + ": " + err.strip()[:150]] += 1
        return status == 0

    def session(self, now):
        """One sitting at the desk; returns what they have been told."""
        _, out, _ = self.program(now, "due", "--json")
        duties = json.loads(out or "[]")
        cases = collections.OrderedDict()
        for duty in duties:
            cases.setdefault(duty["ref"], []).append(duty)
        chosen = [(ref, owed) for ref, owed in cases.items()
                  if self.chance(ref, now // DAY) < 0.75]
        list(self.pool.map(lambda c: self.attend(now, *c), chosen))
        printed = self.truth.printed()
        if printed:
            self.run(now, "posted", "posted", "--by", "Sam", *printed)
        return duties

    def done(self, now, ref, kind, why="done by hand"):
        return self.run(now, "done " + kind, "case", "done", ref, kind,
                        "--by", "Ann", "--reason", why)

    def write(self, now, ref, letter, fields):
        return self.run(now, "letter " + letter, "letter", "write", ref,
                        letter, "--by", "Ann", *(
                            x for k, v in fields.items()
                            for x in ("--field", f"{k}={v}")))

    # --- one case -----------------------------------------------------------

    def attend(self, now, ref, owed):
        kinds = [duty["kind"] for duty in owed]
        label, ground = self.truth.label(ref)
        if "urgent" in kinds:
            self.done(now, ref, "urgent", "somebody was sent")
        if "look" in kinds:
            self.confirm(now, ref, label, ground)
            kinds = self.truth.open_duties(ref)
        for kind in kinds:
            self.act(now, ref, kind)

    def confirm(self, now, ref, label, ground):
        if label is None:
            label = "enquiry"
        if label in ("complaint", "escalation") and \
                self.chance(ref, "wrong") < 0.01:
            label = "service_request"
            self.wrong.add(ref)
        words = ["case", "confirm", ref, "--by", "Ann", "--category", label,
                 "--reason", REASON]
        if label == "exclusion":
            words += ["--ground", ground]
        if self.run(now, "confirm", *words):
            return
        # What cannot be refused is accepted.
        self.run(now, "confirm instead", "case", "confirm", ref, "--by",
                 "Ann", "--category", "complaint", "--reason", REASON)

    def by_post(self, now, ref):
        return self.run(now, "person set", "person", "set", ref, "--by",
                        "Sam", "--contact", "post", "--postal", POSTAL)

    def act(self, now, ref, kind):
        by_hand = {"telephone": "agreed to write by post",
                   "authority": "signed form seen",
                   "read-original": "read", "ombudsman": "read",
                   "respond-1": "posted", "respond-2": "posted"}
        if kind == "telephone":
            self.by_post(now, ref)
        if kind.startswith("respond") and \
                not self.truth.soon(ref, kind, now + 3 * DAY):
            return
        if kind in by_hand:
            self.done(now, ref, kind, by_hand[kind])
            if kind == "respond-1":
                self.answered.append(ref)
        elif kind == "answer-other-route":
            self.other_route(now, ref)
        elif kind.startswith("acknowledge"):
            self.acknowledge(now, ref, kind)
        elif kind == "name-reviewer":
            if not self.run(now, "draft", "case", "draft", ref, "--by",
                            "Ann", "--reviewer", "the head of housing"):
                self.done(now, ref, kind)
        else:
            self.write_for(now, ref, kind)

    def other_route(self, now, ref):
        """By post: the letters that are owed can be printed from now on."""
        if self.by_post(now, ref):
            self.truth.paper.add(ref)
        owed = self.truth.open_duties(ref)
        if not any(kind.startswith("acknowledge") or
                   kind in ("exclusion-letter", "offer-choice")
                   for kind in owed):
            self.done(now, ref, "answer-other-route", "posted")

    def acknowledge(self, now, ref, kind):
        if self.truth.waiting(ref) or self.chance(ref, now // DAY, 2) > 0.8:
            return
        if not self.run(now, "release", "case", "release", ref, "--by",
                        "Ann"):
            self.done(now, ref, kind, "posted by hand")

    def write_for(self, now, ref, kind):
        letters = {"exclusion-letter": ("non-acceptance", REFUSAL),
                   "offer-choice": ("choice", NEXT),
                   "how-to-complain": ("survey", {}),
                   "explain-delay": ("delay", DELAY)}
        if kind == "confirm-definition":
            if not self.run(now, "definition", "case", "release", ref,
                            "--by", "Ann"):
                self.done(now, ref, kind)
        elif kind in letters and not self.truth.waiting(ref):
            if not self.write(now, ref, *letters[kind]):
                self.done(now, ref, kind)
