#!/usr/bin/env python3
"""A token server (RFC 6749) as Microsoft's and Google's are, for tests.

    token-server.py CERTIFICATE KEY FOLDER

Prints its port on 127.0.0.1 and serves HTTPS until it is killed. FOLDER holds
the key of its tokens ("key", see jwt_hs256.py) and "mood", a word that is
read for each request: "good"; "expired", "wrong" or "other" for a token that
has run out, is signed by another key, or is for another mailbox; a refusal's
code (AADSTS7000215, invalid_grant …); a number, the HTTP status of an answer
in HTML; "drop", "silent", "rubbish", "endless", "rotate". It appends what it was asked
to "asked": "GRANT MOOD", and never a secret. The application is "app", its
secret "app-secret"; the refresh token is in "refresh", and "rotate" puts
another there.
"""
import http.server
import json
import os
import ssl
import sys
import time
import urllib.parse

import jwt_hs256

CERTIFICATE, KEY, FOLDER = sys.argv[1:4]
USER = "inbox@landlord.example"
LIFE = 3600


def path(name):
    return os.path.join(FOLDER, name)


def read(name):
    with open(path(name)) as lines:
        return lines.read().strip()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def reply(self, status, body, kind="application/json"):
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def refuse(self, code):
        known = "AADSTS" in code
        error = "invalid_client" if code in (
            "AADSTS7000215", "AADSTS7000222") else "invalid_request"
        self.reply(401 if error == "invalid_client" else 400, json.dumps({
            "error": error if known else code,
            "error_description":
                f"{code}: Words of the server with user@secret.example. "
                "Trace ID: 1-2-3" if known else "Words of the server."}))

    def wrong(self, form):
        """The code with which the real one refuses this form, or None."""
        if form.get("client_id") != "app":
            return "AADSTS700016"
        if form.get("client_secret") != "app-secret":
            return "AADSTS7000215"
        if form.get("grant_type") == "refresh_token":
            if form.get("refresh_token") != read("refresh"):
                return "invalid_grant"
        elif form.get("grant_type") != "client_credentials":
            return "unsupported_grant_type"
        elif form.get("scope") != "https://outlook.office365.com/.default":
            return "AADSTS70011"
        return None

    def give(self, mood):
        life = -60 if mood == "expired" else LIFE
        subject = "someone@else.example" if mood == "other" else USER
        answer = {"token_type": "Bearer", "expires_in": LIFE,
                  "access_token": jwt_hs256.make(FOLDER, subject, life,
                                                 mood == "wrong")}
        if mood == "short":
            answer["expires_in"] = 2
        if mood == "rotate":
            answer["refresh_token"] = "refresh-" + os.urandom(6).hex()
            with open(path("refresh"), "w") as out:
                out.write(answer["refresh_token"])
        self.reply(200, json.dumps(answer))

    def do_POST(self):
        size = int(self.headers.get("Content-Length", 0))
        form = dict(urllib.parse.parse_qsl(self.rfile.read(size).decode()))
        mood = read("mood")
        with open(path("asked"), "a") as out:
            out.write(f"{form.get('grant_type')} {mood}\n")
        if mood == "slow":
            time.sleep(0.3)
            mood = "good"
        wrong = self.wrong(form)
        if mood == "silent":
            time.sleep(600)
        elif mood == "drop":
            self.close_connection = True
            self.connection.close()
        elif mood == "rubbish":
            self.reply(200, '{"access_token": "a\\r\\nb", "expires_in": 5}')
        elif mood == "endless":
            self.send_response(200)
            self.end_headers()
            while True:
                self.wfile.write(b" " * 65536)
        elif mood.isdigit():
            self.reply(int(mood), "<html>Out of order</html>", "text/html")
        elif wrong or mood.startswith("AADSTS") or "_" in mood:
            self.refuse(wrong or mood)
        else:
            self.give(mood)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass


def main():
    server = Server(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE, KEY)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
