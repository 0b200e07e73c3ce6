"""Settings are right or the market does not start."""

import pytest

from config import DEVELOPMENT_KEY, BadSettings, Config

PRODUCTION = {"ENVIRONMENT": "production", "SECRET_KEY": "x" * 40, "PUBLIC_URL": "https://gianhang.example"}


def test_a_newcomer_needs_no_settings():
    assert Config.from_environment({}).DATABASE_URL.startswith("sqlite:///")


def test_everything_malformed_is_named_at_once():
    wrong = {"PORT": "eighty", "PAGE_CACHE": "perhaps", "DATABASE_URL": "mysql://x", "PUBLIC_URL": "gianhang.vn"}
    with pytest.raises(BadSettings) as fault:
        Config.from_environment(wrong)
    for name in wrong:
        assert name in str(fault.value)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"SECRET_KEY": DEVELOPMENT_KEY}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SEALING_KEYS": f"{'k' * 40}, short"}, "SEALING_KEYS"),
        ({"PUBLIC_URL": "http://gianhang.example"}, "PUBLIC_URL"),
        ({"DEMO": "true"}, "DEMO"),
    ],
)
def test_production_refuses_what_would_harm_real_people(change, named):
    assert Config.from_environment(PRODUCTION).production
    with pytest.raises(BadSettings, match=named):
        Config.from_environment(PRODUCTION | change)


def test_no_number_is_read_from_letters_that_look_like_digits():
    with pytest.raises(BadSettings, match="PORT"):
        Config.from_environment({"PORT": "８０００"})
