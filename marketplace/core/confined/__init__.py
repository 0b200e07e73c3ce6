"""Work on bytes from strangers, done in a child process that may use little memory, little time and no secrets.

The child is a program of its own (`child.py`), never a fork: it has none of this process's memory, threads,
connections or environment. What it answers is read as bytes, never unpickled.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

DEFAULT_MEMORY = 400 * 1024 * 1024
OUT_OF_MEMORY = 77
_PROGRAM = Path(__file__).with_name("child.py")
_FITS, _UNFIT = b"+", b"-"


class Unfit(Exception):
    """What the child found the matter with its payload, by a name that both sides know."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class OutOfBounds(Exception):
    """The child ran into its limit of memory or time, or died of what it was given."""


class BrokenChild(RuntimeError):
    """A fault in our own code inside the child; the message is its trace."""


def run_confined(function_path: str, payload: bytes, *, memory: int = DEFAULT_MEMORY, seconds: int = 10) -> bytes:
    """What `function_path` (`package.module:function`, bytes to bytes) makes of `payload`.

    `memory` is in bytes of address space, `seconds` are of processor time; three times as long is waited.
    Raises Unfit with the child's reason, OutOfBounds, or BrokenChild.
    """
    command = [sys.executable, "-I", str(_PROGRAM), function_path, str(memory), str(seconds)]
    # Files, not pipes: the kernel bounds what a child may write to them.
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer:
        given.write(payload)
        given.seek(0)
        _run(command, given, answer, seconds * 3)
        answer.seek(0)
        return _unwrapped(answer.read())


def wrapped(answer: bytes) -> bytes:
    """How the child writes an answer."""
    return _FITS + answer


def wrapped_refusal(reason: str) -> bytes:
    """How the child writes what is the matter."""
    return _UNFIT + json.dumps(reason).encode()


def _run(command: list[str], given: IO[bytes], answer: IO[bytes], seconds: int) -> None:
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter and our own program
            command,
            stdin=given,
            stdout=answer,
            stderr=subprocess.PIPE,
            env={},
            cwd="/",
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise OutOfBounds("time") from None
    if child.returncode < 0 or child.returncode == OUT_OF_MEMORY:
        raise OutOfBounds(f"ended with {child.returncode}")
    if child.returncode:
        raise BrokenChild(child.stderr.decode(errors="replace")[-4000:])


def _unwrapped(answer: bytes) -> bytes:
    if answer[:1] == _UNFIT:
        raise Unfit(json.loads(answer[1:]))
    return answer[1:]
