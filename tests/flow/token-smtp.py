#!/usr/bin/env python3
"""faulty-smtp.py with log-in by bearer token (XOAUTH2) instead of a password.

Takes the user "postroom" with the token "good-token" and refuses any other as
Exchange Online does: 334 with a reason in base64, an empty line, 535. With
TOKEN_DIR in the environment it takes what token-server.py has made there.
"""
import base64
import importlib.util
import os
import sys

here = os.path.dirname(os.path.abspath(__file__))
spec = importlib.util.spec_from_file_location(
    "faulty", os.path.join(here, "faulty-smtp.py"))
faulty = importlib.util.module_from_spec(spec)
spec.loader.exec_module(faulty)

sys.path.insert(0, here)
import jwt_hs256

faulty.REPLIES.update({
    "basic-off": {"AUTH": "550 5.7.30 Basic authentication is not supported"
                          " for Client Submission."},
    "smtp-off": {"AUTH": "535 5.7.139 Authentication unsuccessful, "
                         "SmtpClientAuthentication is disabled for the "
                         "Mailbox."},
    "send-as": {"MAIL": "550 5.7.60 SMTP; Client does not have permissions to"
                        " send as this sender"},
    "send-as-late": {"DOT": "554 5.2.252 SendAsDenied; a@b.example not "
                            "allowed to send as c@d.example"},
})
GOOD = b"user=postroom\x01auth=Bearer good-token\x01\x01"
REASON = base64.b64encode(b'{"status":"401","schemes":"bearer"}')


def is_good(response):
    folder = os.environ.get("TOKEN_DIR")
    if not folder:
        return response == GOOD
    user, token = response.decode().split("\x01")[:2]
    return jwt_hs256.is_good(folder, token.split()[-1], user.split("=")[-1])


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
        if is_good(base64.b64decode(words[2])):
            self.answer("AUTH", "235 2.7.0 welcome")
            return
        self.sock.sendall(b"334 " + REASON + b"\r\n")
        self.file.readline()
        self.sock.sendall(b"535 5.7.3 Authentication unsuccessful\r\n")


faulty.Talk = Talk
faulty.serve.__defaults__ = (Talk,)[:len(faulty.serve.__defaults__ or ())]
faulty.main()
