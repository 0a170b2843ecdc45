"""A client of the console for console-case.t: reads the pages of a case as a
browser would, acts on them, and looks at every page for what a resident
could have smuggled in. Prints "ok WORDS" or "not ok WORDS # why" a check.
Usage: console-case.py CHECK PORT [REF ...]   (functions check_CHECK below)"""
import html.parser
import http.client
import re
import sys
import urllib.parse

PASSWORD = "correct horse battery"
PORT = int(sys.argv[2])
REF = sys.argv[3] if len(sys.argv) > 3 else ""
CASE = "/case/" + REF


def say(good, words, why=""):
    tail = "" if good else f" # {str(why)[:300]!r}"
    print(f"{'ok' if good else 'not ok'} {words}{tail}")


class Page(html.parser.HTMLParser):
    """What a browser makes of a page: elements, links, fields, text."""

    def __init__(self, text):
        super().__init__()
        self.faults, self.links, self.words = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        at = dict(attrs)
        if tag in ("iframe", "object", "embed", "base", "svg", "style",
                   "marquee", "video"):
            self.faults.append(f"<{tag}>")
        if tag == "script" and not at.get("src", "").startswith("/assets/"):
            self.faults.append("a script of somebody's")
        if tag == "img" and not at.get("src", "").startswith("/case/"):
            self.faults.append(f"img {at}")
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.faults.append(f"{tag} {name}={value}")
            if name in ("href", "action", "src", "formaction") and not \
                    re.match(r"/(?!/)|#|\?|https:|mailto:|tel:", value or ""):
                self.faults.append(f"{tag} {name}={value}")
        if tag == "a" and "href" in at:
            self.links.append(at["href"])

    def handle_data(self, data):
        self.words.append(data)

    def text(self):
        return " ".join("".join(self.words).split())


class Staff:
    """Somebody who is signed in."""

    def __init__(self, login):
        self.cookies = {}
        self.get("/sign-in")
        self.post("/sign-in", login=login, password=PASSWORD)

    def ask(self, method, path, body=None, kind=None):
        head = {"Cookie": "; ".join(f"{k}={v}" for k, v
                                    in self.cookies.items())}
        if kind:
            head["Content-Type"] = kind
        line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        line.request(method, path, body, head)
        answer = line.getresponse()
        self.bytes = answer.read()
        self.status, self.head = answer.status, answer.headers
        self.text = self.bytes.decode("utf-8", "replace")
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.split(";")[0]
        found = re.search(r'name="csrf" value="(\w+)"', self.text)
        if found:
            self.csrf = found.group(1)
        line.close()
        return self

    def get(self, path):
        return self.ask("GET", path)

    def post(self, path, **fields):
        fields.setdefault("csrf", getattr(self, "csrf", ""))
        return self.ask("POST", path, urllib.parse.urlencode(fields),
                        "application/x-www-form-urlencoded")

    def revision(self):
        self.get(CASE)
        return re.search(r'name="revision" value="(\d+)"', self.text).group(1)

    def shown(self):
        self.get(CASE)
        found = re.search(r'name="shown" value="(\w+)"', self.text)
        return found.group(1) if found else ""

    def words(self):
        return Page(self.text).text()


# --- what a resident could smuggle in ----------------------------------------

SUBPAGES = ("", "?order=oldest", "/settle", "/settle?category=exclusion",
            "/settle?category=enquiry", "/draft", "/person", "/log",
            "/assign", "/relate", "/write", "/write/clarification")


def look(staff, path, words):
    staff.get(path)
    page = Page(staff.text)
    say(staff.status == 200 and not page.faults, words,
        (staff.status, page.faults))
    return page


def check_hostile():
    ann = Staff("ann")
    for rest in SUBPAGES:
        look(ann, CASE + rest, f"nothing hostile on {rest or 'the case'}")
    page = look(ann, CASE, "the case")
    message = next(x for x in page.links if re.search(r"/message/\d+$", x))
    page = look(ann, message, "nor where the message stands as it came")
    say("<script>alert(1)</script>" in page.text(),
        "where its HTML is shown as text")
    say("X-Evil: <script>alert(2)</script>" in page.text(),
        "and its headers")
    for path in ("/", "/cases", "/search?q=nobody", "/letters"):
        look(ann, path, f"nor on {path}")
    letter = next(x for x in Page(ann.get(CASE).text).links
                  if re.search(r"/letter/\d+$", x))
    look(ann, letter, "nor on a letter's page")


def check_files():
    ann = Staff("ann")
    links = [x for x in Page(ann.get(CASE).text).links if "/file/" in x]
    say(len(links) == 3, "three files are listed", links)
    types, names = set(), []
    for link in links:
        ann.get(link)
        types.add(ann.head["Content-Type"])
        names.append(ann.head["Content-Disposition"])
        say(ann.status == 200 and names[-1].startswith("attachment"),
            "a file is handed out as an attachment", names[-1])
        say(ann.head["X-Content-Type-Options"] == "nosniff"
            and "default-src 'none'" in ann.head["Content-Security-Policy"],
            "which no browser runs")
    say(not any(x.startswith("text/html") for x in types),
        "HTML is no page", types)
    say(not any(re.search(r"\.\./|[\r\n<>]|\"[^\";]*\"[^;]*\"", x)
                for x in names), "their names are safe", names)
    ann.get(links[0][:-4] + "beef")
    say(ann.status in (400, 404), "a file that is not there", ann.status)
    ann.get(re.sub(r"/message/.*", "/message/999999", links[0]))
    say(ann.status == 404, "a message of another case", ann.status)
    picture = next(x for x in re.findall(r'src="(/case/[^"]+/picture/[^"]+)"',
                                         ann.get(CASE).text))
    ann.get(picture)
    say(ann.status == 200 and ann.head["Content-Type"] == "image/png"
        and ann.bytes.startswith(b"\x89PNG"),
        "a picture is drawn anew", (ann.status, ann.words()))
    ann.get(picture.rsplit("/", 1)[0] + "/999999")
    say(ann.status == 404, "a page that is none", ann.status)


# --- settling ----------------------------------------------------------------


def check_settle():
    ann = Staff("ann")
    revision = ann.revision()
    ann.post(CASE + "/note", text="Rang <b>her</b>.", revision=revision)
    say(ann.status == 303, "a note is added", ann.status)
    ann.post(CASE + "/confirm", category="complaint", revision=revision)
    say(ann.status == 409 and "was changed by Ann" in ann.text,
        "a stale confirmation is refused", (ann.status, ann.words()))
    ann.post(CASE + "/settle", category="", revision=ann.revision())
    say(ann.status == 400 and "Choose what it is" in ann.text,
        "nothing chosen is nothing settled", ann.status)
    ann.post(CASE + "/settle", category="exclusion", revision=ann.revision())
    say(ann.status == 200 and "On which ground?" in ann.text,
        "what is refused is asked for its ground", ann.status)
    blank = dict(category="exclusion", revision=ann.revision(), ground="",
                 evidence=" ", discretion="")
    ann.post(CASE + "/settle", **blank)
    say(ann.status == 400 and "(Code 2.1)" in ann.text
        and "(Code 2.1, 2.5)" in ann.text, "blanks are refused by the Code",
        (ann.status, ann.words()))
    blank.update(ground="third_party", evidence="It is about the council.")
    ann.post(CASE + "/settle", **blank)
    say(ann.status == 400 and "(Code 2.3, 2.5)" in ann.text
        and "about the council" in ann.text,
        "so is no word on discretion, and what was typed stays",
        (ann.status, ann.words()))
    ann.post(CASE + "/settle", category="enquiry", revision=ann.revision(),
             reason="", choice="")
    say(ann.status == 400 and "(Code 1.2, 1.3)" in ann.text,
        "less than a complaint needs its reason", (ann.status, ann.words()))
    ann.post(CASE + "/settle", category="enquiry", revision=ann.revision(),
             reason="She asks.", choice="")
    say(ann.status == 400 and "(Code 1.3)" in ann.text,
        "and the resident's choice", (ann.status, ann.words()))
    say("Confirm: complaint" in ann.get(CASE).text, "nothing is settled yet")
    ann.post(CASE + "/confirm", category="complaint",
             revision=ann.revision(), **{"return": "/cases"})
    say(ann.status == 303 and ann.head["Location"] == "/cases",
        "one press confirms, and leads back to the list",
        (ann.status, ann.head["Location"]))
    say("Ann settled" in ann.get(CASE).words(), "the case says who has",
        ann.words())


def check_letter():
    ann = Staff("ann")
    shown = ann.shown()
    edit = dict(definition="1. The roof leaks.", outcomes="A dry bedroom.",
                responsibility="This was an informal complaint.")
    ann.post(CASE + "/draft", revision=ann.revision(), **edit)
    say(ann.status == 400 and "Code 5.2" in ann.text
        and "A dry bedroom." in ann.text,
        "words that may not stand in a letter are refused, the rest stays",
        (ann.status, ann.words()))
    edit["responsibility"] = "The roof is ours."
    ann.post(CASE + "/preview", revision=ann.revision(), **edit)
    say(ann.status == 200 and "The roof is ours." in ann.text
        and "<html" not in ann.text, "the letter follows what is typed")
    ann.post(CASE + "/draft", revision=ann.revision(), show="1", **edit)
    say(ann.status == 200 and ann.text.count("The roof is ours.") == 2,
        "also by a button", (ann.status, ann.words()))
    say("The roof is ours." not in ann.get(CASE).text, "nothing is kept yet")
    ann.post(CASE + "/draft", revision=ann.revision(), **edit)
    say(ann.status == 303 and "The roof is ours." in ann.get(CASE).text,
        "saved, it stands in the letter", ann.status)
    ann.post(CASE + "/release", revision=ann.revision(), shown=shown)
    say(ann.status == 409 and "Read the letter again" in ann.text,
        "a letter other than the one that was read does not leave",
        (ann.status, ann.words()))
    ann.post(CASE + "/release", revision=ann.revision())
    say(ann.status == 409, "nor one that nobody has seen", ann.status)
    ann.post(CASE + "/release", revision=ann.revision(), shown=ann.shown())
    say(ann.status == 303, "the one that was read leaves",
        (ann.status, ann.words()))
    say("leaves by itself" in ann.get(CASE).words(), "from the outbox")
    ann.post(CASE + "/draft", revision=ann.revision(), **edit)
    say(ann.status == 400, "and cannot be changed any more", ann.status)
    question = {"clarification": "Since <when>?"}
    ann.post(CASE + "/write/clarification", revision=ann.revision(), send="1",
             **question)
    say(ann.status == 409, "a question is read before it is sent", ann.status)
    found = re.search(r'name="shown" value="(\w+)"', ann.text)
    ann.post(CASE + "/write/clarification", revision=ann.revision(), send="1",
             shown=found.group(1) if found else "", **question)
    say(ann.status == 303, "and then leaves", (ann.status, ann.words()))
    ann.get(CASE + "/write/receipt")
    say(ann.status == 404, "a receipt is not written by hand", ann.status)


# --- the other acts ----------------------------------------------------------


def multipart(csrf, fields, name, data):
    edge = "----edge"
    out = b""
    for key, value in list(fields.items()) + [("csrf", csrf)]:
        out += (f"--{edge}\r\nContent-Disposition: form-data; name=\"{key}\""
                f"\r\n\r\n{value}\r\n").encode()
    out += (f"--{edge}\r\nContent-Disposition: form-data; name=\"files\"; "
            f"filename=\"{name}\"\r\nContent-Type: text/html\r\n\r\n"
            ).encode() + data + f"\r\n--{edge}--\r\n".encode()
    return out, f"multipart/form-data; boundary={edge}"


def check_acts():
    ann = Staff("ann")
    data = b"<script>alert(3)</script>"
    fields = {"kind": "survey", "text": "Damp at 20 %.", "day-day": "23",
              "day-month": "11", "day-year": "2026"}
    ann.get(CASE)
    body, kind = multipart(ann.csrf, fields, "../sur<vey>.html", data)
    ann.ask("POST", CASE + "/log", body, kind)
    say(ann.status == 303, "a survey is logged with its file",
        (ann.status, ann.words()))
    link = next((x for x in Page(ann.get(CASE).text).links
                 if re.search(r"/file/\d+$", x)), CASE)
    ann.get(link)
    say(ann.bytes == data and ann.head["Content-Disposition"].startswith(
        "attachment") and "html" not in ann.head["Content-Type"],
        "which is handed out byte for byte, as no page",
        (ann.status, dict(ann.head)))
    fields["day-day"] = "31"
    body, kind = multipart(ann.csrf, fields, "a", b"x")
    ann.ask("POST", CASE + "/log", body, kind)
    say(ann.status == 400 and "Damp at 20 %." in ann.text,
        "a day that is none is refused, and nothing typed is lost",
        ann.status)
    ann.post(CASE + "/done", revision=ann.revision(), duty="urgent",
             **{"how-urgent": "done", "reason-urgent": ""})
    say(ann.status == 400, "what was done must be said", ann.status)
    ann.post(CASE + "/person", revision=ann.revision(), name="Ann <i>Lee</i>",
             postal="Ann Lee\n1 High Street\nAnytown AN1 1AA", print="18",
             adjustments="A sign language interpreter",
             **{"adjustments-review": "2027-03-01"})
    say(ann.status == 303, "what is known of the person is changed",
        (ann.status, ann.words()))
    say("sign language" in ann.get(CASE).text,
        "whoever may reads the register")
    han = Staff("han")
    say(han.get(CASE).status == 200 and "sign language" not in han.text
        and "register" in han.text, "whoever may not is told that there is one")
    say("Han" in ann.get(CASE).words()
        and "looking at this case now" in ann.words(),
        "two people on one case are warned", ann.words())
    ray = Staff("ray")
    page = Page(ray.get(CASE).text)
    say(ray.status == 200 and "data-key" not in ray.text
        and not any(x.endswith("/draft") for x in page.links),
        "who only reads is offered nothing", page.links)
    ray.post(CASE + "/note", text="x")
    say(ray.status == 403, "and may do nothing", ray.status)
    ann.post("/told", channel="phone", name="Bo Hill", text="No water again.",
             telephone="01234 1", **{"day-day": "23", "day-month": "11",
                                     "day-year": "2026", "time": "9:05"})
    say(ann.status == 303, "a new matter is keyed in",
        (ann.status, ann.words()))
    ann.post("/told", channel="", name="", text="")
    say(ann.status == 400 and "Enter what they said" in ann.text,
        "but not without what was said", ann.status)
    say(ann.get("/help/keys").status == 200, "the keys have a page")


def check_bar():
    ann, bob = Staff("ann"), Staff("bob")
    message = next(x for x in Page(ann.get(CASE).text).links
                   if re.search(r"/message/\d+$", x))
    paths = [CASE, message, message + "/original", CASE + "/draft",
             CASE + "/person"]
    say(all(bob.get(x).status == 200 for x in paths), "Bob sees the case")
    ann.post(CASE + "/assign", revision=ann.revision(), login="bob")
    say(ann.status == 303, "it is given to him", (ann.status, ann.words()))
    say("conflict of interest" in bob.get(CASE).words(),
        "he is asked for a conflict")
    bob.post(CASE + "/assign", revision=bob.revision(), login="bob",
             cleared="yes")
    say(bob.status == 303, "and answers", (bob.status, bob.words()))
    ann.post(CASE + "/assign", revision=ann.revision(), login="bob",
             cleared="yes")
    say(ann.status == 400, "which nobody else can for him", ann.status)
    ann.post(CASE + "/bar", revision=ann.revision(), login="bob", reason="")
    say(ann.status == 400, "a bar needs its reason", ann.status)
    ann.post(CASE + "/bar", revision=ann.revision(), login="bob",
             reason="is complained of")
    say(ann.status == 303, "he is barred", (ann.status, ann.words()))
    seen = [x for x in paths if bob.get(x).status != 404]
    say(not seen, "he gets 404 for the case and all that is in it", seen)
    bob.post(CASE + "/note", text="x")
    say(bob.status == 404, "and for every act", bob.status)
    bob.post(CASE + "/bar", login="bob", lift="1", reason="x")
    say(bob.status in (403, 404), "he cannot lift it", bob.status)
    ann.post(CASE + "/bar", revision=ann.revision(), login="bob", lift="1",
             reason="it was another Bob")
    say(ann.status == 303 and bob.get(CASE).status == 200,
        "until it is lifted", (ann.status, bob.status))


globals()["check_" + sys.argv[1]]()
