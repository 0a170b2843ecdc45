#!/usr/bin/python3
"""The lint is itself tested: each bad snippet must be refused with the words
that tell why, and a good file must pass."""
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
HEAD = "/*\n * A file of the self-test.\n */\n"
LONG = "static void\nf(void)\n{\n" + "\tg();\n" * 110 + "}\n"
DEEP = ("static void\nf(int a)\n{\n" + "\tif (a) {\n" * 5 + "\tg();\n"
        + "\t}\n" * 5 + "}\n")
BUSY = ("static int\nf(int a)\n{\n" + "\tif (a)\n\t\ta++;\n" * 16
        + "\treturn a;\n}\n")
SAME = "".join(f"\tcall_{i}(a);\n" for i in range(7))
TWICE = ("static void\nf(int a)\n{\n" + SAME + "}\n\nstatic void\ng(int a)\n"
         "{\n" + SAME + "}\n")
GUARD = "#ifndef READ_X_H\n#define READ_X_H\n\n"

# file, text, words that must be in the finding; None: nothing to find
CASES = [
    ("read/x.c", HEAD + '#include "read/x.h"\n', None),
    ("read/x.c", HEAD + '#include "ledger/case.h"\n', "may not include"),
    ("send/x.c", HEAD + '#include "ledger/outbox.h"\n', None),
    ("send/x.c", HEAD + '#include "ledger/case.h"\n', "may not include"),
    ("base/x.c", HEAD + '#include "model/label.h"\n', "may not include"),
    ("read/x.c", HEAD + "#include <sqlite3.h>\n", "belongs to"),
    ("read/x.c", HEAD + "#include <gmime/gmime.h>\n", "belongs to"),
    ("read/mime.c", HEAD + "#include <gmime/gmime.h>\n", None),
    ("read/x.c", HEAD + "#include <leveldb/c.h>\n", "tests/lint/foreign"),
    ("read/x.c", HEAD + '#include "x.h"\n', "with their folder"),
    ("read/x.c", HEAD + "#include <glib.h>\n" * 13, "13 includes"),
    ("read/x.c", "static int a;\n", "no head comment"),
    ("read/x.c", "/*\n" + " * Word.\n" * 7 + " */\n", "head comment of 7"),
    ("read/x.c", HEAD + "\n" * 600, "limit 600"),
    ("read/x.c", HEAD + "/* " + "x" * 80 + " */\n", "columns"),
    ("read/x.c", HEAD + LONG, "limit 100"),
    ("read/x.c", HEAD + DEEP, "nested 5"),
    ("read/x.c", HEAD + BUSY, "complexity 17"),
    ("read/x.c", HEAD + "void\nf(int a, int b, int c, int d, int e, int f)\n"
     "{\n}\n", "6 parameters"),
    ("read/x.c", HEAD + TWICE, "same six lines"),
    ("read/x.c", HEAD + "void\nf(void)\n{\n\tgoto out;\n}\n", "goto is banned"),
    ("read/x.c", HEAD + "void\nf(char *a)\n{\n\tstrcpy(a, a);\n}\n",
     "strcpy is banned"),
    ("read/x.c", HEAD + "/* goto and strcpy in words */\n"
     'static const char *a = "strcpy goto";\n', None),
    ("read/x.c", HEAD + "/* TO" "DO: finish */\n", "unfinished"),
    ("read/x.c", HEAD + 'static const char *a = "SELECT 1";\n',
     "SQL outside ledger/"),
    ("ledger/x.c", HEAD + 'static const char *a = "SELECT 1";\n', None),
    ("ledger/x.c", HEAD + 'void\nf(void)\n{\n\tg("DELETE FROM t");\n}\n',
     "SQL inside a function"),
    ("ledger/x.c", HEAD + "void\nf(void)\n{\n\tsqlite3_prepare_v2(0);\n}\n",
     "only ledger/db.c"),
    ("read/x.h", HEAD + GUARD + "/* Says it. */\nint f(int a);\n\n#endif\n",
     None),
    ("read/x.h", HEAD + GUARD + "int f(int a);\n\n#endif\n",
     "f has no comment"),
    ("read/x.h", HEAD + "/* Says it. */\nint f(int a);\n", "include guard"),
    ("read/x.h", HEAD + GUARD + "struct a {\n\tint b;\n};\n\n"
     "struct c {\n\tint b;\n};\n\n#endif\n", "struct c has no comment"),
    ("read/x.h", HEAD + GUARD + "/* Gives it. */\nchar *f(int a);\n\n#endif\n",
     "does not say whose"),
    ("read/x.h", HEAD + GUARD + "/* Gives it; the caller's. */\n"
     "char *f(int a);\n\n#endif\n", None),
    ("read/x.h", HEAD + GUARD + "\n" * 150 + "#endif\n", "limit 150"),
]


def run(name, text):
    with tempfile.TemporaryDirectory() as root:
        path = os.path.join(root, "gateway", name)
        os.makedirs(os.path.dirname(path))
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        return subprocess.run(
            [sys.executable, os.path.join(HERE, "sources.py"), root],
            capture_output=True, text=True, check=False)


def good(done, words):
    if words is None:
        return done.returncode == 0
    return done.returncode == 1 and words in done.stdout


print(f"1..{len(CASES)}")
failures = 0
for number, (name, text, words) in enumerate(CASES, 1):
    done = run(name, text)
    ok = good(done, words)
    failures += not ok
    print(f"{'ok' if ok else 'not ok'} {number} - {name}: "
          f"{words or 'nothing to find'}")
    if not ok:
        print("".join(f"# {line}\n" for line in
                      (done.stdout + done.stderr).splitlines()), end="")
sys.exit(1 if failures else 0)
