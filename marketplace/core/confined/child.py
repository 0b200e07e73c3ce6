"""The program that `run_confined` starts: child.py package.module:function memory seconds."""

from __future__ import annotations

import importlib
import os
import resource
import sys
from pathlib import Path
from types import ModuleType

_ROOT = Path(__file__).resolve().parents[3]
_LARGEST_ANSWER = 64 * 1024 * 1024


def main(function_path: str, memory: str, seconds: str) -> int:
    """Read the payload, answer or refuse; the exit code tells a lack of memory from a fault of ours."""
    _confine(int(memory), int(seconds))
    answer = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not be taken for the answer.
    os.dup2(2, 1)
    _know_our_package_without_running_it()
    confined = importlib.import_module("marketplace.core.confined")
    try:
        module, _colon, function = function_path.partition(":")
        work = getattr(importlib.import_module(module), function)
        answer.write(confined.wrapped(work(sys.stdin.buffer.read())))
    except confined.Unfit as unfit:
        answer.write(confined.wrapped_refusal(unfit.reason))
    except MemoryError:
        return int(confined.OUT_OF_MEMORY)
    answer.close()
    return 0


def _confine(memory: int, seconds: int) -> None:
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, _LARGEST_ANSWER),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def _know_our_package_without_running_it() -> None:
    """Importing `marketplace` would load the whole market; the child needs one module of it."""
    package = ModuleType("marketplace")
    package.__path__ = [str(_ROOT / "marketplace")]
    sys.modules["marketplace"] = package
    sys.path.append(str(_ROOT))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
