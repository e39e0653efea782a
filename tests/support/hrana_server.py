#!/usr/bin/env python3
"""A Hrana server (versions 2 and 3 over HTTP, JSON) on loopback, over SQLite with foreign keys on.

Independent of Galley's code: it is the other side of the protocol, for tests. It speaks batons that
expire, `close`, limits and every shape of error, and can be told to fail in a given way.

    hrana_server.py FILE [options]     prints its URL alone on the first line, then serves

Commands come as one JSON object a line on standard input, each answered by one line; the end of the input
ends the server.

    {"next": [FAULT, …]}   what to do with the next requests, one each:
        {"do": "answer", "status": 503, "type": "text/html", "body": "…", "headers": {…}}   without carrying it out
        {"do": "truncate", "bytes": 40}     carried out, the reply cut after so many bytes
        {"do": "drop"}                      carried out, the connection closed without a reply
        {"do": "refuse"}                    the connection closed, nothing carried out
        {"do": "twice"}                     carried out twice; the second reply is sent
        {"do": "delay", "ms": 500}          carried out after a while
        {"do": "base_url", "value": "…"}    carried out, with this base_url in the reply
        {"do": "index", "value": "7"}       carried out, with this replication_index in each result
        {"do": "time_out", "step": 3}       carried out up to this step, where the server ends the transaction
    {"token": "…"}         ask for this bearer token from now on
    {"stats": true}        → what has come so far; see Stats
"""

import argparse
import base64
import json
import secrets
import sqlite3
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class HranaError(Exception):
    """An error that belongs into a reply."""

    def __init__(self, message, code):
        super().__init__(message)
        self.code = code

    def as_json(self):
        return {"message": str(self), "code": self.code}


class HttpError(Exception):
    """An error of the request as a whole."""

    def __init__(self, status, body, content_type="application/json"):
        super().__init__(body)
        self.status = status
        self.body = body
        self.content_type = content_type


class Stats:
    def __init__(self):
        self.lock = threading.Lock()
        self.requests = 0
        self.in_flight = 0
        self.max_in_flight = 0
        self.paths = []
        self.authorizations = []
        self.bodies = []

    def begin(self, path, authorization, body):
        with self.lock:
            self.requests += 1
            self.in_flight += 1
            self.max_in_flight = max(self.max_in_flight, self.in_flight)
            self.paths.append(path)
            self.authorizations.append(authorization)
            self.bodies.append(body[:4000].decode("utf-8", "replace"))

    def end(self):
        with self.lock:
            self.in_flight -= 1

    def as_json(self, streams):
        with self.lock:
            return {"requests": self.requests, "max_in_flight": self.max_in_flight, "paths": self.paths,
                    "authorizations": self.authorizations, "bodies": self.bodies[-20:], "open_streams": streams}


def value_from_json(value):
    kind = value["type"]
    if kind == "null":
        return None
    if kind == "integer":
        if not isinstance(value["value"], str):
            raise HttpError(400, json.dumps({"error": "an integer must be a string"}))
        return int(value["value"])
    if kind == "float":
        return float(value["value"])
    if kind == "text":
        return value["value"]
    if kind == "blob":
        data = value["base64"]
        return base64.b64decode(data + "=" * (-len(data) % 4), validate=True)
    raise HttpError(400, json.dumps({"error": f"unknown type of value {kind}"}))


def value_to_json(value):
    if value is None:
        return {"type": "null"}
    if isinstance(value, int):
        return {"type": "integer", "value": str(value)}
    if isinstance(value, float):
        return {"type": "float", "value": value}
    if isinstance(value, str):
        return {"type": "text", "value": value}
    return {"type": "blob", "base64": base64.b64encode(value).decode().rstrip("=")}


class Stream:
    """One connection, as long as its batons are handed on."""

    def __init__(self, file):
        self.db = sqlite3.connect(file, isolation_level=None, check_same_thread=False, timeout=5)
        self.db.execute("PRAGMA foreign_keys=ON")
        self.db.execute("PRAGMA synchronous=OFF")
        self.used = time.monotonic()

    def close(self):
        """What is not committed is gone; the connection itself, which has read the schema, may serve another stream."""
        if self.db.in_transaction:
            self.db.rollback()

    def execute(self, stmt, index):
        args = [value_from_json(arg) for arg in stmt.get("args", [])]
        try:
            cursor = self.db.execute(stmt["sql"], args)
            rows = cursor.fetchall() if cursor.description else []
        except sqlite3.Error as error:
            raise HranaError(str(error), getattr(error, "sqlite_errorname", "SQLITE_ERROR")) from error
        except sqlite3.Warning as error:
            raise HranaError(str(error), "SQL_MANY_STATEMENTS") from error
        return {
            "cols": [{"name": column[0], "decltype": None} for column in cursor.description or []],
            "rows": [[value_to_json(value) for value in row] for row in rows],
            "affected_row_count": max(cursor.rowcount, 0),
            "last_insert_rowid": None if cursor.lastrowid is None else str(cursor.lastrowid),
            "replication_index": index,
            "rows_read": len(rows),
            "rows_written": max(cursor.rowcount, 0),
            "query_duration_ms": 0.1,
        }

    def holds(self, condition, results, errors):
        kind = condition["type"]
        if kind == "ok":
            return results[condition["step"]] is not None
        if kind == "error":
            return errors[condition["step"]] is not None
        if kind == "not":
            return not self.holds(condition["cond"], results, errors)
        if kind == "and":
            return all(self.holds(cond, results, errors) for cond in condition["conds"])
        if kind == "or":
            return any(self.holds(cond, results, errors) for cond in condition["conds"])
        if kind == "is_autocommit":
            return not self.db.in_transaction
        raise HttpError(400, json.dumps({"error": f"unknown condition {kind}"}))

    def batch(self, batch, index, fault):
        results, errors = [], []
        for number, step in enumerate(batch["steps"]):
            result = error = None
            if fault.get("do") == "time_out" and fault["step"] == number:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                results.append(None)
                errors.append({"message": "Transaction timed-out", "code": "TRANSACTION_TIMEOUT"})
                continue
            condition = step.get("condition")
            if condition is None or self.holds(condition, results, errors):
                try:
                    result = self.execute(step["stmt"], index)
                except HranaError as caught:
                    error = caught.as_json()
            results.append(result)
            errors.append(error)
        return {"step_results": results, "step_errors": errors, "replication_index": index}


class Site:
    """What all connections share."""

    def __init__(self, options):
        self.options = options
        self.stats = Stats()
        self.faults = []
        self.token = options.token
        self.lock = threading.Lock()
        self.streams = {}
        self.idle = []

    def next_fault(self):
        with self.lock:
            return self.faults.pop(0) if self.faults else {}

    def open_stream(self, baton):
        now = time.monotonic()
        with self.lock:
            for old in [key for key, stream in self.streams.items() if now - stream.used > self.options.expire]:
                self.close(self.streams.pop(old))
            if baton is None:
                return self.idle.pop() if self.idle else Stream(self.options.file)
            stream = self.streams.pop(baton, None)
        if stream is None:
            raise HttpError(400, json.dumps({"message": "The stream has expired", "code": "STREAM_EXPIRED"}))
        return stream

    def close(self, stream):
        stream.close()
        self.idle.append(stream)

    def keep(self, stream):
        baton = secrets.token_hex(16)
        stream.used = time.monotonic()
        with self.lock:
            self.streams[baton] = stream
        return baton

    def pipeline(self, body, version, fault):
        try:
            pipeline = json.loads(body)
            requests = pipeline["requests"]
        except (ValueError, KeyError, TypeError) as error:
            raise HttpError(400, json.dumps({"error": f"not a pipeline: {error}"})) from error
        known = {"execute", "batch", "sequence", "close"} | ({"get_autocommit"} if version == 3 else set())
        if self.options.no_close == "http":
            known.discard("close")
        for request in requests:
            if request.get("type") not in known:
                raise HttpError(500, f"Internal Server Error: unknown variant `{request.get('type')}`", "text/plain")
        stream = self.open_stream(pipeline.get("baton"))
        index = fault.get("value") if fault.get("do") == "index" else None
        results, closed = [], False
        for request in requests:
            try:
                response, closing = self.answer(stream, request, index, fault)
                closed = closed or closing
                results.append({"type": "ok", "response": response})
            except HranaError as error:
                results.append({"type": "error", "error": error.as_json()})
        if closed:
            self.close(stream)
        reply = {"baton": None if closed else self.keep(stream),
                 "base_url": fault.get("value") if fault.get("do") == "base_url" else None, "results": results}
        encoded = json.dumps(reply, ensure_ascii=False).encode()
        if len(encoded) > self.options.max_reply:
            error = {"message": "Response is too large", "code": "RESPONSE_TOO_LARGE"}
            reply["results"] = [{"type": "error", "error": error} for _ in requests]
            encoded = json.dumps(reply).encode()
        return encoded

    def answer(self, stream, request, index, fault):
        kind = request["type"]
        if kind == "close":
            if self.options.no_close == "reply":
                raise HranaError("Unknown request type", "UNKNOWN_REQUEST")
            return {"type": "close"}, True
        if kind == "execute":
            return {"type": kind, "result": stream.execute(request["stmt"], index)}, False
        if kind == "batch":
            return {"type": kind, "result": stream.batch(request["batch"], index, fault)}, False
        if kind == "sequence":
            try:
                stream.db.executescript(request["sql"])
            except sqlite3.Error as error:
                raise HranaError(str(error), getattr(error, "sqlite_errorname", "SQLITE_ERROR")) from error
            return {"type": kind}, False
        return {"type": kind, "is_autocommit": not stream.db.in_transaction}, False


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def log_message(self, *_):
        pass

    def do_GET(self):
        version = {"/v2": 2, "/v3": 3}.get(self.path)
        self.reply(200 if version in self.server.site.options.versions else 404, b"", "text/plain")

    def do_POST(self):
        site = self.server.site
        length = int(self.headers.get("Content-Length", 0))
        if length > site.options.max_body:
            self.reply(413, b'{"error":"length limit exceeded"}', "application/json")
            self.close_connection = True
            return
        body = self.rfile.read(length)
        fault = site.next_fault()
        site.stats.begin(self.path, self.headers.get("Authorization"), body)
        try:
            self.carry_out(site, body, fault)
        finally:
            site.stats.end()

    def carry_out(self, site, body, fault):
        what = fault.get("do")
        if what == "refuse":
            self.close_connection = True
            return
        if what == "answer":
            self.reply(fault["status"], fault.get("body", "").encode(), fault.get("type", "application/json"),
                       fault.get("headers", {}))
            return
        if what == "delay":
            time.sleep(fault["ms"] / 1000)
        try:
            version = {"/v2/pipeline": 2, "/v3/pipeline": 3}.get(self.path)
            if version not in site.options.versions:
                raise HttpError(404, "Not Found", "text/plain")
            token = site.token
            if token and self.headers.get("Authorization") != f"Bearer {token}":
                raise HttpError(401, json.dumps({"error": "Unauthorized: the token is not valid"}))
            if what == "twice":
                site.pipeline(body, version, {})
            encoded = site.pipeline(body, version, fault)
        except HttpError as error:
            self.reply(error.status, error.body.encode(), error.content_type)
            return
        if what == "drop":
            self.close_connection = True
            return
        self.reply(200, encoded, "application/json", cut=fault["bytes"] if what == "truncate" else None)

    def reply(self, status, body, content_type, headers=None, cut=None):
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body if cut is None else body[:cut])
        self.wfile.flush()
        if cut is not None:
            self.close_connection = True


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        # A client that hangs up is what tests of faults are about.
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def obey(site):
    for line in sys.stdin:
        command = json.loads(line)
        answer = {}
        if "next" in command:
            with site.lock:
                site.faults = list(command["next"])
        if "token" in command:
            site.token = command["token"]
        if command.get("stats"):
            answer = site.stats.as_json(len(site.streams))
        print(json.dumps(answer), flush=True)


def main():
    parser = argparse.ArgumentParser(description="A Hrana server on loopback, for tests")
    parser.add_argument("file")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--versions", type=lambda text: {int(part) for part in text.split(",")}, default={2, 3})
    parser.add_argument("--no-close", choices=["http", "reply"], help="how `close` is refused, if it is")
    parser.add_argument("--token", help="the bearer token to ask for; not one of leaks.py, which may be no argument")
    parser.add_argument("--expire", type=float, default=10.0, help="seconds that a baton lives")
    parser.add_argument("--max-reply", type=int, default=10 * 1000 * 1000)
    parser.add_argument("--max-body", type=int, default=64 * 1000 * 1000)
    options = parser.parse_args()

    server = Server(("127.0.0.1", options.port), Handler)
    server.site = Site(options)
    setup = sqlite3.connect(options.file)
    setup.execute("PRAGMA journal_mode=WAL")
    setup.close()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
    obey(server.site)


if __name__ == "__main__":
    main()
