#!/usr/bin/python3
"""What the compiler does not check of the C sources: who includes whom, how
long and deep a function may be, where SQL stands, what a header must say.
Prints every finding as FILE:LINE: words, and exits 1 if there is one.
Usage: sources.py [ROOT]   (a tree with gateway/ and tests/; default: .)"""
import fnmatch
import glob
import os
import re
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
BANNED = set("""strcpy strcat strncpy strncat sprintf vsprintf gets strtok atoi
atol atof system popen tmpnam mktemp localtime gmtime ctime asctime alloca
goto""".split())
SYSTEM = re.compile(r"[a-z0-9_]+\.h|(sys|netinet|arpa|net)/[a-z0-9_]+\.h")
COMPILER = {"stdarg.h", "stddef.h", "stdbool.h", "float.h", "limits.h"}
ANYWHERE = ("glib.h", "glib/", "jansson.h")
SQL = re.compile(r'^"\s*(SELECT|INSERT|UPDATE|DELETE|REPLACE|WITH|CREATE|DROP'
                 r'|ALTER|PRAGMA|BEGIN|COMMIT|SAVEPOINT|ROLLBACK|RELEASE)\b')
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|not (yet )?implemented"
                        r"|\bstub\b")
TOKEN = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"'
                   r"|'(?:\\.|[^'\\\n])*'", re.S)
# Functions whose parameters a foreign library prescribes.
CALLBACKS = {("gateway/console/http.c", "take_call")}  # libmicrohttpd
findings = []


def find(path, line, words):
    findings.append((path, line, words))


def table(name):
    """The rows of a "key: words" file beside this script."""
    rows = {}
    for line in open(os.path.join(HERE, name), encoding="utf-8"):
        if line.strip() and not line.startswith("#"):
            key, _, words = line.partition(":")
            rows[key.strip()] = words.split()
    return rows


def blank(match, keep_strings):
    text = match.group(0)
    if keep_strings and text[0] == '"':
        return text
    inner = "".join(c if c == "\n" else " " for c in text[1:-1])
    ends = text[0] if text[0] in "\"'" else " "
    return ends + inner + ends


class Source:
    """One file: its text, its code without comments, its functions."""

    def __init__(self, root, path):
        self.path = path
        with open(os.path.join(root, path), encoding="utf-8") as f:
            self.text = f.read()
        self.lines = self.text.split("\n")
        self.code = TOKEN.sub(lambda m: blank(m, False), self.text)
        self.with_strings = TOKEN.sub(lambda m: blank(m, True), self.text)
        self.count = len(self.lines) - 1
        self.includes = [
            (n, m.group(1)) for n, line in enumerate(self.lines, 1)
            for m in [re.match(r'\s*#\s*include\s+[<"]([^>"]+)', line)] if m]
        self.functions = list(self.find_functions())

    def find_functions(self):
        lines = self.code.split("\n")
        for end, line in enumerate(lines):
            if line != "}":
                continue
            start = end
            while start and lines[start] != "{":
                start -= 1
            head = start - 1
            while head > 0 and not re.match(r"[A-Za-z_]\w*\(", lines[head]):
                if lines[head].strip() == "" or lines[head] == "}":
                    break
                head -= 1
            name = re.match(r"([A-Za-z_]\w*)\(", lines[head])
            if name:
                yield name.group(1), head, start, end, lines

    @property
    def product(self):
        return self.path.startswith("gateway/")

    @property
    def header(self):
        return self.path.endswith(".h")


def check_includes(source, folders, foreign):
    parts = source.path.split("/")
    own = parts[1] if len(parts) > 2 else "."
    allowed = set(folders.get(own, [])) | {own, "base"}
    for line, name in source.includes:
        folder = name.split("/")[0]
        if "/" in name and folder in folders:
            if folder not in allowed and name not in allowed:
                find(source.path, line, f"{own}/ may not include {name}")
            continue
        owner = [k for k in foreign if name.startswith(k)]
        if owner:
            if not any(fnmatch.fnmatch(source.path, p)
                       for p in foreign[owner[0]]):
                find(source.path, line,
                     f"<{name}> belongs to {', '.join(foreign[owner[0]])}")
        elif not name.startswith(ANYWHERE) and not known_system(name):
            find(source.path, line, f"{name}: write own headers with their"
                 " folder, and list a library in tests/lint/foreign")
    if not source.header and len(source.includes) > 12:
        find(source.path, 1, f"{len(source.includes)} includes (limit 12)")


def known_system(name):
    return SYSTEM.fullmatch(name) is not None and (
        name in COMPILER or os.path.exists("/usr/include/" + name)
        or bool(glob.glob("/usr/include/*-linux-gnu/" + name)))


def check_size(source):
    limit = 150 if source.header and source.product else 600
    if source.count > limit:
        find(source.path, 1, f"{source.count} lines (limit {limit})")
    for n, line in enumerate(source.lines, 1):
        if len(line.expandtabs(8)) > 80:
            find(source.path, n, f"{len(line.expandtabs(8))} columns"
                 " (limit 80)")
    if not source.text.startswith("/*"):
        find(source.path, 1, "no head comment that says the file's job")
    elif source.product and not source.header:
        length = source.text[:source.text.find("*/")].count("\n") + 1
        # The opening and the closing line say nothing.
        if not 1 <= length - 2 <= 6:
            find(source.path, 1, f"head comment of {length - 2} lines"
                 " (1 to 6)")


def parameters(text):
    depth, count = 0, 1
    for c in text:
        depth += c in "([" and 1 or c in ")]" and -1 or 0
        count += c == "," and depth == 0
    return 0 if text.strip() in ("", "void") else count


def check_functions(source):
    for name, head, start, end, lines in source.functions:
        length = end - head + 1
        if length > 100:
            find(source.path, head + 1, f"{name}: {length} lines (limit 100)")
        signature = " ".join(lines[head:start])
        inside = signature[signature.find("(") + 1:signature.rfind(")")]
        if parameters(inside) > 5 and (source.path, name) not in CALLBACKS:
            find(source.path, head + 1,
                 f"{name}: {parameters(inside)} parameters (limit 5)")
        depth = deepest = 0
        for line in lines[start + 1:end]:
            for c in line:
                depth += (c == "{") - (c == "}")
                deepest = max(deepest, depth)
        if deepest > 4:
            find(source.path, head + 1, f"{name}: nested {deepest} deep"
                 " (limit 4)")


def check_words(source):
    for n, line in enumerate(source.code.split("\n"), 1):
        if line.lstrip().startswith("#"):
            continue
        for word in re.findall(r"[A-Za-z_]\w*", line):
            if word in BANNED:
                find(source.path, n, f"{word} is banned")
    for n, line in enumerate(source.lines, 1):
        if UNFINISHED.search(line):
            find(source.path, n, "unfinished: " + line.strip()[:60])


def check_sql(source):
    if source.path != "gateway/ledger/db.c":
        for n, line in enumerate(source.code.split("\n"), 1):
            if re.search(r"\bsqlite3_(prepare|exec|mprintf)", line):
                find(source.path, n, "only ledger/db.c prepares SQL")
    spans = [(start, end) for _, _, start, end, _ in source.functions]
    for n, line in enumerate(source.with_strings.split("\n")):
        for match in re.finditer(r'"(?:\\.|[^"\\])*"', line):
            if not SQL.match(match.group(0)):
                continue
            if not source.path.startswith("gateway/ledger/"):
                find(source.path, n + 1, "SQL outside ledger/")
            elif any(start < n < end for start, end in spans):
                find(source.path, n + 1,
                     "SQL inside a function: put it in the file's table")


PROTOTYPE = re.compile(r"^(?!typedef|static|#|extern)[A-Za-z_][\w\s\*]*?"
                       r"\b(\w+)\([^;{]*\)[^;{]*;", re.M)
SELF_EVIDENT = re.compile(r"_(new|free|close|clear|unref|quark)$")


def documented(source, position):
    """The paragraph a declaration stands in begins with a comment."""
    start = source.text.rfind("\n\n", 0, position) + 2
    return source.text[start:].lstrip("\n").startswith("/*")


def check_header(source):
    if not re.search(r"^#ifndef (\w+)\n#define \1$", source.text, re.M):
        find(source.path, 1, "no include guard")
    hands_out = False
    for match in PROTOTYPE.finditer(source.code):
        line = source.code.count("\n", 0, match.start()) + 1
        name = match.group(1)
        if "(*" in match.group(0).split(name)[0]:
            continue
        if not SELF_EVIDENT.search(name) and \
                not documented(source, match.start()):
            find(source.path, line, f"{name} has no comment")
        result = match.group(0)[:match.group(0).find(name + "(")]
        if "*" in result and "const" not in result:
            hands_out = True
    structs = re.finditer(r"^struct (\w+) \{(.*?)^\}", source.text,
                          re.M | re.S)
    for number, match in enumerate(structs):
        # The head of the file tells of the first.
        if number and "/*" not in match.group(2) and \
                not documented(source, match.start()):
            find(source.path, source.text.count("\n", 0, match.start()) + 1,
                 f"struct {match.group(1)} has no comment")
    if hands_out and not re.search(
            r"caller|ownership|owned|owns|frees?\b|_free\b|_close\b",
            source.text, re.I):
        find(source.path, 1, "hands out a pointer and does not say whose")


def check_duplicates(sources):
    """Six lines in a row that say something, twice."""
    seen = {}
    for source in sources:
        rows = [(n, line.strip()) for n, line in
                enumerate(source.with_strings.split("\n"), 1)]
        rows = [(n, t) for n, t in rows
                if t and re.search(r"\w", t) and not t.startswith("#include")]
        last = -6
        for i in range(len(rows) - 5):
            key = "\n".join(t for _, t in rows[i:i + 6])
            where = seen.setdefault(key, (source.path, rows[i][0], i))
            if where[:2] == (source.path, rows[i][0]) or i - last < 6:
                continue
            last = i
            find(source.path, rows[i][0], "the same six lines as "
                 f"{where[0]}:{where[1]}")


def check_complexity(root, paths):
    run = subprocess.run(["pmccabe"] + paths, cwd=root, check=False,
                         capture_output=True, text=True)
    for line in run.stdout.splitlines():
        cells = line.split("\t")
        if len(cells) > 5 and int(cells[0]) > 15:
            path, _, rest = cells[5].partition("(")
            find(path, int(cells[3]), rest.partition(": ")[2]
                 + f": complexity {cells[0]} (limit 15)")


def check_budget(sources):
    """Medians and the 95th percentile; returns the line that tells them."""
    lengths = sorted(end - head + 1 for s in sources
                     for _, head, _, end, _ in s.functions)
    files = [s.count for s in sources if not s.header]
    if not lengths:
        return "no functions"
    median = statistics.median(lengths)
    p95 = lengths[int(len(lengths) * 0.95)]
    for value, limit, what in ((median, 16, "median function"),
                               (p95, 60, "95th percentile of functions"),
                               (statistics.median(files), 200,
                                "median file")):
        if value > limit:
            find("gateway", 0, f"{what}: {value:g} lines (limit {limit})")
    return (f"{len(files)} files of {statistics.median(files):g} lines"
            f" (median), {len(lengths)} functions of {median:g} (p95 {p95},"
            f" longest {lengths[-1]})")


def gather(root, folder):
    paths = []
    for where, _, names in os.walk(os.path.join(root, folder)):
        paths += [os.path.relpath(os.path.join(where, n), root)
                  for n in names if n.endswith((".c", ".h"))]
    return [Source(root, p) for p in sorted(paths)]


def test_lines(root):
    """Lines of what tests, in whatever language; no messages, no data."""
    total = 0
    for where, _, names in os.walk(os.path.join(root, "tests")):
        for name in names:
            if name.endswith((".c", ".h", ".t", ".sh", ".py")):
                with open(os.path.join(where, name), "rb") as f:
                    total += f.read().count(b"\n")
    return total


def main(root):
    folders, foreign = table("folders"), table("foreign")
    product = gather(root, "gateway")
    for prefix, files in foreign.items():
        if len([f for f in files if f.endswith(".c")]) > 3:
            find("tests/lint/foreign", 1, f"{prefix}: more than three files")
    for source in product:
        check_includes(source, folders, foreign)
        check_words(source)
        check_sql(source)
        if source.header:
            check_header(source)
    tests = gather(root, "tests")
    for source in product + tests:
        check_size(source)
        check_functions(source)
    check_duplicates([s for s in product if not s.header])
    check_complexity(root, [s.path for s in product if not s.header])
    facts = check_budget(product)
    lines = max(1, sum(s.count for s in product))
    for path, line, words in sorted(findings):
        print(f"{path}:{line}: {words}")
    print(f"sources: {facts}; tests: {test_lines(root) / lines:.2f} line a"
          " line of source")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "."))
