"""Chromium, headless, asked over WebDriver what it sees."""

import base64
import json
import os
import re
import shutil
import subprocess
import urllib.request

_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # loopback never goes through a proxy


class Browser:
    """`with Browser(folder) as b:`; the folder takes the browser's profile. `switches` are Chromium's own."""

    def __init__(self, folder, *switches):
        self._profile = f"{folder}/chromium"
        self._switches = switches

    def __enter__(self):
        for program in ("chromium", "chromedriver"):
            if not shutil.which(program):
                raise AssertionError(f"{program} is not installed: run packaging/test.sh")
        self._driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for line in self._driver.stdout:
            if found := re.search(r"successfully on port (\d+)", line):
                self._base = f"http://127.0.0.1:{found[1]}"
                break
        arguments = ["--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                     "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--window-size=1280,1600",
                     f"--user-data-dir={self._profile}", *self._switches]
        if os.geteuid() == 0:
            arguments.append("--no-sandbox")
        try:
            session = self._call("POST", "/session", {"capabilities": {"alwaysMatch": {
                "browserName": "chrome", "goog:chromeOptions": {"args": arguments}}}})
        except BaseException:
            self._driver.kill()
            raise
        self._base += "/session/" + session["sessionId"]
        return self

    def __exit__(self, *_):
        try:
            self._call("DELETE", "")
        finally:
            self._driver.terminate()
            self._driver.wait(timeout=20)
            self._driver.stdout.close()

    def open(self, url):
        self._call("POST", "/url", {"url": url})

    def evaluate(self, script, *arguments):
        """The value of a function body that may `return` a promise."""
        return self._call("POST", "/execute/async", {
            "script": f"const done = arguments[arguments.length - 1];"
                      f"(async (...args) => {{ {script} }})(...Array.prototype.slice.call(arguments, 0, -1)).then(done, e => done(String(e)))",
            "args": list(arguments)})

    def images(self):
        """[(address, natural width)] of each image on the page, after all of them were brought into view; 0 is a broken one."""
        return [tuple(pair) for pair in self.evaluate("""
            const seen = [];
            for (const image of document.images) {
                image.scrollIntoView();
                try { await image.decode(); } catch (broken) { }
                seen.push([image.src, image.naturalWidth]);
            }
            return seen;""")]

    def screenshot(self, file):
        with open(file, "wb") as out:
            out.write(base64.b64decode(self._call("GET", "/screenshot")))

    def tell(self, command, **parameters):
        """A command of the DevTools protocol: "Emulation.setEmulatedMedia" and the like."""
        return self._call("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def prefer(self, scheme):
        """What the reader's system asks for: "light" or "dark"."""
        self.tell("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def picture(self, file, x, y, width, height):
        """A part of the page, wherever it is scrolled to, in CSS pixels."""
        shot = self.tell("Page.captureScreenshot", captureBeyondViewport=True,
                         clip={"x": x, "y": y, "width": width, "height": height, "scale": 1})
        with open(file, "wb") as out:
            out.write(base64.b64decode(shot["data"]))

    def _call(self, method, path, body=None):
        request = urllib.request.Request(
            self._base + path, method=method, headers={"content-type": "application/json"},
            data=None if body is None else json.dumps(body).encode())
        with _direct.open(request, timeout=90) as reply:
            return json.load(reply)["value"]
