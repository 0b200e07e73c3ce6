"""The page of attacks names tests that exist."""

import re

from config import ROOT

NAMED = re.compile(r"`(tests/\S+\.py)::(test_\w+)`")


def test_every_test_that_the_page_of_attacks_names_is_there():
    named = NAMED.findall((ROOT / "docs" / "attacks.md").read_text())
    assert len(named) > 25
    gone = [f"{file}::{name}" for file, name in named if f"def {name}(" not in (ROOT / file).read_text()]
    assert gone == []
