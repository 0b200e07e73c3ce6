"""Pages of one person are kept by no cache, whatever is hung on their address; pages of everybody name nobody."""

from __future__ import annotations

import pytest

from marketplace.core.db import db
from tests.web.every_page import pages_for
from tests.web.stage import Stage


@pytest.mark.plants_a_fault
@pytest.mark.parametrize("role", ["shopper", "owner", "organizer"])
def test_a_page_behind_a_sign_in_is_kept_by_nobody(app, client, role):
    stage = Stage(app)
    paths = list(pages_for(stage, app, role))
    db.session.rollback()
    kept = {}
    for path in paths:
        for asked in (path, f"{path}{'&' if '?' in path else '?'}v=/style.css"):
            said = stage.client(role).get(asked).headers.get("Cache-Control", "")
            if "no-store" not in said:
                kept[asked] = said
    assert len(paths) > 15
    assert kept == {}


@pytest.mark.plants_a_fault
def test_no_page_of_everybody_hands_out_a_cookie(app, client):
    """A cookie on a page that caches keep would make one visitor of all."""
    stage = Stage(app)
    paths = list(pages_for(stage, app, "visitor"))
    db.session.rollback()
    assert {path for path in paths if app.test_client().get(path).headers.get("Set-Cookie")} == set()
