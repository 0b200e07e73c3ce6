"""The import contracts hold, and each of them sees the fault it is there for."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from config import ROOT

LINTER = Path(sys.executable).with_name("lint-imports")

PLANTED = [
    ("domain/accounts/actions/people.py", "from marketplace.domain.orders import models", "Areas of the domain"),
    ("domain/carts/queries.py", "from marketplace.domain.orders import rules", "Areas of the domain"),
    ("core/clock.py", "from marketplace.domain.accounts import models", "Floors"),
    ("domain/accounts/queries.py", "from marketplace.domain.accounts.actions import sign_up", "Roles inside an area"),
    ("domain/orders/rules.py", "import sqlalchemy", "Rules are pure"),
    ("web/session.py", "from marketplace.core.db import db", "Views never see the database"),
    ("domain/orders/rules.py", "import stripe", "One file imports Stripe"),
    ("domain/newcomer/__init__.py", "", "Areas of the domain"),
]


def lint(folder: Path) -> subprocess.CompletedProcess:
    return subprocess.run([LINTER, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_the_contracts_hold():
    answer = lint(ROOT)
    assert answer.returncode == 0, answer.stdout


@pytest.mark.slow
@pytest.mark.parametrize(("file", "line", "contract"), PLANTED)
def test_a_planted_fault_breaks_the_right_contract(tmp_path, file, line, contract):
    shutil.copytree(ROOT / "marketplace", tmp_path / "marketplace", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copy(ROOT / "config.py", tmp_path)
    target = tmp_path / "marketplace" / file
    target.parent.mkdir(exist_ok=True)
    text = target.read_text("utf-8") if target.exists() else ""
    target.write_text(f"{text}\n{line}\n", encoding="utf-8")
    answer = lint(tmp_path)
    assert answer.returncode != 0
    broken = [each for each in answer.stdout.splitlines() if " BROKEN" in each]
    assert any(each.startswith(contract) for each in broken), answer.stdout
