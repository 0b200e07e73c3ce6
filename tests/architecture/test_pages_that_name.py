"""The pages of attacks and of law name tests and files that exist."""

import pytest

from config import ROOT
from tests.architecture.named import gone, named_tests


@pytest.mark.parametrize(("name", "least"), [("attacks.md", 25), ("law.md", 40)])
def test_every_test_and_file_that_a_page_names_is_there(name, least):
    page = ROOT / "docs" / name
    assert len(named_tests(page)) > least
    assert gone(page, ROOT) == []


def test_what_is_gone_is_seen(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("`config.py` `tests/nowhere.py` `tests/conftest.py::test_nothing` `marketplace/wiring.py`")
    assert gone(page, ROOT) == ["tests/nowhere.py", "tests/conftest.py::test_nothing"]


@pytest.mark.parametrize("name", ["attacks.md", "law.md"])
def test_the_readme_leads_to_the_page(name):
    assert f"(docs/{name})" in (ROOT / "README.md").read_text()
