"""How quick the console is with many cases, and beside a running intake.

Usage: console.py PROGRAM WORK PAGES-SECONDS
The console's configuration is WORK/postroom.conf; its ledger is there
already. Prints milliseconds a page (p50, p95, slowest), the process's memory
before and after, and, if wrk is installed, what it measures beside intake.
"""

import http.client
import re
import resource
import subprocess
import sys
import time
import urllib.parse

PROGRAM, WORK, SECONDS = sys.argv[1], sys.argv[2], int(sys.argv[3])
CONF = f"{WORK}/postroom.conf"
PASSWORD = "correct horse battery staple"
PAGES = ["/", "/?page=3", "/?kind=look", "/cases", "/cases?due=late",
         "/cases?category=complaint&status=open", "/cases?flag=damp_mould",
         "/cases?channel=letter", "/search?q=damp", "/search?q=gwen+lift",
         "/search?q=resident4242%40example.org", "/letters", "/sources",
         "/held", "/calendar", "/templates", "/rules", "/audit", "/revision"]


def run(*words):
    done = subprocess.run([PROGRAM, "-c", CONF, *words], check=True,
                          stdout=subprocess.PIPE, encoding="utf-8")
    return done.stdout


class Browser:
    """One session with its cookies."""

    def __init__(self, port):
        self.link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies = {}

    def ask(self, method, path, form=None):
        headers = {"Cookie": "; ".join(f"{k}={v}"
                                       for k, v in self.cookies.items())}
        body = None
        if form is not None:
            body = urllib.parse.urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.link.request(method, path, body, headers)
        answer = self.link.getresponse()
        for value in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = value.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return answer.status, answer.read().decode()

    def sign_in(self, link):
        page = self.ask("GET", link)[1]
        csrf = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
        names = re.findall(r'type="password"[^>]*', page)
        form = {"csrf": csrf}
        for name in re.findall(r'name="([a-z_]+)" type="password"', page):
            form[name] = PASSWORD
        assert names, "no password is asked for"
        status, _ = self.ask("POST", link, form)
        assert status == 303, status


def memory(pid):
    with open(f"/proc/{pid}/status", encoding="utf-8") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1))


def measure(browser, path, times=40):
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        status, page = browser.ask("GET", path)
        taken.append((time.perf_counter() - start) * 1000)
        assert status == 200, (path, status)
    taken.sort()
    return taken[times // 2], taken[times * 95 // 100], taken[-1], len(page)


def under_load(port, browser, pid):
    cookie = "; ".join(f"{k}={v}" for k, v in browser.cookies.items())
    command = ["wrk", "-t1", "-c8", f"-d{SECONDS}s", "--latency", "-H",
               f"Cookie: {cookie}", f"http://127.0.0.1:{port}/"]
    intake = subprocess.Popen([PROGRAM, "-c", CONF, "intake"],
                              stderr=subprocess.DEVNULL)
    try:
        print(subprocess.run(command, check=True, stdout=subprocess.PIPE,
                             encoding="utf-8").stdout)
    finally:
        intake.terminate()
        intake.wait()
    print(f"console, memory after: {memory(pid)} KB")


def main():
    link = run("user", "add", "bench", "--name", "Ben Ch", "--email",
               "bench@landlord.example", "--roles",
               "officer,manager,administrator").split()[-1]
    link = urllib.parse.urlparse(link).path
    console = subprocess.Popen([PROGRAM, "-c", CONF, "console"],
                               stdout=subprocess.PIPE, encoding="utf-8")
    try:
        port = int(console.stdout.readline().rsplit(":", 1)[1])
        browser = Browser(port)
        browser.sign_in(link)
        refs = re.findall(r'href="(/case/CR-[^"/]+)"',
                          browser.ask("GET", "/")[1])
        print(f"console, memory before: {memory(console.pid)} KB")
        print(f"{'page':44} {'p50':>7} {'p95':>7} {'most':>7} ms")
        for path in PAGES + refs[:1]:
            p50, p95, most, size = measure(browser, path)
            print(f"{path:44} {p50:7.1f} {p95:7.1f} {most:7.1f}  "
                  f"{size // 1024} KB")
        under_load(port, browser, console.pid)
    finally:
        console.terminate()
        console.wait()
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"processor time of all: {usage.ru_utime + usage.ru_stime:.0f} s")


main()
