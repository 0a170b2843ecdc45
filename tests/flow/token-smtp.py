#!/usr/bin/env python3
"""faulty-smtp.py with log-in by bearer token (XOAUTH2) instead of a password.

Takes the user "postroom" with the token "good-token" and refuses any other as
Exchange Online does: 334 with a reason in base64, an empty line, 535.
"""
import base64
import importlib.util
import os

here = os.path.dirname(os.path.abspath(__file__))
spec = importlib.util.spec_from_file_location(
    "faulty", os.path.join(here, "faulty-smtp.py"))
faulty = importlib.util.module_from_spec(spec)
spec.loader.exec_module(faulty)

GOOD = b"user=postroom\x01auth=Bearer good-token\x01\x01"
REASON = base64.b64encode(b'{"status":"401","schemes":"bearer"}')


class Talk(faulty.Talk):
    def ehlo(self):
        lines = ["token.example", "8BITMIME"]
        if not self.secure:
            lines.append("STARTTLS")
        else:
            lines.append("AUTH XOAUTH2 LOGIN")
        text = ["250-" + line for line in lines]
        text[-1] = "250 " + lines[-1]
        self.answer("EHLO", "\r\n".join(text))

    def auth(self, line):
        words = line.split()
        if words[1] != "XOAUTH2" or len(words) != 3:
            self.sock.sendall(b"504 5.7.4 only XOAUTH2\r\n")
            return
        if base64.b64decode(words[2]) == GOOD:
            self.sock.sendall(b"235 2.7.0 welcome\r\n")
            return
        self.sock.sendall(b"334 " + REASON + b"\r\n")
        self.file.readline()
        self.sock.sendall(b"535 5.7.3 Authentication unsuccessful\r\n")


faulty.Talk = Talk
faulty.serve.__defaults__ = (Talk,)[:len(faulty.serve.__defaults__ or ())]
faulty.main()
