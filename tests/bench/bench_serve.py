#!/usr/bin/env python3
"""Requests a second: an image from its BLOB and a cached page, ours (`galleyctl serve`) beside nginx with the same bytes as files.

The loader is wrk with one thread; ours and nginx take turns, in one run. Checks first that both serve the same bytes.
Prints medians; asserts nothing about them.

    tests/bench/bench_serve.py build/ci [ROUNDS] [SECONDS]
"""
import contextlib
import os
import re
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

CONNECTIONS = 32
PAGE = "/blog/the-tide-tables"

# As Debian sets it up (sendfile, as many processes as processors), but without its log.
NGINX = """
daemon off; master_process on; worker_processes auto; pid {place}/nginx.pid; error_log {place}/error.log;
events {{ worker_connections 256; multi_accept on; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000;
  client_body_temp_path {place}/t1; proxy_temp_path {place}/t2; fastcgi_temp_path {place}/t3; uwsgi_temp_path {place}/t4; scgi_temp_path {place}/t5;
  types {{ }}
  server {{
    listen 127.0.0.1:{port}; root {place}/www;
    location = /page {{ default_type "text/html; charset=utf-8"; }}
    location = /image {{ default_type image/jpeg; add_header Cache-Control "public, max-age=31536000, immutable"; }}
  }}
}}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(url):
    with urllib.request.urlopen(url, timeout=20) as reply:
        return reply.read()


@contextlib.contextmanager
def ended(process):
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


def galley(build, place, stack):
    """Our server's URL and the path of the largest image in the sample blog."""
    program = f"{build}/bin/galleyctl"
    blog = f"{place}/sample.galley"
    subprocess.run([program, "init", blog, "--sample"], check=True, stdout=subprocess.DEVNULL)
    with contextlib.closing(sqlite3.connect(blog)) as connection:
        (image,), = connection.execute("SELECT id FROM images ORDER BY length(image_data) DESC LIMIT 1")
    served = stack.enter_context(ended(subprocess.Popen([program, "serve", blog, "--port", "0"], stdout=subprocess.PIPE, text=True)))
    return served.stdout.readline().strip().rstrip("/"), f"/images/{image}"


def nginx(place, bodies, stack):
    """The URL of an nginx that has these bodies as files."""
    os.mkdir(f"{place}/www")
    for name, body in bodies.items():
        with open(f"{place}/www/{name}", "wb") as file:
            file.write(body)
    if os.geteuid() == 0:  # its processes are another user's then
        for folder in (place, f"{place}/www"):
            os.chmod(folder, 0o755)
    port = free_port()
    with open(f"{place}/nginx.conf", "w") as file:
        file.write(NGINX.format(place=place, port=port))
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    stack.enter_context(ended(subprocess.Popen([program, "-p", place, "-e", f"{place}/error.log", "-c", f"{place}/nginx.conf"])))
    url = f"http://127.0.0.1:{port}"
    for _ in range(100):
        with contextlib.suppress(OSError):
            get(f"{url}/page")
            return url
        time.sleep(0.1)
    sys.exit("nginx did not start")


def requests_a_second(url, seconds):
    done = subprocess.run(["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", url], capture_output=True, text=True, check=True)
    if "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
        sys.exit(f"{url}: {done.stdout}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout).group(1))


def main():
    build = sys.argv[1] if len(sys.argv) > 1 else "build/ci"
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    seconds = int(sys.argv[3]) if len(sys.argv) > 3 else 2
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed; run: apt-get install wrk")
    with tempfile.TemporaryDirectory() as place, contextlib.ExitStack() as stack:
        ours, image = galley(build, place, stack)
        bodies = {"page": get(ours + PAGE), "image": get(ours + image)}
        theirs = nginx(place, bodies, stack)
        for name, body in bodies.items():
            if get(f"{theirs}/{name}") != body:
                sys.exit(f"nginx serves another {name}")
        urls = {"page": (ours + PAGE, f"{theirs}/page"), "image": (ours + image, f"{theirs}/image")}
        figures = {(name, who): [] for name in urls for who in (0, 1)}
        for _ in range(rounds):
            for name, pair in urls.items():
                for who, url in enumerate(pair):
                    figures[name, who].append(requests_a_second(url, seconds))
    for name, words in (("page", "a cached page"), ("image", "an image BLOB")):
        mine, peer = (statistics.median(figures[name, who]) for who in (0, 1))
        print(f"| `bench_serve`: {words} of {len(bodies[name]) / 1000:.0f} KB, {CONNECTIONS} connections | {mine:,.0f} a second "
              f"| nginx, the same bytes as a file: {peer:,.0f} a second | {mine / peer:.2f} of nginx; wanted 1 |")


if __name__ == "__main__":
    main()
