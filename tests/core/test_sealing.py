"""Secrets of others lie sealed in the database."""

from dataclasses import replace

import pytest

from marketplace.core.sealing import Unreadable, seal, unseal

OLD, NEW = "o" * 40, "n" * 40


def keys(app, monkeypatch, text: str) -> None:
    monkeypatch.setitem(app.config, "MARKET", replace(app.config["MARKET"], SEALING_KEYS=text))


def test_a_secret_can_be_read_again_and_does_not_show(app):
    sealed = seal("carrier", "mật mã 123")
    assert "123" not in sealed
    assert unseal("carrier", sealed) == "mật mã 123"
    assert seal("carrier", "mật mã 123") != sealed


def test_what_was_sealed_for_one_purpose_opens_for_no_other(app):
    with pytest.raises(Unreadable):
        unseal("platform", seal("carrier", "token"))


@pytest.mark.parametrize("change", ["", "x", lambda text: text[:-5] + "AAAA="])
def test_what_was_changed_is_not_read(app, change):
    sealed = seal("carrier", "token")
    with pytest.raises(Unreadable):
        unseal("carrier", change(sealed) if callable(change) else change)


def test_a_new_key_seals_and_the_old_one_still_opens_until_it_is_taken_away(app, monkeypatch):
    keys(app, monkeypatch, OLD)
    sealed = seal("carrier", "token")
    keys(app, monkeypatch, f"{NEW}, {OLD}")
    assert unseal("carrier", sealed) == "token"
    renewed = seal("carrier", "token")
    keys(app, monkeypatch, NEW)
    assert unseal("carrier", renewed) == "token"
    with pytest.raises(Unreadable):
        unseal("carrier", sealed)


def test_without_keys_of_its_own_the_secret_key_seals(app, monkeypatch):
    sealed = seal("carrier", "token")
    monkeypatch.setitem(app.config, "MARKET", replace(app.config["MARKET"], SECRET_KEY="s" * 40))
    with pytest.raises(Unreadable):
        unseal("carrier", sealed)
