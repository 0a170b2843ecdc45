#!/usr/bin/env python3
"""A receiver of signed webhooks, for tests.

    hook.py SECRET CERTIFICATE KEY FOLDER

Prints its port on 127.0.0.1 and serves HTTPS until it is killed. What the
file FOLDER/fault says decides: none or "": 204; "500": that status;
"silent": no answer. What it took it prints on one line, as the body stands,
after "good" or "forged" for the signature.
"""
import hashlib
import hmac
import http.server
import os
import ssl
import sys
import time

SECRET, CERTIFICATE, KEY, FOLDER = sys.argv[1:5]


def fault():
    try:
        with open(os.path.join(FOLDER, "fault")) as file:
            return file.read().strip()
    except FileNotFoundError:
        return ""


def is_signed(headers, body):
    stamp = headers.get("Postroom-Timestamp", "")
    want = "sha256=" + hmac.new(SECRET.encode(),
                                stamp.encode() + b"." + body,
                                hashlib.sha256).hexdigest()
    return (hmac.compare_digest(want,
                                headers.get("Postroom-Signature", ""))
            and abs(time.time() - int(stamp)) < 300)


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if fault() == "silent":
            time.sleep(60)
            return
        sys.stdout.write("%s %s\n" % (
            "good" if is_signed(self.headers, body) else "forged",
            body.decode()))
        sys.stdout.flush()
        self.send_response(int(fault() or "204"))
        self.send_header("Content-Length", "0")
        self.end_headers()


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(CERTIFICATE, KEY)
server.socket = context.wrap_socket(server.socket, server_side=True)
sys.stdout.write("%d\n" % server.server_port)
sys.stdout.flush()
server.serve_forever()
