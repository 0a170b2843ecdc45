#!/usr/bin/env python3
"""A small IMAP server that misbehaves in one way, for tests of poll.

    faulty-imap.py PORT CERT KEY FAULT LOG

It speaks TLS from the first byte, or clear text first if the fault's name
begins with "starttls-". Five messages, UIDs 1 to 5, are in its INBOX; where
a fault concerns one message, it is UID 3. LOG gets a line a command, without
the words of a log-in. Other tests import Box and serve, and change the box while
it is being served.
"""
import re
import socketserver
import ssl
import sys
import time


class Box:
    """What is in the mailbox, and what is wrong with its server."""

    def __init__(self, cert, key, log=None):
        self.cert, self.key, self.log = cert, key, log
        self.messages = {}  # UID -> bytes
        self.bad = 3  # the UID that a fault concerns
        self.validity = 7
        self.drip = 1  # seconds between two bytes
        self.date = "05-Jan-2026 09:00:00 +0100"  # of every message
        self.seen = set()  # what has happened once

    def fault(self):
        """For the connection that begins now."""
        return "none"

    def once(self, what):
        new = what not in self.seen
        self.seen.add(what)
        return new

    def note(self, words):
        if self.log:
            with open(self.log, "a") as out:
                out.write(words + "\n")


def forever(send, data):
    while True:
        send(data)


class Session(socketserver.BaseRequestHandler):
    def handle(self):
        self.sock = self.request
        self.box = self.server.box
        self.fault = self.box.fault()
        try:
            if self.fault.startswith("starttls-"):
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
        if self.fault == "expired":
            context.load_cert_chain(*self.box.expired)
        else:
            context.load_cert_chain(self.box.cert, self.box.key)
        self.sock = context.wrap_socket(self.sock, server_side=True)

    def send(self, data):
        data = data if isinstance(data, bytes) else data.encode()
        if self.fault != "drip":
            self.sock.sendall(data)
            return
        for i in range(len(data)):
            self.sock.sendall(data[i:i + 1])
            time.sleep(self.box.drip)

    def line(self):
        data = b""
        while not data.endswith(b"\n"):
            byte = self.sock.recv(1)
            if not byte:
                raise OSError("closed")
            data += byte
        return data.decode().rstrip("\r\n")

    # --- before the log-in

    def clear_text(self):
        if self.fault == "starttls-preauth":
            self.send("* PREAUTH welcome\r\n")
            self.line()
            return
        if self.fault == "starttls-crash":
            self.send("* OK [PERMANENTFLAGS (\\Seen)] hi\r\n")
        else:
            self.send("* OK hi\r\n")
        tag, words = self.line().split(" ", 1)
        self.box.note("clear: " + words)
        if self.fault == "starttls-none":
            self.send(f"{tag} BAD what is that?\r\n")
            self.box.note("clear: " + self.line())
        elif self.fault == "starttls-injected":
            self.send(f"{tag} OK go on\r\npostroom OK logged in\r\n")
        else:
            self.send(f"{tag} OK go on\r\n")

    def greet(self):
        if self.fault == "starttls-crash":
            return  # RFC 9051: no second greeting
        if self.fault == "greeting-crash":
            self.send("* OK [PERMANENTFLAGS (\\Seen)] hi\r\n")
        elif self.fault == "greeting-preauth":
            self.send("* PREAUTH welcome\r\n")
        elif self.fault == "greeting-closed":
            raise OSError("closed")
        elif self.fault == "greeting-bye":
            self.send("* BYE too busy\r\n")
        elif self.fault == "greeting-rubbish":
            self.send(b"\0\1\2\377\376HTTP/1.1 200 OK\r\n\r\n")
        elif self.fault == "greeting-endless":
            forever(self.send, b"* OK " + b"x" * 60000)
        elif self.fault == "greeting-silent":
            time.sleep(600)
        elif self.fault == "greeting-drip":
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
        secret = verb in ("LOGIN", "AUTHENTICATE")
        self.box.note(verb if secret else words)
        if self.fault == f"{verb.lower()}-closed":
            return False
        getattr(self, "do_" + verb.lower(), self.do_other)(tag, words)
        return verb != "LOGOUT"

    def do_other(self, tag, words):
        self.send(f"{tag} OK done\r\n")

    def do_login(self, tag, words):
        if self.fault == "login-rubbish":
            self.send(b"\377\0)(&^\r\n" * 100)
        if self.fault == "login-refused":
            self.send(f"{tag} NO [AUTHENTICATIONFAILED] wrong password\r\n")
        else:
            self.send(f"{tag} OK welcome\r\n")

    def do_capability(self, tag, words):
        more = " IDLE" if self.fault.startswith("idle-") else ""
        more += " AUTH=XOAUTH2 SASL-IR" if "auth" in self.fault else ""
        self.send(f"* CAPABILITY IMAP4rev1{more}\r\n{tag} OK done\r\n")

    def do_authenticate(self, tag, words):
        if self.fault == "auth-rubbish":
            self.send(b"\377\0)(&^\r\n" * 100)
        elif self.fault == "auth-endless":
            forever(self.send, b"x" * 60000)
        elif self.fault == "auth-plus":
            forever(self.send, b"+ \r\n" * 1000)
        elif self.fault == "auth-bye":
            self.send("* BYE too many log-ins\r\n")
        elif self.fault == "auth-no":
            self.send(f"{tag} NO AUTHENTICATE failed.\r\n")
        else:
            self.send(f"{tag} OK welcome\r\n")

    # --- IDLE: each tells of a sixth message, and then goes wrong

    def more(self):
        if self.box.once("more"):
            self.box.messages[6] = self.box.messages[5] + b"Once more.\r\n"
        self.send(f"* {len(self.box.messages)} EXISTS\r\n")

    def do_idle(self, tag, words):
        fault = self.fault
        if fault == "idle-refused":
            self.send(f"{tag} BAD what is that?\r\n")
            return
        if fault == "idle-early":
            self.more()
        self.send("+ idling\r\n")
        if fault == "idle-dropped":
            self.box.messages[6] = self.box.messages[5] + b"Once more.\r\n"
            raise OSError("closed")
        if fault == "idle-bye":
            self.send("* BYE I am tired\r\n")
        if fault == "idle-rubbish":
            self.send(b"\377\0\1 \200" * 100 + b"\r\n" + b"\377")
        if fault == "idle-flood":
            forever(self.send, b"* OK Still here\r\n" * 1000)
        if fault == "idle-renumbered" and self.box.once("renumbered"):
            self.box.validity += 1
            self.more()
        if fault in ("idle-good", "idle-wolf", "idle-half"):
            self.send("* OK Still here\r\n")
            time.sleep(0.3)
            self.more()
        if fault == "idle-half":
            self.send("* 7 EXI")
            raise OSError("closed")
        self.line()
        self.send(f"{tag} OK done\r\n")

    def do_examine(self, tag, words):
        if self.fault == "no-mailbox":
            self.send(f"{tag} NO [NONEXISTENT] there is no such mailbox\r\n")
            return
        if self.fault == "auth-not-connected":
            self.send(f"{tag} BAD User is authenticated but not connected.\r\n")
            return
        if self.fault != "no-uidvalidity":
            self.send(f"* OK [UIDVALIDITY {self.box.validity}] valid\r\n")
        self.send(f"* {len(self.box.messages)} EXISTS\r\n"
                  f"* FLAGS (\\Seen)\r\n{tag} OK [READ-ONLY] open\r\n")

    def do_search(self, tag, words):
        first = int(re.search(r"(\d+):\*", words).group(1))
        if self.fault == "flood":
            forever(self.send, b"* 1 FETCH (FLAGS (\\Seen))\r\n" * 2000)
        if self.fault == "endless-line":
            self.send("* SEARCH")
            forever(self.send, b" 12345678" * 5000)
        if self.fault == "endless-text":
            forever(self.send, b"* OK " + b"x" * 60000)
        if self.fault == "parentheses":
            self.send(b"* 1 FETCH (BODYSTRUCTURE " + b"(" * 500000)
        if self.fault == "huge-nonsense":
            self.send("* 1 FETCH (RFC822 {4294967295}\r\n")
            forever(self.send, b"y" * 60000)
        uids = [u for u in self.box.messages if u >= first] or [
            max(self.box.messages, default=0)]
        uids += uids if self.fault == "twice" else []
        self.send("* SEARCH " + " ".join(map(str, reversed(uids)))
                  + f"\r\n{tag} OK done\r\n")

    def do_fetch(self, tag, words):
        uids = set()
        for part in words.split(" ")[2].split(","):
            first, _, last = part.partition(":")
            uids |= set(range(int(first), int(last or first) + 1))
        for uid in sorted(uids & set(self.box.messages)):
            if "BODY" in words:
                self.body(uid)
            else:
                self.size(uid)
        if self.fault == "refused" and "BODY" in words and \
                self.box.bad in uids:
            self.send(f"{tag} NO I had rather not\r\n")
        else:
            self.send(f"{tag} OK done\r\n")

    def size(self, uid):
        size = len(self.box.messages[uid])
        if uid == self.box.bad:
            if self.fault == "vanished" or "vanish" in self.box.seen:
                return
            if self.fault == "wrong-size" or (
                    self.fault == "wrong-size-once" and self.box.once("size")):
                size += 4321
            if self.fault == "huge-size":
                size = 4294967295
        self.send(f"* {uid} FETCH (UID {uid} RFC822.SIZE {size} "
                  f'INTERNALDATE "{self.box.date}")\r\n')

    def body(self, uid):
        data = self.box.messages[uid]
        head = f"* {uid} FETCH (UID {uid} BODY[] "
        if uid == self.box.bad and self.bad_body(head, data):
            return
        literal = f"{{{len(data)}}}\r\n".encode() + data
        if self.fault == "uid-last":
            self.send(f"* {uid} FETCH (BODY[] ".encode() + literal
                      + f" UID {uid})\r\n".encode())
        else:
            self.send(head.encode() + literal + b")\r\n")
            if self.fault == "twice":
                self.send(head.encode() + literal + b")\r\n")

    def bad_body(self, head, data):
        """True if the fault took the place of the good answer."""
        if self.fault == "literal-closed" or (
                self.fault == "literal-closed-once"
                and self.box.once("closed")):
            self.send(head + f"{{{len(data)}}}\r\n" + "From: cut")
            raise OSError("closed")
        if self.fault == "literal-huge":
            self.send(head + "{4294967295}\r\n")
            forever(self.send, b"y" * 60000)
        if self.fault == "literal-wrapped":
            self.send(head + "{4294967306}\r\n")
            self.send(data + b")\r\n")
            return True
        if self.fault == "stall" or \
                (self.fault == "stall-once" and self.box.once("stall")):
            self.send(head + f"{{{len(data)}}}\r\n" + "From: st")
            time.sleep(600)
        if self.fault == "body-nil":
            self.send(head + "NIL)\r\n")
            return True
        if self.fault == "vanished-late":
            self.box.seen.add("vanish")
            return True
        return self.fault == "refused"


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass


def serve(box, port):
    """A server of that box; serve_forever() serves it."""
    server = Server(("127.0.0.1", port), Session)
    server.box = box
    return server


def main(port, cert, key, fault, log):
    box = Box(cert, key, log)
    box.fault = lambda: fault
    box.messages = {
        uid: (f"From: r{uid}@home.example\r\nSubject: Letter {uid}\r\n\r\n"
              + f"Hello {uid}.\r\n" * 40).encode()
        for uid in range(1, 6)
    }
    serve(box, int(port)).serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:6])
