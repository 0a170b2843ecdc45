"""What arrives at a landlord in the simulated years: residents by the
labelled corpus, machines, the same mail twice, a flood from one address, and
what follows from our letters: bounces, absence notes, chases, stage 2."""
import email.message
import email.policy
import email.utils
import json
import os
import random
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "flow"))
import corpus  # noqa: E402

HOUR = 3600
DAY = 24 * HOUR
OURS = "complaints@landlord.example"
FILES = ["dev-month.jsonl"] * 6 + ["dev.jsonl", "dev-rare.jsonl"]
COMPLAINTS = ("complaint", "escalation")

CHASE = ("I am still waiting for somebody to come. I asked you weeks ago and "
         "nobody has done anything. I am fed up with being ignored.")
FURTHER = ("I am not happy with your stage 1 response. It does not answer "
           "what I said. Please take my complaint to stage 2.")
AWAY = "Thank you for your message. I am out of the office until Monday."
REPORT = """\
From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
To: {to}
Subject: Undelivered Mail Returned to Sender
Date: {date}
Message-ID: <dsn.{number}@mx.example.org>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

This is the mail system. Your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; {recipient}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 user unknown

--b
Content-Type: text/rfc822-headers

From: {to}
To: {recipient}
Message-ID: <{original}>

--b--
"""


class Message:
    """One that arrives; label None is a machine's, which owes nothing."""

    def __init__(self, at, ident, label, data, **more):
        self.at, self.ident, self.label, self.data = at, ident, label, data
        self.ground = more.get("ground")
        self.letter = more.get("letter", False)   # on paper, scanned
        self.again = more.get("again", False)     # the same once more
        self.address = more.get("address", "")


def written(at, ident, address, subject, text, **head):
    mail = email.message.EmailMessage(policy=email.policy.SMTP)
    mail["From"] = address
    mail["To"] = OURS
    mail["Subject"] = subject
    mail["Date"] = email.utils.formatdate(at)
    mail["Message-ID"] = f"<{ident}>"
    for name, value in head.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail.as_bytes()


class Town:
    def __init__(self, first, last, count, seed):
        self.dice = random.Random(seed)
        self.number = 0
        self.rows = [json.loads(line) for name in FILES for line in
                     open(os.path.join(corpus.CORPUS, name),
                          encoding="utf-8")]
        self.first, self.last = first, last
        floods = max(1, (last - first) // (120 * DAY))
        plain = int(count * 0.93) - 15 * floods
        self.fresh = [m for _ in range(plain) for m in self.resident()]
        self.fresh += [self.machine() for _ in range(count // 50)]
        for _ in range(floods):
            self.fresh += self.flood()
        self.fresh.sort(key=lambda m: m.at)

    def instant(self):
        """Mostly by day on working days, but at any hour and on any day."""
        at = self.dice.randrange(self.first, self.last)
        if self.dice.random() < 0.8:
            at = at - at % DAY + self.dice.randrange(8, 19) * HOUR + at % HOUR
        return min(max(at, self.first), self.last)

    def next(self):
        self.number += 1
        return self.number

    def resident(self):
        row = dict(self.dice.choice(self.rows))
        number, at = self.next(), self.instant()
        kind = self.dice.choices(("is", "gone", "later", "full"),
                                 (93, 3, 3, 1))[0]
        paper = row["channel"] == "letter"
        if row["from_address"]:
            row["from_address"] = f"{kind}.{number}@example.org"
        row["id"] = f"{row['id']}-{number}"
        data = corpus.build(row, at, self.dice.choice(
            ("plain", "plain", "html", "both")))
        ident = f"{row['id']}.{at}@corpus.example"
        made = Message(at, ident, row["category"], data, letter=paper,
                       ground=row["ground"], address=row["from_address"])
        if self.dice.random() > 0.015 or paper:
            return [made]
        data = b"Received: by another.way.example; now\r\n" + data
        return [made, Message(at + 600, ident, None, data, again=True)]

    def machine(self):
        number, at = self.next(), self.instant()
        ident = f"news.{number}@shop.example"
        head = self.dice.choice(({"Auto_Submitted": "auto-generated"},
                                 {"List_Id": "<news.shop.example>",
                                  "Precedence": "bulk"}))
        return Message(at, ident, None, written(
            at, ident, f"news.{number}@shop.example", "This week's offers",
            "Paint at half price until Friday.", **head))

    def flood(self):
        """Somebody writes fifteen times within an hour."""
        start, who = self.instant(), f"is.flood{self.next()}@example.org"
        for i in range(15):
            row = dict(self.dice.choice(self.rows))
            row.update(id=f"{row['id']}-{self.next()}", from_address=who)
            at = start + i * 200
            yield Message(at, f"{row['id']}.{at}@corpus.example",
                          row["category"], corpus.build(row, at, "plain"),
                          ground=row["ground"], address=who)

    # --- what follows from a letter of ours ---------------------------------

    def follow(self, letter, now):
        """letter: to, message_id, kind. Yields what comes back."""
        to, dice = letter["to"], random.Random(letter["ref"] +
                                                  letter["kind"])
        if to.startswith("later."):
            at = now + dice.randrange(600, 3 * DAY)
            number = self.next()
            yield Message(at, f"dsn.{number}@mx.example.org", None,
                          REPORT.format(to=OURS, number=number, recipient=to,
                                        original=letter["message_id"],
                                        date=email.utils.formatdate(at))
                          .replace("\n", "\r\n").encode("ascii"))
        elif dice.random() < 0.02:
            yield self.reply(letter, now + 30, None, AWAY,
                             Auto_Submitted="auto-replied")
        elif letter["kind"] in ("receipt", "request-receipt"):
            if dice.random() < 0.03:
                yield self.reply(letter, now + dice.randrange(6, 20) * DAY,
                                 "complaint", CHASE)

    def further(self, letter, now):
        """After a stage 1 response: one in eight goes on."""
        dice = random.Random("further" + letter["ref"])
        if dice.random() < 0.125:
            yield self.reply(letter, now + dice.randrange(1, 20) * DAY,
                             "escalation", FURTHER)

    def reply(self, letter, at, label, text, **head):
        ident = f"re.{self.next()}@example.org"
        head["In_Reply_To"] = f"<{letter['message_id']}>"
        head["References"] = head["In_Reply_To"]
        return Message(at, ident, label, written(
            at, ident, letter["to"], "Re: " + letter["subject"], text,
            **head), address=letter["to"])
