#!/usr/bin/env python3
"""An SMTP server that misbehaves in one chosen way, for tests.

    faulty-smtp.py FAULT [CERTIFICATE KEY]

Prints its port on 127.0.0.1 and serves until it is killed. With a
certificate it offers STARTTLS; "implicit:FAULT" is TLS from the first byte,
"once:FAULT" misbehaves towards the first connection only.
What it has accepted it prints, one line each: "accepted RECIPIENT BYTES
MESSAGE-ID". A line "talk COMMAND" tells each command; arguments of AUTH are
left out, so that a test can prove that no password was sent in clear.
Other tests import Talk and serve with a class of their own.
"""
import socket
import ssl
import sys
import threading
import time

# Where each fault shows itself: command -> reply.
REPLIES = {
    "mail-451": {"MAIL": "451 4.3.0 try again later"},
    "mail-550": {"MAIL": "550 5.7.1 sender not allowed"},
    "rcpt-450": {"RCPT": "450 4.2.0 greylisted"},
    "rcpt-550": {"RCPT": "550-5.1.1 no such\r\n550 5.1.1 mailbox here"},
    "rcpt-full": {"RCPT": "552 5.2.2 mailbox full"},
    "data-554": {"DATA": "554 5.5.1 no valid recipients"},
    "dot-452": {"DOT": "452 4.3.1 disk full"},
    "dot-554": {"DOT": "554 5.6.0 content refused"},
    "dot-long": {"DOT": "554 5.6.0 \x1b[31m" + "x" * 700},
    "auth-535": {"AUTH": "535 5.7.8 wrong password"},
    "auth-needed": {"MAIL": "530 5.7.0 authentication required"},
    "dot-421": {"DOT": "421 4.3.2 shutting down"},
}
SILENT = {"silent-greeting": "GREETING", "silent-rcpt": "RCPT",
          "silent-data": "DATA", "silent-dot": "DOT"}
# Here the server has taken the letter, and the answer never comes.
TAKEN = {"taken-silent": "silent-dot", "taken-close": "close-dot"}
CLOSING = {"close-greeting": "GREETING", "close-rcpt": "RCPT",
           "close-data": "DATA", "close-dot": "DOT"}


def say(text):
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


class Gone(Exception):
    pass


class Talk:
    def __init__(self, sock, fault, context, implicit):
        self.fault = fault
        self.context = context
        self.secure = implicit
        self.sock = context.wrap_socket(sock, True) if implicit else sock
        self.file = self.sock.makefile("rb")

    def answer(self, step, normal):
        if SILENT.get(self.fault) == step:
            time.sleep(600)
        if CLOSING.get(self.fault) == step:
            raise Gone
        text = REPLIES.get(self.fault, {}).get(step, normal)
        self.sock.sendall((text + "\r\n").encode())
        return text == normal

    def ehlo(self):
        lines = ["faulty.example"]
        if not self.secure and self.context and self.fault != "no-starttls":
            lines.append("STARTTLS")
        if self.secure and self.fault != "no-auth":
            lines.append("AUTH PLAIN LOGIN")
        lines.append("8BITMIME")
        text = ["250-" + line for line in lines]
        text[-1] = "250 " + lines[-1]
        self.answer("EHLO", "\r\n".join(text))

    def starttls(self):
        self.answer("STARTTLS", "220 go ahead")
        self.sock = self.context.wrap_socket(self.sock, True)
        self.file = self.sock.makefile("rb")
        self.secure = True

    def auth(self, line):
        if len(line.split()) < 3:
            self.sock.sendall(b"334 \r\n")
            self.file.readline()
        self.answer("AUTH", "235 welcome")

    def data(self, recipient):
        if not self.answer("DATA", "354 go ahead"):
            return
        body = []
        while True:
            line = self.file.readline()
            if not line:
                raise Gone
            if line == b".\r\n":
                break
            body.append(line)
            if self.fault == "close-body":
                raise Gone
        if self.fault in TAKEN:
            self.accepted(recipient, body)
            self.fault = TAKEN[self.fault]
        if self.answer("DOT", "250 2.0.0 queued as 42"):
            self.accepted(recipient, body)

    def accepted(self, recipient, body):
        ident = [x for x in body if x.lower().startswith(b"message-id:")]
        say("accepted %s %d %s" % (recipient, sum(map(len, body)), (
            ident or [b"- -"])[0].split()[1].decode()))

    def told(self, words):
        say("talk " + words)

    def serve(self):
        self.answer("GREETING", "220 faulty.example ESMTP")
        recipient = "-"
        while True:
            line = self.file.readline().decode("latin-1").strip()
            if not line:
                raise Gone
            verb = line.split()[0].upper()
            self.told("AUTH" if verb == "AUTH" else line)
            if verb in ("EHLO", "HELO"):
                self.ehlo()
            elif verb == "STARTTLS":
                self.starttls()
            elif verb == "AUTH":
                self.auth(line)
            elif verb == "MAIL":
                self.answer("MAIL", "250 sender ok")
            elif verb == "RCPT":
                recipient = line.split(":", 1)[-1].strip("<> ")
                self.answer("RCPT", "250 recipient ok")
            elif verb == "DATA":
                self.data(recipient)
            elif verb == "QUIT":
                self.answer("QUIT", "221 bye")
                raise Gone
            else:
                self.answer(verb, "250 ok")


def serve(sock, fault, context, implicit, kind=Talk):
    talk = None
    try:
        talk = kind(sock, fault, context, implicit)
        talk.serve()
    except (Gone, OSError, ssl.SSLError):
        pass
    finally:
        (talk.sock if talk else sock).close()


def main():
    implicit = sys.argv[1].startswith("implicit:")
    once = sys.argv[1].startswith("once:")
    fault = sys.argv[1].split(":")[-1]
    context = None
    if len(sys.argv) > 3:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[2], sys.argv[3])
    listener = socket.create_server(("127.0.0.1", 0))
    say(str(listener.getsockname()[1]))
    while True:
        sock, _ = listener.accept()
        threading.Thread(target=serve, daemon=True,
                         args=(sock, fault, context, implicit)).start()
        if once:
            fault = "none"


if __name__ == "__main__":
    main()
