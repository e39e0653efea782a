"""Client certificates and the keychain, through galleyctl."""

import os
import subprocess
import tempfile
import threading
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from lab import galleyctl

CANARY = "GALLEY-CANARY-token-4412"
UNLOCKED = ("dbus-run-session", "--", "bash", "-c",
            'printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$0" "$@" 2>&1')


class Doorman:
    """Answers 401 to every request, and notes what it was shown."""

    def __enter__(self):
        shown = self.shown = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers.get("content-length", 0)))
                shown.append(self.headers.get("authorization"))
                self.send_response(401)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()


class Identity(unittest.TestCase):
    def setUp(self):
        self.place = self.enterContext(tempfile.TemporaryDirectory())
        self.file = f"{self.place}/blog.galley"
        galleyctl.ok("init", self.file, "--title", "A blog")
        os.mkdir(f"{self.place}/theirs")  # what the author hands over
        self.write("theirs/pass", "GALLEY-CANARY-sesame 4412\n")
        self.write("theirs/same", "GALLEY-CANARY-sesame 4412\n")  # openssl reads two lines where both options name one file

    def write(self, name, text):
        with open(f"{self.place}/{name}", "w", encoding="utf-8") as file:
            file.write(text)
        return f"{self.place}/{name}"

    def openssl(self, command):
        subprocess.run(["openssl", *command.split()], cwd=self.place, check=True, capture_output=True)

    def refused(self, *arguments, **options):
        done = galleyctl.run(*arguments, **options)
        self.assertEqual(done.returncode, 1, done)
        self.assertNotIn("4412", done.stdout + done.stderr)
        return done.stdout + done.stderr

    def test_from_a_request_to_a_remote(self):
        place = self.place
        galleyctl.ok("identity", "new", "The author", "--key", f"{place}/me.key", "--request", f"{place}/me.csr",
                     "--passphrase-file", f"{place}/theirs/pass")
        self.assertIn("is there already", self.refused("identity", "new", "The author", "--key", f"{place}/me.key", "--request",
                                                       f"{place}/me2.csr", "--passphrase-file", f"{place}/theirs/pass"))
        self.assertEqual(os.stat(f"{place}/me.key").st_mode & 0o777, 0o600)
        self.openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 9 -subj /CN=ca -keyout ca.key -out ca.pem")
        self.openssl("x509 -req -in me.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 9 -out me.pem")
        pair = ("--client-cert", f"{place}/me.pem", "--client-key", f"{place}/me.key")
        shown = galleyctl.as_json("identity", "show", *pair, "--passphrase-file", f"{place}/theirs/pass")
        self.assertEqual((shown["subject"], shown["issuer"]), ("CN=The author", "CN=ca"))
        self.assertIn(shown["days_left"], (8, 9))
        self.assertIn("expires on", shown["warning"])
        self.assertIn("give its passphrase", self.refused("identity", "show", *pair))

        self.assertIn("does not belong", self.refused("remote", "set", self.file, "https://blog.example", "--client-cert", f"{place}/me.pem",
                                                      "--client-key", f"{place}/ca.key"))
        galleyctl.ok("remote", "set", self.file, "https://blog.example", *pair)  # its passphrase can be given each time
        cleared = galleyctl.as_json("remote", "clear", self.file)
        self.assertIn(f"{place}/me.key", cleared["stays"])
        self.assertIsNone(galleyctl.as_json("remote", "show", self.file)["url"])
        self.assertIsNone(galleyctl.as_json("remote", "clear", self.file)["cleared"])

        self.openssl("pkcs12 -export -legacy -inkey me.key -passin file:theirs/pass -in me.pem -passout file:theirs/same -out me.p12")
        p12 = ("--client-p12", f"{place}/me.p12")
        url = "https://blog.example"
        wrong = self.write("theirs/wrong", "GALLEY-CANARY-wrong 4412")
        self.assertIn("does not open", self.refused("remote", "set", self.file, url, *p12, "--passphrase-file", wrong))
        galleyctl.ok("remote", "set", self.file, url, *p12, "--passphrase-file", f"{place}/theirs/pass")
        self.assertEqual(galleyctl.as_json("remote", "show", self.file)["client_p12"], f"{place}/me.p12")
        with open(self.file, "rb") as file:
            self.assertNotIn(b"sesame", file.read())

    def test_the_keychain_keeps_the_token(self):
        with Doorman() as doorman:
            self.assertIn("No keychain runs", self.refused("remote", "set", self.file, doorman.url, "--remember", GALLEY_TOKEN=CANARY))
            self.assertIsNone(galleyctl.as_json("remote", "show", self.file)["url"])
            kept = galleyctl.run("remote", "set", self.file, doorman.url, "--remember", before=UNLOCKED, GALLEY_TOKEN=CANARY)
            self.assertEqual(kept.returncode, 0, kept)
            self.assertEqual(galleyctl.as_json("remote", "show", self.file)["in_keychain"], ["token"])
            self.refused("remote", "test", self.file, before=UNLOCKED)
            self.assertIn(f"Bearer {CANARY}", doorman.shown)
            self.assertIn("No keychain runs", self.refused("remote", "test", self.file))


if __name__ == "__main__":
    unittest.main()
