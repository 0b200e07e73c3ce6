"""`make test`: the whole suite on SQLite, then on PostgreSQL where there is one, saying plainly what was skipped.

REQUIRE_ALL=1, as CI sets it, makes everything that is missing a failure, and the order of the tests and what Hypothesis tries
the same at every run; without it each run looks elsewhere.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys

from config import ROOT
from tests.databases import of_suite

WORKERS = os.environ.get("TEST_WORKERS", "2")
STEADY = ["--randomly-seed=1"] if os.environ.get("REQUIRE_ALL") else []
# Whoever gave no answer in time is asked once more, and the summary says so; a wrong answer is a failure at once.
PATIENT = ["--reruns=1", "--only-rerun=TimeoutError|TimeoutExpired|QueryCanceled", "-r", "fEsR"]


def listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def missing() -> dict[str, str]:
    """What is not reachable, and which tests that leaves out."""
    found = {}
    if not listens(5432):
        found["PostgreSQL at 127.0.0.1:5432"] = "the second run of the suite and the races between processes"
    if not listens(6379):
        found["Redis at 127.0.0.1:6379"] = "the tests of shared limits and queues"
    if not shutil.which("chromium"):
        found["Chromium"] = "the journeys in a real browser"
    return found


def suite(name: str, *options: str, **environment: str) -> int:
    print(f"\n=== {name} ===", flush=True)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        WORKERS,
        "--dist",
        "loadgroup",
        *STEADY,
        *PATIENT,
        *options,
        *sys.argv[1:],
    ]
    return subprocess.call(command, cwd=ROOT, env={**os.environ, **environment})


def main() -> int:
    absent = missing()
    for thing, tests in absent.items():
        print(f"SKIPPED for want of {thing}: {tests}")
    if absent and os.environ.get("REQUIRE_ALL"):
        print("REQUIRE_ALL is set: what is missing is a failure.")
        return 1
    code = suite("The whole suite on SQLite")
    if code == 0 and listens(5432):
        without = ["-m", "not browser and not sqlite_only"]
        code = suite("The whole suite on PostgreSQL", *without, TEST_DATABASE_URL=of_suite())
    return code


if __name__ == "__main__":
    sys.exit(main())
