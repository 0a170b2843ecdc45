"""Drives "postroom reader" over its pipes; see read.sh.

Usage: read.py PROGRAM DIRECTORY COUNT. Time is that of the child's own
processor, from /proc, so that a busy machine does not matter.
"""
import base64
import os
import struct
import subprocess
import sys

TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
SIZES = [1000, 10_000, 100_000, 1_000_000, 5_000_000, 25_000_000]
MOST_SECONDS = 3
MOST_GROWTH = 8_000_000
HEAD = (b"From: Jane <jane@resident.example>\nTo: c@landlord.example\n"
        b"Subject: Damp\nDate: Sun, 22 Nov 2026 09:30:00 +0000\n")


class Child:
    """One boxed reader."""

    def __init__(self, program):
        self.run = subprocess.Popen([program, "reader"], stdin=subprocess.PIPE,
                                    stdout=subprocess.PIPE)
        assert self.take() == b"ready"

    def take(self):
        size, = struct.unpack(">I", self.run.stdout.read(4))
        return self.run.stdout.read(size)

    def read(self, message):
        self.run.stdin.write(struct.pack(">I", len(message)))
        self.run.stdin.write(message)
        self.run.stdin.flush()
        return self.take()

    def seconds(self):
        with open("/proc/%d/stat" % self.run.pid, encoding="ascii") as f:
            fields = f.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def memory(self):
        with open("/proc/%d/statm" % self.run.pid, encoding="ascii") as f:
            return int(f.read().split()[1]) * PAGE

    def close(self):
        self.run.stdin.close()
        self.run.wait()


def fill(piece, size):
    return (piece * (size // len(piece) + 1))[:size]


def body(ctype, data, encoding=b"8bit"):
    return (HEAD + b"MIME-Version: 1.0\nContent-Type: " + ctype +
            b"\nContent-Transfer-Encoding: " + encoding + b"\n\n" + data)


def lines(piece):
    return lambda n: body(b"text/plain; charset=utf-8", fill(piece, n))


def pages(piece):
    return lambda n: body(b"text/html; charset=utf-8", fill(piece, n))


def nested(n):
    """Multiparts within each other, as deep as the size allows."""
    out = [HEAD]
    size = 0
    level = 0
    while size < n:
        out.append(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n"
                   % (level, level))
        size += len(out[-1])
        level += 1
    return b"".join(out) + b"\nThe wall is wet.\n"


def messages(n):
    piece = b"Content-Type: message/rfc822\n\n"
    return HEAD + fill(piece, n) + b"\n\nThe wall is wet.\n"


def parts(n):
    return (HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" +
            fill(b"--b\n\nx\n", n) + b"\n--b--\n")


SHAPES = {
    "plain text": lines(b"The wall of the bedroom is wet, and has been.\n"),
    "one long line": lines(b"wet "),
    "quoted lines": lines(b"> We came.\nNobody came.\n"),
    "attributions": lines(b"On Fri, 20 Nov 2026 at 10:00, L <l@l.example> "
                          b"wrote:\nNo\n\n"),
    "headers in text": lines(b"From: L\nSent: 1 May 2026 10:00\nTo: J\n\n"),
    "partings": lines(b"Wet.\nKind regards\nJane\n\n"),
    "dashes": lines(b"--\n-- \n---\n"),
    "rulers": lines(b"---\nwet\n"),
    "uuencode": lines(b"begin 644 a\n#0V%T\n"),
    "no UTF-8": lines(b"\xe9\xff\x80wet\n"),
    "base64": lambda n: body(b"text/plain; charset=utf-8", base64.encodebytes(
        fill(b"The wall is wet.\n", n * 3 // 4)), b"base64"),
    "base64 file": lambda n: body(b"image/jpeg", base64.encodebytes(
        bytes(n * 3 // 4)), b"base64"),
    "quoted-printable": lambda n: body(b"text/plain; charset=utf-8", fill(
        b"caf=C3=A9 is wet=\n", n), b"quoted-printable"),
    "HTML": pages(b"<p>The <b>wall</b> is wet.</p>\n"),
    "HTML never closed": pages(b"<div><span a='b'>wet"),
    "HTML quotations": pages(b"<blockquote type=cite>wet</blockquote>"),
    "HTML indentations": pages(b"<p>L wrote:</p><blockquote>wet"),
    "HTML comments": pages(b"<!-- wet "),
    "less-than signs": pages(b"<"),
    "entities": pages(b"&amp;&#x41;&bogus;"),
    "parts nested": nested,
    "messages nested": messages,
    "tiny parts": parts,
    "part's fields": lambda n: HEAD + b"Content-Type: multipart/mixed; "
        b"boundary=b\n\n--b\n" + fill(b"Content-X: y\n", n) + b"\n\nx\n--b--\n",
    "header line": lambda n: HEAD + b"X-A: " + fill(b"y", n) + b"\n\nwet\n",
    "header lines": lambda n: HEAD + fill(b"X-A: y\n", n) + b"\nwet\n",
    "folded line": lambda n: HEAD + b"X-A: a\n" + fill(b" y\n", n) + b"\nwet",
    "addresses": lambda n: HEAD + b"Cc: " + fill(b"a:b@c.example,(", n) +
        b"\n\nwet\n",
    "encoded words": lambda n: HEAD + b"X-A: x\nSubject: " +
        fill(b"=?utf-8?Q?a?= ", n) + b"\n\nwet\n",
    "references": lambda n: HEAD + b"References: " +
        fill(b"<a@b.example>\n ", n) + b"\n\nwet\n",
    "depths": lines(b"> a\n>> b\n>>>> c\n> d\ne\n"),
    "forwards": lines(b"---------- Forwarded message ---------\n"
                      b"From: L\nSubject: x\n\n"),
    "uuencode begins": lines(b"begin 644 a\n"),
    "signature lines": lines(b"-- \nJane\n"),
    "charsets": lambda n: HEAD + b"Content-Type: multipart/mixed; boundary=b"
        b"\n\n" + fill(b"--b\nContent-Type: text/plain; charset=x-y\n\n\xe9\n",
                      n) + b"\n--b--\n",
    "long names": lambda n: HEAD + b"Content-Type: multipart/mixed; boundary=b"
        b"\n\n" + fill(b"--b\nContent-Disposition: attachment; filename=" +
                      b"n" * 900 + b"\n\nx\n", n) + b"\n--b--\n",
    "RTF groups": lambda n: body(b"application/rtf", b"{\\rtf1 " +
                                 fill(b"{\\b wet ", n)),
    "parameters": lambda n: HEAD + b"Content-Disposition: attachment" +
        fill(b"; filename*1=a", n) + b"\n\nwet\n",
}


def time_of(child, message):
    before = child.seconds()
    child.read(message)
    return child.seconds() - before


def time_shapes(program):
    """The table; the slowest shape."""
    worst = (0, "")
    print("seconds of processor time, by bytes")
    print("%-18s" % "" + "".join("%9s" % format(n, ",") if n < 1_000_000 else
                                 "%7d M" % (n // 1_000_000) for n in SIZES))
    for name, make in SHAPES.items():
        child = Child(program)
        times = [time_of(child, make(n)) for n in SIZES]
        child.close()
        worst = max(worst, (times[-1], name))
        print("%-18s" % name + "".join("%9.2f" % t for t in times),
              flush=True)
    return worst


def run_many(program, directory, count):
    """Memory after tenths of the way; what the latter half added."""
    mail = []
    for name in sorted(os.listdir(directory)):
        if name.endswith(".eml"):
            with open(os.path.join(directory, name), "rb") as f:
                mail.append(f.read())
    child = Child(program)
    seen = []
    for i in range(1, count + 1):
        child.read(mail[i % len(mail)])
        if i % max(count // 10, 1) == 0:
            seen.append(child.memory())
    print("%d messages through one child: %.1f s of processor time; memory "
          "by tenths, MB: %s" % (count, child.seconds(), " ".join(
              "%.1f" % (m / 1e6) for m in seen)))
    child.close()
    return seen[-1] - seen[len(seen) // 2 - 1]


def main():
    program, directory, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    seconds, name = time_shapes(program)
    growth = run_many(program, directory, count)
    print("slowest at 25 MB: %s, %.2f s; the latter half added %.1f MB"
          % (name, seconds, growth / 1e6))
    return int(seconds > MOST_SECONDS or growth > MOST_GROWTH)


sys.exit(main())
