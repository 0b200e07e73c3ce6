"""What a page of the documentation names of this repository, and is not there."""

from __future__ import annotations

import re
from pathlib import Path

_TEST = re.compile(r"`(tests/\S+?\.py)::(test_\w+)`")
_FILE = re.compile(r"`((?:marketplace|templates|static|tests)/\S+?\.\w+)`")


def named_tests(page: Path) -> list[tuple[str, str]]:
    """The tests that a page names, each as its file and its name."""
    return _TEST.findall(page.read_text())


def gone(page: Path, root: Path) -> list[str]:
    """The tests and files that a page names and that are not there."""
    text = page.read_text()
    files = {*_FILE.findall(text), *(file for file, _name in named_tests(page))}
    missing = [file for file in sorted(files) if not (root / file).is_file()]
    kept = {file: (root / file).read_text() for file in files - {*missing}}
    tests = [f"{file}::{name}" for file, name in named_tests(page) if f"def {name}(" not in kept.get(file, "")]
    return [*missing, *tests]
