"""The real Turso engine: tursodb from npm, on a port of its own; and a client that shares no code with Galley."""

import base64
import glob
import json
import os
import socket
import subprocess
import time
import urllib.request

_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # loopback never goes through a proxy
SOURCE = os.environ["GALLEY_SOURCE_DIR"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Engine:
    """Runs while the block lasts, on FILE. It keeps that file locked."""

    def __init__(self, file):
        self._file = file

    def __enter__(self):
        self._port = free_port()
        return self.start()

    def start(self):
        """Answers at the address it had before; `stop` and this make the site go away and come back."""
        programs = glob.glob(f"{SOURCE}/tests/support/turso/node_modules/@tursodatabase/cli-*/tursodb")
        if not programs:
            raise AssertionError("the Turso engine is not installed: run packaging/test.sh, or npm ci in tests/support/turso")
        self.url = f"http://127.0.0.1:{self._port}"
        self._process = subprocess.Popen(
            [programs[0], str(self._file), "--sync-server", f"127.0.0.1:{self._port}"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(200):
            try:
                self.rows("SELECT 1")
                return self
            except OSError:
                if self._process.poll() is not None:
                    break
                time.sleep(0.05)
        self.stop()
        raise AssertionError("the Turso engine did not start")

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        self._process.terminate()
        self._process.wait(timeout=20)

    def rows(self, sql, *arguments):
        """The rows of one statement, as tuples of int, float, str, bytes and None."""
        step = {"stmt": {"sql": sql, "args": [_encoded(argument) for argument in arguments]}}
        request = urllib.request.Request(
            self.url + "/v2/pipeline", headers={"content-type": "application/json"},
            data=json.dumps({"requests": [{"type": "batch", "batch": {"steps": [step]}}]}).encode())
        with _direct.open(request, timeout=60) as reply:
            outcome = json.load(reply)["results"][0]
        if outcome["type"] != "ok":
            raise AssertionError(f"{sql}: {outcome['error']}")
        result = outcome["response"]["result"]
        if result["step_errors"][0]:
            raise AssertionError(f"{sql}: {result['step_errors'][0]}")
        return [tuple(map(_decoded, row)) for row in result["step_results"][0]["rows"]]

    def value(self, sql, *arguments):
        return self.rows(sql, *arguments)[0][0]

    def has_table(self, name):
        return self.value("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?", name) == 1


def _encoded(value):
    if value is None:
        return {"type": "null"}
    if isinstance(value, bytes):
        return {"type": "blob", "base64": base64.b64encode(value).decode()}
    if isinstance(value, float):
        return {"type": "float", "value": value}
    if isinstance(value, int):
        return {"type": "integer", "value": str(value)}
    return {"type": "text", "value": value}


def _decoded(cell):
    kind = cell["type"]
    if kind == "null":
        return None
    if kind == "integer":
        return int(cell["value"])
    if kind == "blob":
        return base64.b64decode(cell["base64"] + "=" * (-len(cell["base64"]) % 4))
    return cell["value"]
