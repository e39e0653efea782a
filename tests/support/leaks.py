#!/usr/bin/env python3
"""leaks.py PATH…: names each file under these paths that holds a secret of the tests, and exits 1 if there is one.

The secrets of tests (tokens, passphrases) all start with the mark below. It is looked for as it is, in UTF-16, in
Base64 and in hexadecimal digits. What lies in a folder named "theirs" is not Galley's: the file in which an author
hands a passphrase over, the log of the server at the other end.
"""

import base64
import mmap
import os
import sys

MARK = b"GALLEY-CANARY-"


def in_base64(shift):
    """The characters of the mark's Base64 that do not depend on what stands around it."""
    encoded = base64.b64encode(b"\0" * shift + MARK + b"\0\0")
    return encoded[-(-shift * 8 // 6):(shift + len(MARK)) * 8 // 6]


FORMS = [MARK, MARK.decode().encode("utf-16-le"), MARK.hex().encode(), MARK.hex().upper().encode(), *map(in_base64, range(3))]


def holds_secret(path):
    try:
        with open(path, "rb") as file:
            if os.fstat(file.fileno()).st_size == 0:
                return False
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
                return any(content.find(form) >= 0 for form in FORMS)
    except (OSError, ValueError):  # gone, or no plain file
        return False


def files_under(path):
    if os.path.isfile(path):
        yield path
    for folder, _, names in os.walk(path):
        yield from (os.path.join(folder, name) for name in names)


def is_theirs(path):
    return "theirs" in path.replace("%", "/").split("/")  # witness.cpp has % for / in the name of a file it kept


def main():
    found = 0
    for path in (file for root in sys.argv[1:] for file in files_under(root)):
        if not os.path.islink(path) and os.path.isfile(path) and not is_theirs(path) and holds_secret(path):
            print(f"A secret of the tests stands in {path}")
            found += 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
