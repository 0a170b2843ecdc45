"""What the simulated years know beside the program: who wrote what, by true
labels; and what the ledger holds, read from outside."""
import sqlite3

ACKNOWLEDGED = ("acknowledgement-1", "acknowledgement-2")


class Truth:
    def __init__(self, path):
        self.path = path
        self.db = None
        self.labels = {}          # Message-ID -> (label, ground)
        self.paper = set()        # cases that are answered by post

    def ask(self, sql, *values):
        db = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True,
                             timeout=60)
        try:
            return db.execute(sql, values).fetchall()
        finally:
            db.close()

    def label(self, ref):
        """Of the newest message of a case that somebody wrote."""
        rows = self.ask("SELECT i.message_id FROM item i JOIN case_file c ON"
                        " c.id = i.case_id WHERE c.ref = ?"
                        " ORDER BY i.id DESC", ref)
        found = [self.labels[ident] for ident, in rows
                 if self.labels.get(ident, (None, None))[0]]
        for category in ("escalation", "complaint"):
            for label in found:
                if label[0] == category:
                    return label
        return found[0] if found else (None, None)

    def open_duties(self, ref):
        return [kind for kind, in self.ask(
            "SELECT kind FROM duty d JOIN case_file c ON c.id = d.case_id"
            " WHERE c.ref = ? AND met IS NULL AND ended IS NULL"
            " ORDER BY due_by", ref)]

    def soon(self, ref, kind, instant):
        return bool(self.ask(
            "SELECT 1 FROM duty d JOIN case_file c ON c.id = d.case_id WHERE"
            " c.ref = ? AND kind = ? AND due_by < ?", ref, kind, instant))

    def waiting(self, ref):
        """A letter on the case is on its way."""
        return bool(self.ask(
            "SELECT 1 FROM letter l JOIN case_file c ON c.id = l.case_id"
            " WHERE c.ref = ? AND l.kind <> 'receipt' AND l.state IN"
            " ('queued', 'claimed', 'uncertain', 'printed')", ref))

    def printed(self):
        return [ref for ref, in self.ask(
            "SELECT DISTINCT ref FROM letter l JOIN case_file c ON"
            " c.id = l.case_id WHERE l.state = 'printed'")]

    def queued(self):
        return self.ask("SELECT count(*) FROM letter WHERE state IN"
                        " ('queued', 'uncertain')")[0][0]

    def next_due(self, now):
        """The next instant at which the guard or the calendar acts."""
        found = self.ask(
            "SELECT min(CASE WHEN guard_at > ?1 THEN guard_at ELSE due_by"
            " END) FROM duty WHERE met IS NULL AND ended IS NULL AND"
            " (guard_at > ?1 OR due_by > ?1)", now)[0][0]
        return found

    def letter(self, message_id):
        rows = self.ask(
            "SELECT l.to_address, l.message_id, l.kind, l.subject, c.ref"
            " FROM letter l JOIN case_file c ON c.id = l.case_id"
            " WHERE l.message_id = ?", message_id)
        return dict(zip(("to", "message_id", "kind", "subject", "ref"),
                        rows[0])) if rows else None

    def acknowledgement(self, ref):
        """The resident's newest letter that says how stage 1 stands."""
        rows = self.ask(
            "SELECT message_id FROM letter l JOIN case_file c ON"
            " c.id = l.case_id WHERE c.ref = ? AND l.kind = ? AND"
            " l.state = 'sent' AND l.to_address <> ''", ref, ACKNOWLEDGED[0])
        return self.letter(rows[-1][0]) if rows else None
