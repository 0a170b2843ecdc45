"""A mail server on loopback that takes letters by simulated time: down in
some windows, without a mailbox for "gone.", full for "full."."""
import importlib
import os
import socket
import ssl
import sys
import threading

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "flow"))
faulty = importlib.import_module("faulty-smtp")


class Server:
    def __init__(self, certificate, key):
        self.now = 0
        self.down = []            # (from, to, how): see faulty-smtp.py
        self.taken = []           # (now, recipient, Message-ID)
        self.lock = threading.Lock()
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate, key)
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def how(self):
        for first, last, how in self.down:
            if first <= self.now < last:
                return how
        return "none"

    def accept(self):
        while True:
            sock, _ = self.listener.accept()
            threading.Thread(target=faulty.serve, daemon=True, args=(
                sock, self.how(), self.context, True, self.talk)).start()

    def talk(self, *arguments):
        server = self

        class Talk(faulty.Talk):
            def told(self, words):
                self.wrong = {"gone.": "550 5.1.1 no such mailbox",
                              "full.": "552 5.2.2 mailbox full"}.get(
                    words[:15].lower().partition("rcpt to:<")[2][:5]) \
                    if words.upper().startswith("RCPT") else None

            def answer(self, step, normal):
                wrong = step == "RCPT" and getattr(self, "wrong", None)
                return super().answer(step, normal) if not wrong else \
                    self.refuse(wrong)

            def refuse(self, words):
                self.sock.sendall((words + "\r\n").encode())
                return False

            def accepted(self, recipient, body):
                ident = [x for x in body
                         if x.lower().startswith(b"message-id:")]
                with server.lock:
                    server.taken.append((server.now, recipient.split(">")[0],
                                         ident[0].split()[1].decode()
                                         .strip("<>")))

        return Talk(*arguments)
