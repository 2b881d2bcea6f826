"""look.py: looks at the site in Chromium, headless, through its DevTools protocol.

usage: look.py BROWSER HTML SHOTS

HTML is the site's directory, SHOTS where the pictures go. Each page of `PAGES` is
shown light and dark, wide and narrow; no page may ask another host for anything,
print an error on its console or be wider than a phone; the search finds the
pages of `SEARCHES`. Prints what is wrong, a line each; exit status 1 if anything is.
"""
import base64
import functools
import http.server
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

PAGES = ["index.html", "docs/book/02-crash.html", "docs/ingot.1.html", "docs/errors/index.html",
         "docs/errors/run.html", "docs/comparison.html", "docs/format.html",
         "api/index.html", "api/kit/ingot-page.html", "api/runtime/string.html"]
SEARCHES = [("page_alloc_order", "api/kit/ingot-page.html"),
            ("redzone", "docs/sanitizers.html"), ("strtok", "api/runtime/string.html"),
            ("SPINLOCK_WAIT_CYCLES_MAX", "docs/errors/kit.html"),
            ("nothing can wake it", "docs/errors/run.html")]
WIDTHS = [("wide", 1280, 1000), ("phone", 390, 844)]
# Links that show nothing, and what a converter let through of its own.
UNREADABLE = """[...document.querySelectorAll('.md-main a')].filter(a =>
    !a.textContent.trim() && !a.querySelector('img,svg')).map(a =>
    'an empty link to ' + a.href).concat(
    document.body.innerText.match(/[\\x00-\\x08\\x0e-\\x1f]/g) || []).join()"""
WAIT_S = 120
wrong = []


class Browser:
    """The protocol by pipe: the browser reads 3, writes 4, messages end in 0."""

    def __init__(self, program, profile):
        to_read, self.to = os.pipe()
        self.back, back_write = os.pipe()
        # Of one digit, which every shell can copy from, and not 3 or 4 themselves.
        high = [os.dup2(to_read, 8), os.dup2(back_write, 9)]
        self.process = subprocess.Popen(
            ["sh", "-c", 'exec "$@" 3<&8 4>&9', "sh", program, "--headless",
             "--no-sandbox", "--disable-gpu", "--no-first-run",
             "--remote-debugging-pipe", "--user-data-dir=" + profile,
             "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "about:blank"],
            pass_fds=high, stderr=subprocess.DEVNULL)
        for fd in (to_read, back_write, *high):
            os.close(fd)
        self.number = 0
        self.rest = b""
        self.events = []
        self.session = None

    def receive(self):
        while b"\0" not in self.rest:
            some = os.read(self.back, 1 << 20)
            if not some:
                sys.exit("the browser ended")
            self.rest += some
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    sys.exit("%s: %s" % (method, answer["error"]["message"]))
                return answer["result"]
            self.events.append(answer)

    def attach(self):
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target,
                                 flatten=True)["sessionId"]
        for domain in "Page", "Network", "Runtime", "Log":
            self.call(domain + ".enable")

    def value(self, expression):
        return self.call("Runtime.evaluate", expression=expression,
                         returnByValue=True)["result"].get("value")

    def wait(self, expression):
        end = time.monotonic() + WAIT_S
        while time.monotonic() < end:
            value = self.value(expression)
            if value:
                return value
            time.sleep(0.1)
        return None

    def open(self, url):
        self.call("Page.navigate", url=url)
        if not self.wait("document.readyState == 'complete' && location.href == %s"
                         % json.dumps(url)):
            wrong.append("%s does not load" % url)


def judge_events(browser, site):
    """What the pages asked for and complained about since the last time."""
    requests = 0
    for event in browser.events:
        method, params = event.get("method"), event.get("params", {})
        if method == "Network.requestWillBeSent":
            url = params["request"]["url"]
            requests += 1
            if not url.startswith((site, "file:", "data:", "blob:", "about:")):
                wrong.append("a request to elsewhere: " + url)
        elif method == "Network.responseReceived" and params["response"]["status"] >= 400:
            wrong.append("not there: " + params["response"]["url"])
        elif method == "Runtime.exceptionThrown":
            wrong.append("an exception: " + json.dumps(params)[:300])
        elif method == "Log.entryAdded" and params["entry"]["level"] == "error":
            wrong.append("an error: " + params["entry"]["text"])
    browser.events.clear()
    return requests


def show(browser, url, name, shots):
    for scheme in "light", "dark":
        browser.call("Emulation.setEmulatedMedia",
                     features=[{"name": "prefers-color-scheme", "value": scheme}])
        for width_name, width, height in WIDTHS:
            browser.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                         deviceScaleFactor=1, mobile=width_name == "phone")
            browser.open(url)
            used = browser.value("document.body.getAttribute('data-md-color-scheme')")
            if used != {"light": "default", "dark": "slate"}[scheme]:
                wrong.append("%s is %s for a reader who prefers %s" % (name, used, scheme))
            wide = browser.value("document.documentElement.scrollWidth")
            if wide > width:
                wrong.append("%s is %d wide on a screen of %d" % (name, wide, width))
            if browser.value(UNREADABLE):
                wrong.append("%s has %s" % (name, browser.value(UNREADABLE)))
            picture = browser.call("Page.captureScreenshot")["data"]
            path = "%s-%s-%s.png" % (name.replace("/", "-"), scheme, width_name)
            with open(os.path.join(shots, path), "wb") as file:
                file.write(base64.b64decode(picture))


def search(browser, site, words, page):
    browser.open("%s/index.html?q=%s" % (site, urllib.parse.quote(words)))
    found = browser.wait(
        "[...document.querySelectorAll('.md-search-result__link')].map(a => a.pathname)")
    if not found or not any(page in path for path in found):
        wrong.append("the search for %s finds %s, not %s" % (words, found, page))


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def main():
    program, html, shots = sys.argv[1:]
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=html))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site = "http://127.0.0.1:%d" % server.server_address[1]
    os.makedirs(shots, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(program, profile)
        try:
            browser.attach()
            for page in PAGES:
                show(browser, site + "/" + page, page[:-5], shots)
            for words, page in SEARCHES:
                search(browser, site, words, page)
            if judge_events(browser, site) < len(PAGES):
                wrong.append("the browser tells of no requests")
            show(browser, "file://" + os.path.realpath(html) + "/docs/errors.html",
                 "file", shots)
        finally:
            browser.process.terminate()
            browser.process.wait()
    for line in wrong:
        print("site: " + line)
    sys.exit(1 if wrong else 0)


main()
