"""A mailbox and a mail server whose faults change while they are used. They
are those of tests/flow, which misbehave in one way each; of several faults
each connection, or letter, gets the next."""
import importlib
import os
import socket
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "flow"))
faulty_imap = importlib.import_module("faulty-imap")
faulty_smtp = importlib.import_module("faulty-smtp")


class Turns:
    """Faults that take turns."""

    def __init__(self):
        self.faults, self.number = [], 0
        self.struck = {}  # fault -> how often

    def next(self):
        if not self.faults:
            return "none"
        self.number += 1
        return self.faults[self.number % len(self.faults)]

    def strike(self, fault):
        self.struck[fault] = self.struck.get(fault, 0) + 1
        return fault


class Imap(faulty_imap.Box):
    def __init__(self, certs):
        super().__init__(os.path.join(certs, "good.pem"),
                         os.path.join(certs, "good.key"))
        self.expired = [os.path.join(certs, "expired." + end)
                        for end in ("pem", "key")]
        self.turns = Turns()
        self.date = time.strftime("%d-%b-%Y %H:%M:%S +0000", time.gmtime())
        self.next_uid = 1
        self.uids = {}  # UIDVALIDITY, UID -> bytes, of all that ever was
        self.bad = 0
        self.server = faulty_imap.serve(self, 0)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever,
                         daemon=True).start()

    def fault(self):
        return self.turns.strike(self.turns.next())

    def put(self, data):
        self.uids[self.validity, self.next_uid] = data
        self.messages[self.next_uid] = data
        self.next_uid += 1

    def renumber(self):
        """All messages stay, under other numbers."""
        kept = list(self.messages.values())
        self.messages = {}
        self.validity += 1
        self.next_uid = 1
        self.bad = 0
        for data in kept:
            self.put(data)


class Talk(faulty_smtp.Talk):
    # Faults of a connection, not of a letter.
    CONNECTION = ("no-starttls", "wrong-certificate", "close-greeting")

    def accepted(self, recipient, body):
        self.smtp.accept(recipient, body)

    def told(self, words):
        if not words.startswith("MAIL"):
            return
        fault = self.smtp.turns.next()
        if fault in self.CONNECTION:  # it begins with a new one
            raise faulty_smtp.Gone
        self.smtp.turns.strike(fault)
        ways = fault.split("|")
        self.fault = ways[self.smtp.turns.number % len(ways)]

    def starttls(self):
        if self.fault == "wrong-certificate":
            self.context = self.smtp.contexts["wrong"]
        super().starttls()


class Smtp:
    def __init__(self, certs, sink):
        self.sink = sink
        self.turns = Turns()
        self.taken = 0
        self.officers = []  # what they were told
        self.contexts = {}
        for name in ("good", "wrong"):
            context = faulty_smtp.ssl.SSLContext(
                faulty_smtp.ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(os.path.join(certs, name + ".pem"),
                                    os.path.join(certs, name + ".key"))
            self.contexts[name] = context
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.kind = type("Kind", (Talk,), {"smtp": self})
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            sock, _ = self.listener.accept()
            fault = self.turns.next()
            if fault not in Talk.CONNECTION:
                fault = "none"
            self.turns.strike(fault)
            threading.Thread(target=faulty_smtp.serve, daemon=True, args=(
                sock, fault, self.contexts["good"], False,
                self.kind)).start()

    def accept(self, recipient, body):
        data = b"".join(body)
        if b"Postroom needs attention" in data:
            self.officers.append(data.decode("utf-8", "replace"))
            return
        self.taken += 1
        with open(os.path.join(self.sink, f"{self.taken}.eml"), "wb") as f:
            f.write(data)
