"""What only the operators of the machine can do for people."""

from __future__ import annotations

from marketplace.core.audit import AuditEntry
from marketplace.core.db import db
from marketplace.domain.accounts.models import Person
from tests.domain.accounts.people import EMAIL, a_member


def test_the_first_admin_is_made_at_the_command_line(app):
    lan = a_member()
    answer = app.test_cli_runner().invoke(args=["people", "give-role", EMAIL, "admin"])
    assert answer.exit_code == 0, answer.output
    assert db.session.get(Person, lan.id).is_admin
    entry = db.session.query(AuditEntry).one()
    assert (entry.action, entry.person_id) == ("role given", None)


def test_nobody_of_that_name_is_told_so(app):
    answer = app.test_cli_runner().invoke(args=["people", "give-role", "nobody@example.vn", "admin"])
    assert answer.exit_code != 0
    assert "nobody signs in by this name" in answer.output


def test_there_is_nothing_to_lift_where_nothing_is_on(app):
    a_member()
    answer = app.test_cli_runner().invoke(args=["people", "lift-second-factor", EMAIL])
    assert answer.exit_code != 0
    assert "Xác nhận hai bước chưa bật" in answer.output
