"""A client of the API: asks, acts, is refused, and holds each answer against
the document. Arguments: address, tokens of an officer, a reader and a client
that was ended, the document. Prints TAP."""

import http.client
import json
import sys

address, officer, reader, ended, document = sys.argv[1:]
host = address.split("//")[1]
doc = json.load(open(document, encoding="utf-8"))
count = failed = 0


def ok(good, words, *seen):
    global count, failed
    count += 1
    failed += not good
    print(f"{'ok' if good else 'not ok'} {count} - {words}")
    if not good:
        for one in seen:
            print("#", one)


def ask(method, path, token=officer, body=None, headers=None):
    """Returns status, fields, and the body as JSON."""
    connection = http.client.HTTPConnection(host, timeout=20)
    fields = dict(headers or {})
    if token:
        fields["Authorization"] = "Bearer " + token
    data = body
    if body is not None and not isinstance(body, (bytes, str)):
        data = json.dumps(body)
        fields["Content-Type"] = "application/json"
    connection.request(method, path, data, fields)
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    return answer.status, answer.headers, value


# --- an answer against its schema ------------------------------------------

TYPES = {
    "object": lambda v: isinstance(v, dict),
    "array": lambda v: isinstance(v, list),
    "string": lambda v: isinstance(v, str),
    "integer": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "boolean": lambda v: isinstance(v, bool),
    "null": lambda v: v is None,
}
KNOWN = {"type", "required", "properties", "additionalProperties", "items",
         "enum", "description", "$ref", "examples", "format", "default",
         "minimum", "maximum"}


def resolve(node):
    while "$ref" in node:
        target = doc
        for part in node["$ref"].lstrip("#/").split("/"):
            target = target[part]
        node = target
    return node


def faults(value, schema, place="answer"):
    schema = resolve(schema)
    assert not set(schema) - KNOWN, set(schema) - KNOWN
    types = schema.get("type", list(TYPES))
    types = [types] if isinstance(types, str) else types
    if not any(TYPES[t](value) for t in types):
        return [f"{place}: {value!r} is no {types}"]
    found = []
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{place}: {value!r} is not among {schema['enum']}")
    if isinstance(value, list):
        for i, one in enumerate(value):
            found += faults(one, schema.get("items", {}), f"{place}[{i}]")
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        for name in schema.get("required", []):
            if name not in value:
                found.append(f"{place}: no {name}")
        for name, one in value.items():
            if name in properties:
                found += faults(one, properties[name], f"{place}.{name}")
            elif schema.get("additionalProperties", True) is False:
                found.append(f"{place}: {name} is not documented")
    return found


def as_told(method, pattern, status, value):
    operation = doc["paths"][pattern][method.lower()]
    answer = operation["responses"].get(str(status))
    if answer is None:
        return [f"{method} {pattern} does not document {status}"]
    answer = resolve(answer)
    return faults(value, answer["content"]["application/json"]["schema"])


def check(wanted, words, method, path, pattern=None, **more):
    """The status, and that the answer is documented. Returns the answer."""
    status, fields, value = ask(method, path, **more)
    told = as_told(method, "/api/v1" + (pattern or path.split("?")[0][7:]),
                   status, value)
    ok(status == wanted and not told, words, status, value, *told)
    return fields, value


# --- what it shows ------------------------------------------------------------

status, fields, value = ask("GET", "/api/v1/openapi.json", token=None)
ok(status == 200 and value == doc, "the document is served to anybody")
_, value = check(200, "cases", "GET", "/api/v1/cases")
ok(len(value["cases"]) == 3 and value["next"] is None, "all of them", value)
refs = {c["from"]["address"].split("@")[0]: c["ref"] for c in value["cases"]}
ann, bob, cat = refs["ann"], refs["bob"], refs["cat"]
seen, after = [], ""
while after is not None:
    _, value = check(200, "a page of one", "GET",
                     "/api/v1/cases?limit=1" +
                     (f"&after={after}" if after else ""))
    seen += [c["ref"] for c in value["cases"]]
    after = value["next"]
ok(sorted(seen) == sorted(refs.values()), "pages leave none out", seen)
for query, wanted in (
        ("status=open", 3), ("status=closed", 0), ("category=complaint", 2),
        ("confirmed=true", 0), ("due_before=2026-11-23", 0),
        ("due_before=2027-01-01", 3), ("assignee=sam", 0), ("assignee=", 3),
        ("q=dripping", 1), (f"q={cat}", 1), ("q=nowhere", 0)):
    _, value = check(200, query, "GET", "/api/v1/cases?" + query)
    ok(len(value["cases"]) == wanted, f"finds {wanted}", value)
for query in ("status=ajar", "category=whim", "confirmed=perhaps", "limit=0",
              "limit=9999", "limit=x", "after=1", "after=1.x",
              "due_before=soon"):
    check(400, query + " is refused", "GET", "/api/v1/cases?" + query)
_, value = check(200, "duties", "GET", "/api/v1/duties?limit=2")
ok(len(value["duties"]) == 2 and value["more"], "two of them, and more are")
_, value = check(200, "health", "GET", "/api/v1/health")
fields, value = check(200, "one case", "GET", f"/api/v1/cases/{ann}",
                      "/cases/{ref}")
tag = fields["ETag"]
ok(tag == f'"{value["revision"]}"', "with its ETag", tag)
check(200, "however its reference is typed", "GET",
      f"/api/v1/cases/{ann.lower()}", "/cases/{ref}")
check(404, "not one that there is not", "GET", "/api/v1/cases/CR-2026-99999-X",
      "/cases/{ref}")

# --- who may ------------------------------------------------------------------

PATHS = [(m.upper(), p) for p, o in doc["paths"].items() for m in o
         if p != "/api/v1/openapi.json"]
for method, pattern in PATHS:
    path = pattern.replace("{ref}", ann)
    body = {} if method == "POST" else None
    for token, words in ((None, "no token"), ("x" * 52, "a wrong one"),
                         (ended, "one that was ended"), ("", "an empty one")):
        status, _, value = ask(method, path, token=token, body=body)
        told = as_told(method, pattern, status, value)
        ok(status == 401 and not told, f"{method} {pattern}: {words}", status,
           value, told)
    if method == "POST":
        status, _, value = ask(method, path, token=reader, body=body)
        ok(status == 403 and not as_told(method, pattern, status, value),
           f"{method} {pattern}: not for a reader", status, value)
status, fields, value = ask("POST", "/api/v1/cases", body={})
ok(status == 405 and "GET" in fields["Allow"], "a method that there is not")
status, _, value = ask("GET", "/api/v1/nothing")
ok(status == 404 and "error" in (value or {}), "a path that there is not")

# --- what it does ---------------------------------------------------------------


def act(wanted, words, ref, what, body, **more):
    return check(wanted, words, "POST", f"/api/v1/cases/{ref}/{what}",
                 "/cases/{ref}/" + what, body=body, **more)


sam = {"by": "Sam Smith"}
act(400, "nobody acts without a name", ann, "notes", {"text": "x"})
act(400, "nor as ourselves", ann, "notes", {"by": "postroom", "text": "x"})
act(400, "an empty note", ann, "notes", dict(sam, text=" "))
act(400, "a body that is no object", ann, "notes", [])
act(400, "a body that is no JSON", ann, "notes", b"{")
act(404, "no case", "CR-2026-99999-X", "notes", dict(sam, text="x"))
fields, value = act(200, "a note", ann, "notes", dict(sam, text="Rang her."))
ok(value["history"][-1]["actor"] == "Sam Smith (HomeMaster)",
   "is recorded under the person and the client", value["history"][-1])
stale = {"If-Match": tag}
act(412, "who saw it before is refused", ann, "confirm", sam, headers=stale)
act(400, "an ETag that is none", ann, "confirm", sam,
    headers={"If-Match": "7"})
fresh = {"If-Match": fields["ETag"]}
act(400, "it is not released before it is settled", ann, "release", sam,
    headers=fresh)
fields, value = act(200, "confirmed as it is proposed", ann, "confirm", sam,
                    headers=fresh)
ok(value["confirmed"] and value["category"] == "complaint", "which it is")
fresh = {"If-Match": fields["ETag"]}
_, value = act(200, "released", ann, "release", sam, headers=fresh)
ok([m["state"] for m in value["letters"]][-1] == "queued", "it is queued")
act(400, "once", ann, "release", sam)
act(400, "less than a complaint needs its reason", cat, "confirm",
    dict(sam, category="enquiry"))
act(400, "a category that there is not", cat, "confirm",
    dict(sam, category="whim"))
act(400, "a duty that there is not", bob, "done",
    dict(sam, duty="dance", reason="done"))
act(200, "settled", bob, "confirm", dict(sam, category="service_request"))
_, value = act(200, "given to somebody", bob, "assign",
               dict(sam, assignee="meg"))
ok(value["assignee"] == "meg", "who has it")
_, value = check(200, "found by that", "GET", "/api/v1/cases?assignee=meg")
ok([c["ref"] for c in value["cases"]] == [bob], "alone", value)
act(400, "to whom must be said", bob, "assign", sam)
_, value = act(200, "taken away", bob, "assign", dict(sam, assignee=None))
ok(value["assignee"] is None, "from whoever had it")

# --- what a resident said -------------------------------------------------------

told = {"by": "Sam Smith", "channel": "phone", "when": "2026-11-22",
        "name": "Dan Moss", "telephone": "01234 567890",
        "address": "3 Low Road, Anytown, AN1 3CC",
        "text": "The lift has been broken for a week."}
_, first = check(202, "told by telephone", "POST", "/api/v1/submit", body=told)
_, again = check(202, "and once more", "POST", "/api/v1/submit", body=told)
ok(first == again and len(first["item"]) == 64, "is one and the same", again)
check(400, "not without words", "POST", "/api/v1/submit",
      body=dict(told, text=""))
check(400, "nor of tomorrow", "POST", "/api/v1/submit",
      body=dict(told, when="2026-11-24"))
check(400, "nor by a way that there is not", "POST", "/api/v1/submit",
      body=dict(told, channel="pigeon"))

# --- too often --------------------------------------------------------------------

statuses = [ask("GET", "/api/v1/duties?limit=1", token=reader)[0]
            for _ in range(160)]
ok(statuses[0] == 200 and 429 in statuses, "a client in a loop is slowed",
   sorted(set(statuses)))
status, _, _ = ask("GET", "/api/v1/duties?limit=1")
ok(status == 200, "and no other")
status, fields, value = ask("GET", "/api/v1/duties?limit=1", token=reader)
ok(status == 200 or (fields["Retry-After"] and
                     not as_told("GET", "/api/v1/duties", status, value)),
   "with the time to wait", status, value)
print(f"1..{count}")
sys.exit(failed > 0)
