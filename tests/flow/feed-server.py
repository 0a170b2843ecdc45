#!/usr/bin/env python3
"""A web site with forms, for tests: HTTPS, and faults by command.

    feed-server.py FOLDER CERTIFICATE KEY

Prints its port on 127.0.0.1 and serves until it is killed. FOLDER/entries.json
is the list of entries, read anew for each request. FOLDER/mode names what it
does besides: a word, "ok" if there is none.

    /wp-json/gf/v2/forms/3/entries   as REST API v2 of Gravity Forms: Basic
        log-in "reader" and "s3cret", sorting, paging, field_filters by
        date_updated with ">"; modes: 401, 500, half (the answer breaks off),
        slow (a byte each half second), elsewhere (a redirect), html,
        huge (an answer without end), deaf (filter and sorting are ignored)
    /feed?page=N                     a plain list, header X-Api-Key: s3cret,
        two entries a page with "next"; mode: stray ("next" on another host)
    /files/NAME                      FOLDER/files/NAME
Each request is a line in FOLDER/log.
"""
import base64
import http.server
import json
import os
import ssl
import sys
import time
import urllib.parse

FOLDER, CERTIFICATE, KEY = sys.argv[1:4]
LOGIN = "Basic " + base64.b64encode(b"reader:s3cret").decode()


def read(name, default=""):
    try:
        with open(os.path.join(FOLDER, name), encoding="utf-8") as f:
            return f.read()
    except FileNotFoundError:
        return default


def entries():
    return json.loads(read("entries.json", "[]"))


def gravity(query, deaf):
    found = entries()
    search = json.loads(query.get("search", ["{}"])[0])
    for rule in search.get("field_filters", []):
        assert rule["key"] == "date_updated" and rule["operator"] == ">", rule
        if not deaf:
            found = [e for e in found if e["date_updated"] > rule["value"]]
    if query.get("sorting[key]") == ["date_updated"] and not deaf:
        found.sort(key=lambda e: e["date_updated"])
    size = int(query["paging[page_size]"][0])
    page = int(query["paging[current_page]"][0])
    part = found[(page - 1) * size:page * size]
    # As WordPress writes it: slashes escaped, characters beyond ASCII too.
    text = json.dumps({"total_count": len(found), "entries": part})
    return text.replace("/", "\\/")


def plain(query, host, stray):
    found = entries()
    page = int(query.get("page", ["1"])[0])
    answer = {"items": found[(page - 1) * 2:page * 2], "next": None}
    if page * 2 < len(found):
        answer["next"] = f"/feed?page={page + 1}"
    if stray:
        answer["next"] = "https://other.example/feed?page=2"
    return json.dumps(answer, indent=1)


class Site(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def answer(self, status, body, kind="application/json", fields=()):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in fields:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def drip(self, body):
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        for byte in body:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(0.5)

    def pour(self):
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(b"[" + b" " * 65536)

    def entries_of(self, url, mode):
        query = urllib.parse.parse_qs(url.query)
        if url.path == "/feed":
            if self.headers.get("X-Api-Key") != "s3cret":
                return None
            return plain(query, self.headers["Host"], mode == "stray")
        if self.headers.get("Authorization") != LOGIN:
            return None
        return gravity(query, mode == "deaf")

    def file(self, name):
        path = os.path.join(FOLDER, "files", os.path.basename(name))
        if not os.path.exists(path):
            self.answer(404, b"no such file", "text/plain")
            return
        with open(path, "rb") as f:
            self.answer(200, f.read(), "image/jpeg; x=y")

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        mode = read("mode", "ok").strip()
        with open(os.path.join(FOLDER, "log"), "a", encoding="utf-8") as f:
            f.write(f"{url.path} {self.headers.get('Authorization', '-')}\n")
        if url.path.startswith("/files/"):
            self.file(url.path)
        elif mode in ("401", "500"):
            self.answer(int(mode), b"{}")
        elif mode == "elsewhere":
            self.answer(302, b"", fields=[("Location", "https://localhost:1/")])
        elif mode == "html":
            self.answer(200, b"<p>Under repair</p>", "text/html")
        elif mode == "huge":
            self.pour()
        else:
            text = self.entries_of(url, mode)
            body = (text or "").encode()
            if text is None:
                self.answer(401, b'{"code":"rest_forbidden"}')
            elif mode == "half":
                self.answer(200, body[:len(body) // 2])
            elif mode == "slow":
                self.drip(body)
            else:
                self.answer(200, body)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass


server = Server(("127.0.0.1", 0), Site)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(CERTIFICATE, KEY)
server.socket = context.wrap_socket(server.socket, server_side=True)
print(server.server_address[1], flush=True)
server.serve_forever()
