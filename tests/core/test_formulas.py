import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.formulas import guarded, is_formula, unguarded


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+84912345678",
        "-5",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "＋1",
        "－1",
        "＠a",
        " =1+1",
        "\u00a0=1",
        "\u200b=1",
        "\ufeff=1",
    ],
)
def test_what_a_program_would_run_gets_an_apostrophe(text):
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", ["", "Mắm ruốc", "5-6 kg", "a=b", "'quoted'", "100%"])
def test_plain_text_stays_plain(text):
    assert guarded(text) == text


@given(st.text("'=+-@ \tａab＝\n1") | st.text())
def test_what_was_guarded_comes_back(text):
    assert unguarded(guarded(text)) == text
    assert not is_formula(guarded(text)) or guarded(text).startswith("'")
