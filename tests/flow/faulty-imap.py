#!/usr/bin/env python3
"""A small IMAP server that misbehaves in one way, for tests of poll.

    faulty-imap.py PORT CERT KEY FAULT LOG

It speaks TLS from the first byte, or clear text first if the fault's name
begins with "starttls-". Five messages, UIDs 1 to 5, are in its INBOX; where
a fault concerns one message, it is UID 3. LOG gets a line a command, without
the words of LOGIN.
"""
import re
import socketserver
import ssl
import sys
import time

port, cert, key, fault, log = sys.argv[1:6]
messages = {
    uid: (f"From: r{uid}@home.example\r\nSubject: Letter {uid}\r\n\r\n"
          + f"Hello {uid}.\r\n" * 40).encode()
    for uid in range(1, 6)
}
seen = set()  # what has happened once


def once(what):
    new = what not in seen
    seen.add(what)
    return new


def forever(send, data):
    while True:
        send(data)


class Session(socketserver.BaseRequestHandler):
    def handle(self):
        self.sock = self.request
        try:
            if fault.startswith("starttls-"):
                self.clear_text()
            self.encrypt()
            self.greet()
            while self.command():
                pass
        except (OSError, ssl.SSLError, ValueError):
            pass
        finally:
            self.sock.close()

    def encrypt(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(cert, key)
        self.sock = context.wrap_socket(self.sock, server_side=True)

    def send(self, data):
        self.sock.sendall(data if isinstance(data, bytes) else data.encode())

    def line(self):
        data = b""
        while not data.endswith(b"\n"):
            byte = self.sock.recv(1)
            if not byte:
                raise OSError("closed")
            data += byte
        return data.decode().rstrip("\r\n")

    def note(self, words):
        with open(log, "a") as out:
            out.write(words + "\n")

    # --- before the log-in

    def clear_text(self):
        if fault == "starttls-preauth":
            self.send("* PREAUTH welcome\r\n")
            self.line()
            return
        if fault == "starttls-crash":
            self.send("* OK [PERMANENTFLAGS (\\Seen)] hi\r\n")
        else:
            self.send("* OK hi\r\n")
        tag, words = self.line().split(" ", 1)
        self.note("clear: " + words)
        if fault == "starttls-none":
            self.send(f"{tag} BAD what is that?\r\n")
            self.note("clear: " + self.line())
        elif fault == "starttls-injected":
            self.send(f"{tag} OK go on\r\npostroom OK logged in\r\n")
        else:
            self.send(f"{tag} OK go on\r\n")

    def greet(self):
        if fault == "starttls-crash":
            return  # RFC 9051: no second greeting
        if fault == "greeting-crash":
            self.send("* OK [PERMANENTFLAGS (\\Seen)] hi\r\n")
        elif fault == "greeting-preauth":
            self.send("* PREAUTH welcome\r\n")
        elif fault == "greeting-bye":
            self.send("* BYE too busy\r\n")
        elif fault == "greeting-rubbish":
            self.send(b"\0\1\2\377\376HTTP/1.1 200 OK\r\n\r\n")
        elif fault == "greeting-endless":
            forever(self.send, b"* OK " + b"x" * 60000)
        elif fault == "greeting-silent":
            time.sleep(600)
        elif fault == "greeting-drip":
            while True:
                self.send("*")
                time.sleep(1)
        else:
            self.send("* OK hi\r\n")

    # --- commands

    def command(self):
        tag, words = self.line().split(" ", 1)
        verb = words.split(" ")[0].upper()
        if verb == "UID":
            verb = words.split(" ")[1].upper()
        self.note(verb if verb == "LOGIN" else words)
        if fault.endswith("-closed") and fault == f"{verb.lower()}-closed":
            return False
        getattr(self, "do_" + verb.lower(), self.do_other)(tag, words)
        return verb != "LOGOUT"

    def do_other(self, tag, words):
        self.send(f"{tag} OK done\r\n")

    def do_login(self, tag, words):
        if fault == "login-rubbish":
            self.send(b"\377\0)(&^\r\n" * 100)
        self.send(f"{tag} OK welcome\r\n")

    def do_examine(self, tag, words):
        if fault != "no-uidvalidity":
            self.send("* OK [UIDVALIDITY 7] valid\r\n")
        self.send("* 5 EXISTS\r\n* FLAGS (\\Seen)\r\n"
                  f"{tag} OK [READ-ONLY] open\r\n")

    def do_search(self, tag, words):
        first = int(re.search(r"(\d+):\*", words).group(1))
        if fault == "flood":
            forever(self.send, b"* 1 FETCH (FLAGS (\\Seen))\r\n" * 2000)
        if fault == "endless-line":
            self.send("* SEARCH")
            forever(self.send, b" 12345678" * 5000)
        if fault == "endless-text":
            forever(self.send, b"* OK " + b"x" * 60000)
        if fault == "parentheses":
            self.send(b"* 1 FETCH (BODYSTRUCTURE " + b"(" * 500000)
        if fault == "huge-nonsense":
            self.send("* 1 FETCH (RFC822 {4294967295}\r\n")
            forever(self.send, b"y" * 60000)
        uids = [u for u in messages if u >= first] or [max(messages)]
        uids += uids if fault == "twice" else []
        self.send("* SEARCH " + " ".join(map(str, reversed(uids)))
                  + f"\r\n{tag} OK done\r\n")

    def do_fetch(self, tag, words):
        uids = set()
        for part in words.split(" ")[2].split(","):
            first, _, last = part.partition(":")
            uids |= set(range(int(first), int(last or first) + 1))
        for uid in sorted(uids & set(messages)):
            if "BODY" in words:
                self.body(uid)
            else:
                self.size(uid)
        if fault == "refused" and "BODY" in words and 3 in uids:
            self.send(f"{tag} NO I had rather not\r\n")
        else:
            self.send(f"{tag} OK done\r\n")

    def size(self, uid):
        size = len(messages[uid])
        if uid == 3:
            if fault == "vanished" or "vanish" in seen:
                return
            if fault == "wrong-size" or \
                    (fault == "wrong-size-once" and once("size")):
                size += 4321
            if fault == "huge-size":
                size = 4294967295
        self.send(f"* {uid} FETCH (UID {uid} RFC822.SIZE {size} "
                  'INTERNALDATE "05-Jan-2026 09:00:00 +0100")\r\n')

    def body(self, uid):
        data = messages[uid]
        head = f"* {uid} FETCH (UID {uid} BODY[] "
        if uid == 3 and self.bad_body(head, data):
            return
        literal = f"{{{len(data)}}}\r\n".encode() + data
        if fault == "uid-last":
            self.send(f"* {uid} FETCH (BODY[] ".encode() + literal
                      + f" UID {uid})\r\n".encode())
        else:
            self.send(head.encode() + literal + b")\r\n")
            if fault == "twice":
                self.send(head.encode() + literal + b")\r\n")

    def bad_body(self, head, data):
        """True if the fault took the place of the good answer."""
        if fault == "literal-closed" or \
                (fault == "literal-closed-once" and once("closed")):
            self.send(head + f"{{{len(data)}}}\r\n" + "From: cut")
            raise OSError("closed")
        if fault == "literal-huge":
            self.send(head + "{4294967295}\r\n")
            forever(self.send, b"y" * 60000)
        if fault == "literal-wrapped":
            self.send(head + "{4294967306}\r\n")
            self.send(data + b")\r\n")
            return True
        if fault == "stall-once" and once("stall"):
            self.send(head + f"{{{len(data)}}}\r\n" + "From: st")
            time.sleep(600)
        if fault == "body-nil":
            self.send(head + "NIL)\r\n")
            return True
        if fault == "vanished-late":
            seen.add("vanish")
            return True
        return fault == "refused"


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass


Server(("127.0.0.1", int(port)), Session).serve_forever()
