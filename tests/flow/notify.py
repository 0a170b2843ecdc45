#!/usr/bin/env python3
"""A stand-in for GOV.UK Notify's letter interface, for tests.

    notify.py FAULT CERTIFICATE KEY [API-KEY]

Prints its port on 127.0.0.1 and serves HTTPS until it is killed. It checks
what the real one checks: the token (three parts, HS256, signature, issuer,
age below 30 seconds), the reference, the postage, and the PDF (base64, 2 MB,
10 pages). FAULT "none" behaves; "400", "403", "429", "500" answer so;
"drop" takes the letter and breaks off; "silent" never answers. The status of
a letter is read from the file "status" in the folder of the certificate,
"accepted" if there is none. What it took it prints: "letter REFERENCE PAGES".
"""
import base64
import hashlib
import hmac
import http.server
import json
import os
import re
import ssl
import sys
import time
import urllib.parse
import uuid
import zlib

FAULT, CERTIFICATE, KEY = sys.argv[1:4]
API_KEY = sys.argv[4] if len(sys.argv) > 4 else (
    "test-26785a09-ab16-4eb0-8407-a37497a57506"
    "-3d844edf-8d35-48ac-975b-e847b4f122b0")
SECRET = API_KEY[-36:].encode()
SERVICE = API_KEY[-73:-37]
ERRORS = {
    "400": (400, "ValidationError", "content is not a PDF"),
    "403": (403, "AuthError", "Invalid token: API key not found"),
    "429": (429, "RateLimitError", "Exceeded rate limit"),
    "500": (500, "Exception", "Internal server error"),
}
taken = {}


def say(text):
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def unbase64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def token_fault(header):
    """What is wrong with an Authorization header; None if nothing."""
    if not header or not header.startswith("Bearer "):
        return "Unauthorized: authentication token must be provided"
    parts = header[len("Bearer "):].split(".")
    if len(parts) != 3:
        return "Invalid token: not three parts"
    signed = ".".join(parts[:2]).encode()
    want = hmac.new(SECRET, signed, hashlib.sha256).digest()
    if not hmac.compare_digest(want, unbase64(parts[2])):
        return "Invalid token: signature"
    if json.loads(unbase64(parts[0])) != {"typ": "JWT", "alg": "HS256"}:
        return "Invalid token: header"
    claims = json.loads(unbase64(parts[1]))
    if set(claims) != {"iss", "iat"} or claims["iss"] != SERVICE:
        return "Invalid token: service not found"
    if abs(time.time() - claims["iat"]) > 30:
        return "Error: Your system clock must be accurate to 30 seconds"
    return None


def pages_of(pdf):
    """Of the page tree, which may stand in a compressed object; 0: none."""
    texts = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S):
        try:
            texts.append(zlib.decompress(stream))
        except zlib.error:
            pass
    found = [re.search(rb"/Count (\d+)", text) for text in texts]
    return max([int(f.group(1)) for f in found if f] or [0])


def letter_fault(letter):
    if set(letter) != {"reference", "content", "postage"}:
        return "reference, content and postage are needed"
    if letter["postage"] not in ("first", "second", "economy"):
        return "postage invalid"
    pdf = base64.b64decode(letter["content"], validate=True)
    if not pdf.startswith(b"%PDF-") or len(pdf) > 2 * 1024 * 1024:
        return "content must be a PDF of 2 MB at most"
    if not 1 <= pages_of(pdf) <= 10:
        return "letter-too-long"
    return None


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *words):
        pass

    def answer(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def refuse(self, status, kind, message):
        self.answer(status, {"status_code": status, "errors": [
            {"error": kind, "message": message}]})

    def allowed(self):
        fault = token_fault(self.headers.get("Authorization"))
        if fault:
            self.refuse(403, "AuthError", fault)
        elif FAULT == "silent":
            time.sleep(600)
        elif FAULT in ERRORS:
            self.refuse(*ERRORS[FAULT])
        else:
            return True
        return False

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        letter = json.loads(self.rfile.read(length))
        if not self.allowed():
            return
        fault = letter_fault(letter)
        if fault or self.path != "/v2/notifications/letter":
            self.refuse(400, "ValidationError", fault or "no such path")
            return
        ident = str(uuid.uuid4())
        taken[letter["reference"]] = ident
        say("letter %s %d" % (letter["reference"], pages_of(
            base64.b64decode(letter["content"]))))
        if FAULT == "drop":
            self.close_connection = True
            self.connection.close()
            return
        self.answer(201, {"id": ident, "reference": letter["reference"],
                          "postage": letter["postage"]})

    def do_GET(self):
        if not self.allowed():
            return
        url = urllib.parse.urlparse(self.path)
        wanted = urllib.parse.parse_qs(url.query).get("reference")
        if url.path == "/v2/notifications":
            found = [{"id": i} for r, i in taken.items()
                     if not wanted or r == wanted[0]]
            self.answer(200, {"notifications": found})
            return
        status = os.path.join(os.path.dirname(CERTIFICATE), "status")
        words = open(status).read().split() if os.path.exists(status) else []
        self.answer(200, {
            "id": url.path.rsplit("/", 1)[-1],
            "status": words[0] if words else "accepted",
            "completed_at": words[1] if len(words) > 1 else None})


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *words):
        pass


server = Server(("127.0.0.1", 0), Handler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(CERTIFICATE, KEY)
server.socket = context.wrap_socket(server.socket, server_side=True)
say(str(server.server_address[1]))
server.serve_forever()
