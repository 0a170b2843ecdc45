"""A client of the console for console.t: sign in, send forms, send what no
browser sends. Prints one line a check: "ok WORDS" or "not ok WORDS # why".
Usage: console.py CHECK PORT ...   (the functions below named check_CHECK)"""
import base64
import hashlib
import hmac
import http.client
import re
import socket
import struct
import sys
import time
import urllib.parse

PASSWORD = "correct horse battery"
PORT = int(sys.argv[2])
REF = "CR-2026-00001-Q"


def say(good, words, why=""):
    print(f"{'ok' if good else 'not ok'} {words}" + (f" # {why}" if not good
                                                   else ""))


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.getheaders()
        self.text = response.read().decode("utf-8", "replace")

    def header(self, name):
        found = [v for k, v in self.headers if k.lower() == name.lower()]
        return found[0] if found else None


class Browser:
    """Cookies and the last form's token."""

    def __init__(self):
        self.cookies = {}
        self.csrf = ""

    def ask(self, method, path, body=None, headers=None):
        head = dict(headers or {})
        if self.cookies:
            head["Cookie"] = "; ".join(f"{k}={v}" for k, v
                                       in self.cookies.items())
        line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
        line.request(method, path, body, head)
        answer = Answer(line.getresponse())
        line.close()
        for name, value in answer.headers:
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                value = rest.split(";")[0]
                self.cookies[key] = value
                if not value:
                    del self.cookies[key]
        found = re.search(r'name="csrf" value="(\w+)"', answer.text)
        if found:
            self.csrf = found.group(1)
        return answer

    def get(self, path, **headers):
        return self.ask("GET", path, None, headers)

    def post(self, path, fields=(), csrf=None, headers=None):
        pairs = list(dict(fields).items())
        pairs.append(("csrf", self.csrf if csrf is None else csrf))
        head = {"Content-Type": "application/x-www-form-urlencoded"}
        head.update(headers or {})
        return self.ask("POST", path, urllib.parse.urlencode(pairs), head)

    def sign_in(self, login, password=PASSWORD):
        self.get("/sign-in")
        return self.post("/sign-in", {"login": login, "password": password})


def raw(data, wait=5.0):
    """What comes back for these bytes, until the server closes."""
    with socket.create_connection(("127.0.0.1", PORT), 5) as line:
        line.settimeout(wait)
        got = b""
        try:
            line.sendall(data)
            while True:
                piece = line.recv(65536)
                if not piece:
                    break
                got += piece
        except OSError:
            pass
        return got.decode("latin-1")


def status_of(text):
    found = re.match(r"HTTP/1\.1 (\d+)", text)
    return int(found.group(1)) if found else 0


def totp(secret, step=None):
    key = base64.b32decode(secret)
    step = int(time.time()) // 30 if step is None else step
    digest = hmac.new(key, struct.pack(">q", step), hashlib.sha1).digest()
    at = digest[-1] & 15
    number = struct.unpack(">I", digest[at:at + 4])[0] & 0x7fffffff
    return f"{number % 1000000:06d}"


# --- the checks --------------------------------------------------------------


def check_headers():
    answer = Browser().get("/sign-in")
    policy = answer.header("Content-Security-Policy") or ""
    say("default-src 'none'" in policy and "unsafe" not in policy,
        "a strict content security policy", policy)
    say("<style" not in answer.text and " style=" not in answer.text
        and "<script>" not in answer.text, "nothing inline")
    say(answer.header("X-Content-Type-Options") == "nosniff", "nosniff")
    say(answer.header("Referrer-Policy") == "no-referrer", "no referrer")
    say(answer.header("Cache-Control") == "no-store", "no page is kept")
    asset = re.search(r'href="(/assets/console-\w+\.css)"', answer.text)
    style = Browser().get(asset.group(1))
    say("immutable" in (style.header("Cache-Control") or "")
        and style.header("Content-Type").startswith("text/css"),
        "the style sheet is kept for ever")
    cookie = answer.header("Set-Cookie") or ""
    say("HttpOnly" in cookie and "SameSite=Lax" in cookie
        and "Path=/" in cookie, "cookies are out of reach of scripts", cookie)
    colour = Browser().get("/assets/colour-ffdd00.css")
    say(colour.status == 200 and "#0b0c0c" in colour.text,
        "black on a light colour of the landlord's", colour.text)
    say(Browser().get("/assets/colour-ffdd0x.css").status != 200,
        "no colour that is none")


def check_session():
    browser = Browser()
    away = browser.get("/cases?q=roof")
    say(away.status == 303 and away.header("Location")
        == "/sign-in?next=%2Fcases%3Fq%3Droof", "who is not in is sent to "
        "sign in", away.header("Location"))
    browser.cookies["session"] = "a" * 52
    browser.get("/sign-in")
    wrong = browser.post("/sign-in", {"login": "officer", "password": "no"})
    say(wrong.status == 403 and "not right" in wrong.text,
        "a wrong password is refused", wrong.status)
    unknown = browser.post("/sign-in", {"login": "nobody", "password": "no"})
    say(unknown.text.replace("nobody", "officer").count("not right")
        == wrong.text.count("not right") and unknown.status == 403,
        "an unknown name is answered alike")
    before = browser.csrf
    right = browser.post("/sign-in?next=/cases", {"login": "Officer",
                                                  "password": PASSWORD})
    say(right.status == 303 and right.header("Location") == "/cases",
        "the right one lets in, to where one wanted", right.status)
    say(browser.cookies["session"] != "a" * 52, "with a new session id")
    first = browser.cookies["session"]
    say(browser.get("/cases").status == 200, "the page is there")
    again = browser.post("/sign-in", {"login": "officer",
                                      "password": PASSWORD}, csrf=before)
    say(again.status == 403, "a form of before signing in is too old",
        again.status)
    browser.get("/me")
    out = browser.post("/sign-out")
    say(out.status == 303, "signing out", out.status)
    browser.cookies["session"] = first
    say(browser.get("/cases").status == 303, "ends the session for good")
    evil = Browser()
    evil.sign_in("officer")
    evil.get("/sign-in")
    for place in ("//evil.example", "https://evil.example", "/\\evil",
                  "/%0d%0aSet-Cookie:%20a=b"):
        other = Browser()
        other.get("/sign-in")
        answer = other.post("/sign-in?next=" + urllib.parse.quote(place),
                            {"login": "officer", "password": PASSWORD})
        say(answer.header("Location") == "/"
            or answer.header("Location") == place,
            f"no way out to {place!r}", answer.header("Location"))
        say("evil" not in (answer.header("Location") or ""),
            "nor there")


def check_everywhere():
    one, two = Browser(), Browser()
    one.sign_in("manager")
    two.sign_in("manager")
    say(one.get("/me").status == 200 and two.get("/me").status == 200,
        "two devices are in")
    one.post("/me/sign-out-everywhere")
    say(one.get("/me").status == 303 and two.get("/me").status == 303,
        "signing out everywhere ends both")
    one.sign_in("manager")
    two.sign_in("manager")
    one.get("/me")
    changed = one.post("/me/password", {
        "current": PASSWORD, "password": "three other words here",
        "again": "three other words here"})
    say(changed.status == 303, "a new password", changed.text[-900:])
    say(one.get("/me").status == 200, "keeps this device in")
    say(two.get("/me").status == 303, "and puts the other out")
    one.get("/me")
    short = one.post("/me/password", {
        "current": "three other words here", "password": "short",
        "again": "short"})
    say(short.status == 400 and "at least 12" in short.text,
        "too short a password is refused in words")
    one.get("/me")
    one.post("/me/password", {"current": "three other words here",
                              "password": PASSWORD, "again": PASSWORD})


def check_csrf():
    browser = Browser()
    browser.sign_in("administrator")
    browser.get("/me")
    for words, token, headers in (
            ("without a token", "", {}), ("with a wrong token", "0" * 64, {}),
            ("from another site", None, {"Sec-Fetch-Site": "cross-site"}),
            ("from a neighbour", None, {"Sec-Fetch-Site": "same-site"})):
        answer = browser.post("/me/sign-out-everywhere", csrf=token,
                              headers=headers)
        say(answer.status == 403 and "Nothing was changed" in answer.text,
            f"a form {words} changes nothing", answer.status)
    other = Browser()
    other.sign_in("officer")
    other.get("/me")
    answer = browser.post("/me/sign-out-everywhere", csrf=other.csrf)
    say(answer.status == 403, "nor with another person's", answer.status)
    say(browser.get("/me").status == 200, "the session goes on")
    lone = Browser()
    answer = lone.post("/sign-in", {"login": "officer",
                                    "password": PASSWORD})
    say(answer.status == 403, "nobody is signed in by a stranger's form",
        answer.status)


def check_rate():
    browser = Browser()
    browser.get("/sign-in")
    seen = [browser.post("/sign-in", {"login": "readonly",
                                      "password": f"no {i}"}).status
            for i in range(11)]
    say(seen == [403] * 10 + [429], "ten wrong passwords, then a pause", seen)
    right = browser.post("/sign-in", {"login": "readonly",
                                      "password": PASSWORD})
    say(right.status == 429, "also for the right one", right.status)
    other = Browser()
    say(other.sign_in("officer").status == 303, "others still come in")


def check_totp():
    browser = Browser()
    browser.sign_in("handler")
    browser.get("/me")
    page = browser.post("/me/factor")
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page.text)
    say(page.status == 200 and secret is not None and "<svg" in page.text,
        "a secret, as text and as a picture")
    secret = secret.group(1)
    sealed = re.search(r'name="secret" value="(\w+)"', page.text).group(1)
    step = int(time.time()) // 30
    wrong = browser.post("/me/factor/prove", {"secret": sealed,
                                              "code": "000000"})
    say(wrong.status in (400, 303), "a wrong code proves nothing")
    done = browser.post("/me/factor/prove", {"secret": sealed,
                                             "code": totp(secret, step)})
    say(done.status == 303, "the right one sets it up", done.status)
    other = Browser()
    asked = other.sign_in("handler")
    say(asked.status == 200 and "Enter the code" in asked.text,
        "the password alone lets nobody in", asked.status)
    say(other.get("/me").status == 303, "there is no session")
    ticket = re.search(r'name="ticket" value="(\w+)"', asked.text).group(1)
    again = other.post("/sign-in/code", {"ticket": ticket,
                                         "code": totp(secret, step)})
    say(again.status == 403, "a code is good once", again.status)
    stranger = Browser()
    stranger.get("/sign-in")
    stolen = stranger.post("/sign-in/code", {
        "ticket": ticket, "code": totp(secret, step + 1)})
    say(stolen.status == 303 and stolen.header("Location") == "/sign-in",
        "another browser cannot use the first step", stolen.status)
    good = other.post("/sign-in/code", {
        "ticket": ticket, "code": totp(secret, step + 1)})
    say(good.status == 303 and other.get("/me").status == 200,
        "the next code lets in", good.status)
    boss = Browser()
    boss.sign_in("administrator")
    listed = boss.get("/staff").text
    number = re.search(r'/staff/(\d+)">Handler', listed).group(1)
    boss.get(f"/staff/{number}")
    boss.post(f"/staff/{number}/factor")
    say(Browser().sign_in("handler").status == 303,
        "an administrator takes a lost factor away")


def check_link():
    path = sys.argv[3].split(f":{PORT}", 1)[1]
    browser = Browser()
    page = browser.get(path)
    say(page.status == 200 and "Choose a password" in page.text,
        "the link leads to a form", page.status)
    two = browser.post(path, {"password": PASSWORD, "again": "other"})
    say(two.status == 400, "two that differ are refused", two.status)
    own = browser.post(path, {"password": "newcomer of mine",
                              "again": "newcomer of mine"})
    say(own.status == 400 and "own name" in own.text,
        "nor may it hold one's own name")
    done = browser.post(path, {"password": PASSWORD, "again": PASSWORD})
    say(done.status == 303 and browser.get("/me").status == 200,
        "a good one signs in", done.status)
    say(Browser().get(path).status == 404, "the link works once")
    say(Browser().get("/link/" + "a" * 52).status == 404,
        "a made-up one never")


def check_wire():
    host = f"Host: 127.0.0.1:{PORT}\r\n"
    for words, request, wanted in (
            ("PUT", f"PUT / HTTP/1.1\r\n{host}\r\n", 405),
            ("DELETE", f"DELETE / HTTP/1.1\r\n{host}\r\n", 405),
            ("TRACE", f"TRACE / HTTP/1.1\r\n{host}\r\n", 405),
            ("OPTIONS", f"OPTIONS * HTTP/1.1\r\n{host}\r\n", 405),
            ("POST where only GET is",
             f"POST /cases HTTP/1.1\r\n{host}Content-Length: 0\r\n\r\n", 405),
            ("another's host", "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
             421),
            ("no host", "GET / HTTP/1.1\r\n\r\n", 400),
            ("two hosts", f"GET / HTTP/1.1\r\n{host}{host}\r\n", 400),
            ("two lengths", f"POST /sign-in HTTP/1.1\r\n{host}"
             "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400),
            ("length and chunks", f"POST /sign-in HTTP/1.1\r\n{host}"
             "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
             "0\r\n\r\n", 400),
            ("up and out", f"GET /assets/../../etc/passwd HTTP/1.1\r\n{host}"
             "\r\n", 400),
            ("up and out, escaped",
             f"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n{host}\r\n", 400),
            ("a zero byte", f"GET /a%00b HTTP/1.1\r\n{host}\r\n", 400),
            ("a line break", f"GET /a%0d%0ab HTTP/1.1\r\n{host}\r\n", 400),
            ("not UTF-8", f"GET /%ff HTTP/1.1\r\n{host}\r\n", 400),
            ("a page that is not there",
             f"GET /nowhere HTTP/1.1\r\n{host}\r\n", 404),
            ("too long a path", f"GET /{'a' * 5000} HTTP/1.1\r\n{host}\r\n",
             400),
            ("too long a header", f"GET / HTTP/1.1\r\n{host}X: {'a' * 40000}"
             "\r\n\r\n", 431),
            ("too large a body", f"POST /sign-in HTTP/1.1\r\n{host}"
             f"Content-Length: {2 << 20}\r\n\r\n" + "a" * (2 << 20), 413),
            ("rubbish", "\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", 400)):
        closing = request.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n",
                                  1)
        got = raw(closing.encode("latin-1"))
        say(status_of(got) == wanted or (words == "rubbish"
                                         and status_of(got) in (0, 400)),
            f"{words} is answered {wanted}", got[:200])
    got = raw(f"HEAD /sign-in HTTP/1.1\r\n{host}Connection: close\r\n\r\n"
              .encode())
    say(status_of(got) == 200 and got.endswith("\r\n\r\n"),
        "HEAD has no body")
    page = Browser().get("/nowhere")
    say("<h1" in page.text and "Page not found" in page.text,
        "a page says so in plain words")
    allow = Browser().ask("POST", "/cases").header("Allow")
    say(allow == "GET, HEAD", "405 names what there is", allow)


def check_crowd():
    """Who keeps a place by sending nothing must not keep others out."""
    held = []
    for _ in range(300):
        try:
            line = socket.create_connection(("127.0.0.1", PORT), 2)
            line.sendall(b"GET /sign-in HTTP/1.1\r\nHost: ")
            held.append(line)
        except OSError:
            break
    last = raw(f"GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\n"
               "Connection: close\r\n\r\n".encode())
    say(status_of(last) == 503 and "Retry-After" in last,
        f"with {len(held)} idle connections: try again", last[:100])
    begun = time.monotonic()
    closed = 0
    for line in held:
        line.settimeout(25)
        try:
            closed += line.recv(4096) == b"" or True
        except TimeoutError:
            pass
        except OSError:
            closed += 1
        line.close()
    say(closed == len(held) and time.monotonic() - begun < 40,
        "the silent are closed", closed)
    say(Browser().get("/sign-in").status == 200, "and others served again")


def sample(pattern):
    return re.sub(r"\{(\w+)\}",
                  lambda m: REF if m.group(1) == "ref" else "1", pattern)


def check_matrix():
    """Every role on every row, by every method."""
    rows = [line.rstrip("\n").split("\t") for line in open(sys.argv[3])]
    roles = ["read-only", "handler", "officer", "manager", "administrator"]
    people = {}
    for role in roles:
        people[role] = Browser()
        if people[role].sign_in(role.replace("-", "")).status != 303:
            say(False, f"{role} can sign in")
        people[role].get("/me")
    wrong = []
    tried = 0
    for method, pattern, who, proof, _ in rows:
        path = sample(pattern)
        open_to = who.split(", ")
        stranger = Browser()
        stranger.get("/sign-in")
        got = stranger.ask(method, path).status if method == "GET" \
            else stranger.post(path, csrf="").status
        barred = {303, 403} if proof != "token" else {401}
        if "anybody" not in open_to and got not in barred:
            wrong.append(f"{method} {pattern} nobody: {got}")
        for role in roles:
            if proof == "token" or pattern in ("/sign-out",) \
                    or pattern.startswith("/me/sign-out"):
                continue
            browser = people[role]
            csrf = browser.csrf
            got = browser.get(path) if method == "GET" \
                else browser.post(path, csrf="")
            browser.csrf = csrf
            tried += 1
            allowed = role in open_to or "anybody" in open_to
            if method == "POST":
                # Without a token nobody may; with one, whoever is not
                # named may not.
                if got.status != 403 and proof == "form":
                    wrong.append(f"{method} {pattern} {role} without a "
                                 f"token: {got.status}")
                if not allowed:
                    got = browser.post(path)
                    if got.status != 403 or "role" not in got.text:
                        wrong.append(f"{method} {pattern} {role}: "
                                     f"{got.status}")
            elif allowed == (got.status == 403) or got.status >= 500:
                wrong.append(f"{method} {pattern} {role}: {got.status}")
    say(not wrong and tried > 100, f"role by route by method, {tried} tries",
        "; ".join(wrong[:20]))


def check_proxy():
    """A server behind a proxy that signs people in."""
    browser = Browser()
    none = browser.get("/me")
    say(none.status == 303, "without the header nobody is in", none.status)
    asked = browser.get("/sign-in")
    say(asked.status == 403 and "account at work" in asked.text,
        "and there is no form for a password")
    mail = {"X-Forwarded-Email": "Officer@landlord.example"}
    page = browser.ask("GET", "/me", None, mail)
    say(page.status == 200 and "Officer" in page.text,
        "the header signs in", page.status)
    say("Password now" not in page.text, "without a password to change")
    other = browser.ask("GET", "/me", None,
                        {"X-Forwarded-Email": "manager@landlord.example"})
    say("Manager" in other.text, "another header is another person")
    page = browser.ask("GET", "/me")
    say(page.status == 303, "a cookie alone is not enough", page.status)
    stranger = browser.ask("GET", "/me", None,
                           {"X-Forwarded-Email": "x@evil.example"})
    say(stranger.status == 403 and "no account" in stranger.text,
        "whom nobody added does not come in", stranger.status)


def check_spoof():
    answer = Browser().ask("GET", "/me", None,
                           {"X-Forwarded-Email": "officer@landlord.example"})
    say(answer.status == 403 and "not the way in" in answer.text,
        "the header from anywhere else is refused", answer.status)


def check_sources():
    """Prints the page of sources as words, for doors.t."""
    browser = Browser()
    browser.sign_in("officer")
    text = re.sub(r"<[^>]+>", " ", browser.get("/sources").text)
    print(re.sub(r"\s+", " ", text))


globals()["check_" + sys.argv[1]]()
