"""The account at the end: what was delivered, what the ledger and the
archive have of it, and what reached the residents, matched one to one."""
import collections
import email
import hashlib
import os
import sqlite3
import time


def letters_in(sink):
    """Message-ID -> how often it has arrived."""
    found = collections.Counter()
    for name in os.listdir(sink):
        with open(os.path.join(sink, name), "rb") as f:
            mail = email.message_from_binary_file(f)
        found[mail["Message-ID"].strip().strip("<>")] += 1
    return found


def settle(sink):
    """Waits until the server has put everything into the sink."""
    before, quiet = -1, 0
    while quiet < 4:
        now = len(os.listdir(sink))
        quiet = quiet + 1 if now == before else 0
        before = now
        time.sleep(0.5)


def check_items(data, box, items, faults):
    for sha, (number, kind) in box.sent.items():
        row = items.get(sha)
        if row is None:
            faults.append(f"message {number} ({kind}) was lost")
            continue
        wanted = {"resident": ("case",), "machine": ("automated",),
                  "twin": ("duplicate",)}[kind]
        if row["state"] not in wanted + ("unreadable",):
            # A twin of one that could not be read opens a case itself.
            if not (kind == "twin" and row["state"] == "case"):
                faults.append(f"message {number} ({kind}) is {row['state']}")
        path = os.path.join(data, "archive", sha[:2], sha)
        try:
            with open(path, "rb") as f:
                body = f.read().split(b"\n\n", 1)[1]
        except (OSError, IndexError):
            faults.append(f"message {number} is not in the archive")
            continue
        if hashlib.sha256(body).hexdigest() != sha:
            faults.append(f"message {number} is damaged in the archive")
    for sha in items.keys() - box.sent.keys():
        faults.append(f"item {sha[:12]} was never delivered")


def check_letters(db, sink, bound, faults, ends=("sent", "uncertain")):
    """Bound: how often an answer can have been missed; ends: states in which
    a letter may rest."""
    arrived = letters_in(sink)
    known = set()
    doubled = unsure = for_person = 0
    for row in db.execute("SELECT message_id, state, uncertain, case_id "
                          "FROM letter"):
        copies = arrived[row["message_id"]]
        known.add(row["message_id"])
        unsure += row["uncertain"]
        doubled += max(0, copies - 1)
        for_person += row["state"] == "uncertain"
        if row["state"] == "sent" and copies == 0:
            faults.append(f"a letter of case {row['case_id']} did not arrive")
        if row["state"] not in ends:
            faults.append(f"a letter of case {row['case_id']} is still "
                          f"{row['state']}")
        if copies > 1 + row["uncertain"]:
            faults.append(f"a letter of case {row['case_id']} came {copies} "
                          f"times and was {row['uncertain']} times uncertain")
    for message_id in arrived.keys() - known:
        faults.append(f"{message_id} arrived and is not in the outbox")
    if doubled > bound or unsure > bound:
        faults.append(f"{doubled} doubled, {unsure} uncertain, but only "
                      f"{bound} times could an answer be missed")
    return sum(arrived.values()), doubled, unsure, for_person


def check_cases(db, faults, unanswered=()):
    """Unanswered: items of ours, about which nobody has written."""
    for row in db.execute(
            "SELECT c.ref, c.item FROM case_file c JOIN item i ON i.sha256 = "
            "c.item WHERE i.state = 'case' AND (SELECT count(*) FROM letter l "
            "WHERE l.case_id = c.id AND l.kind = 'receipt') <> 1"):
        if row["item"] in unanswered:
            continue
        faults.append(f"case {row['ref']} has not one receipt")
    for row in db.execute(
            "SELECT ref FROM case_file c WHERE NOT EXISTS (SELECT 1 FROM duty "
            "d WHERE d.case_id = c.id)"):
        faults.append(f"case {row['ref']} is owed nothing")
    for row in db.execute("SELECT item FROM case_file GROUP BY item "
                          "HAVING count(*) > 1"):
        faults.append(f"item {row['item'][:12]} has opened two cases")
    for name in ("integrity_check", "foreign_key_check"):
        for row in db.execute(f"PRAGMA {name}"):
            if row[0] != "ok":
                faults.append(f"{name}: {row[0]}")


def count_cases(db, states, faults):
    cases = db.execute("SELECT count(*) FROM case_file").fetchone()[0]
    if cases != states["case"] + states["unreadable"]:
        faults.append(f"{cases} cases for {states['case']} messages and "
                      f"{states['unreadable']} that could not be read")
    return cases


def check_spool(data, faults):
    for folder in ("new", "held"):
        left = os.listdir(os.path.join(data, "spool", folder))
        if left:
            faults.append(f"{len(left)} left in spool/{folder}")


def open_ledger(data):
    db = sqlite3.connect(f"file:{data}/ledger.sqlite?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    return db


def account(options, box, kills):
    """Prints the table; a list of what is wrong, empty if all is well."""
    faults = []
    data = os.path.join(options.work, "data")
    settle(options.sink)
    db = open_ledger(data)
    items = {row["sha256"]: row for row in db.execute("SELECT * FROM item")}
    states = collections.Counter(row["state"] for row in items.values())
    check_items(data, box, items, faults)
    check_cases(db, faults)
    check_spool(data, faults)
    arrived, doubled, unsure, person = check_letters(
        db, options.sink, kills["send"] + kills["run"], faults)
    cases = count_cases(db, states, faults)
    by_kind = ", ".join(f"{k} {n}" for k, n in kills.items() if n)
    for words, number in (
            (f"kills ({by_kind})", sum(kills.values())),
            ("messages delivered", len(box.sent)),
            ("items in the ledger", len(items)),
            ("  opened a case", states["case"]),
            ("  joined a case", states["reply"]),
            ("  machine-made", states["automated"]),
            ("  the same by another way", states["duplicate"]),
            ("  not read, a case for a person", states["unreadable"]),
            ("cases", cases),
            ("receipts that arrived", arrived),
            ("  times that no answer came (uncertain)", unsure),
            ("  doubled by that", doubled),
            ("  left for a person after two", person),
            ("lost, doubled otherwise, or wrong", len(faults))):
        print(f"# {number:8d}  {words}")
    return faults
