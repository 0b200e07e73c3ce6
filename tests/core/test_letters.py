"""Letters are written once, in the person's language, and go out even when the post is down for a while."""

import smtplib
from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.core import clock, letters
from marketplace.core.db import db
from marketplace.core.letters import Letter, send_waiting_letters, write_letter
from marketplace.core.transactions import transaction


def write(key: str = "reset:1", *, language: str = "vi", to: str = "lan@example.vn", name: str = "Lan") -> None:
    with transaction():
        write_letter(
            "password_reset", to=to, key=key, language=language, name=name, link="http://localhost/reset/x", hours=2
        )


def all_letters() -> list[Letter]:
    db.session.expire_all()
    return list(db.session.scalars(select(Letter).order_by(Letter.id)))


def test_the_same_letter_is_written_once(app):
    write()
    write()
    assert len(all_letters()) == 1


def test_a_letter_of_an_undone_action_is_never_sent(app):
    with pytest.raises(ZeroDivisionError), transaction():
        write_letter("password_reset", to="a@b.vn", key="k", language="vi", name="Lan", link="x", hours=2)
        raise ZeroDivisionError
    assert send_waiting_letters() == 0


def test_each_person_is_written_to_in_their_language(app):
    write("vi:1")
    write("en:1", language="en")
    vietnamese, english = all_letters()
    assert vietnamese.subject != english.subject
    assert "mật khẩu" in vietnamese.subject.lower()
    assert "password" in english.subject.lower()


def test_a_letter_in_a_folder_can_be_read(app, folder):
    write()
    assert send_waiting_letters() == 1
    [letter] = all_letters()
    text = (folder / "letters" / f"{letter.id:06}.txt").read_text("utf-8")
    assert "To: lan@example.vn" in text
    assert "http://localhost/reset/x" in text
    assert send_waiting_letters() == 0


def test_no_name_or_address_can_add_a_header(app):
    write(to="lan@example.vn\nBcc: all@example.vn", name="Lan\r\nBcc: x")
    [letter] = all_letters()
    assert "\n" not in letter.to + letter.subject


def test_a_letter_that_fails_is_tried_again_later(app, monkeypatch):
    write()
    with monkeypatch.context() as broken:
        broken.setattr(letters, "_keep_in_folder", lambda *_: (_ for _ in ()).throw(smtplib.SMTPServerDisconnected))
        assert send_waiting_letters() == 0
    assert send_waiting_letters() == 0
    with clock.frozen(clock.now() + timedelta(hours=1)):
        assert send_waiting_letters() == 1
    assert all_letters()[0].tries == 2
