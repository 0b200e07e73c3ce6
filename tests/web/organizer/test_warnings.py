"""The warning that organizers put over a broadcast: whoever watches sees it, until it is withdrawn."""

from __future__ import annotations

import pytest

from marketplace.core.audit import AuditEntry
from marketplace.core.db import db
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.errors import BadWarning, BroadcastCannotMove
from marketplace.domain.livestream.rules import LONGEST_WARNING
from tests.domain.livestream.stage import a_broadcast, a_campaign
from tests.people import on_sale, sign_in_as

WORDS = "Cao lá vằng trong buổi này không phải là thuốc và không thay thế thuốc chữa bệnh."


@pytest.fixture
def broadcast(ngoc, booth):
    campaign = a_campaign(ngoc)
    broadcast = a_broadcast(campaign, ngoc)
    actions.add_to_line_up(broadcast, on_sale(booth).id, actions.LiveTerms(), by=ngoc)
    actions.schedule_campaign(campaign, by=ngoc)
    return actions.begin_broadcast(broadcast, by=ngoc)


@pytest.fixture
def desk(client, ngoc, broadcast):
    sign_in_as(client, ngoc)
    return f"/organizer/campaigns/{broadcast.campaign.slug}/desk"


def test_viewers_see_a_warning_at_once_and_no_longer_once_it_is_withdrawn(client, broadcast, desk):
    viewer, live = client.application.test_client(), f"/live/{broadcast.campaign.slug}"
    assert "Ban tổ chức lưu ý" not in viewer.get(live).text
    answer = client.post(f"{desk}/warning", data={"broadcast": broadcast.id, "text": f"  {WORDS}\n"})
    assert (answer.status_code, answer.location) == (303, f"{desk}?broadcast={broadcast.id}")
    for path in (live, f"{live}/line-up", f"/en{live}"):
        assert WORDS in viewer.get(path).text, path
    assert viewer.get(f"{live}.json").json["broadcast"]["warning"] == WORDS
    client.post(f"{desk}/warning/removal", data={"broadcast": broadcast.id})
    assert WORDS not in viewer.get(live).text
    assert viewer.get(f"{live}.json").json["broadcast"]["warning"] is None
    noted = db.session.query(AuditEntry).filter_by(action="warn_viewers").order_by(AuditEntry.seq)
    assert [each.details for each in noted] == [{"before": "", "text": WORDS}, {"before": WORDS, "text": ""}]


def test_the_desk_and_the_host_see_what_viewers_see(client, broadcast, desk, ngoc):
    actions.warn_viewers(broadcast, WORDS, by=ngoc)
    at_desk, at_hand = client.get(desk).text, client.get(f"{desk}?view=host").text
    assert f'action="{desk}/warning/removal"' in at_desk
    assert WORDS in at_hand
    assert f'action="{desk}/warning' not in at_hand


@pytest.mark.parametrize("text", ["", "   ", "x" * (LONGEST_WARNING + 1)])
def test_a_warning_without_words_or_too_long_is_told_beside_what_was_typed(client, broadcast, desk, text):
    answer = client.post(f"{desk}/warning", data={"broadcast": broadcast.id, "text": text})
    assert answer.status_code == 422
    assert 'id="text-error"' in answer.text
    assert text.strip() in answer.text
    assert db.session.get_one(type(broadcast), broadcast.id, populate_existing=True).warning == ""


def test_the_verb_refuses_what_no_viewer_could_read(broadcast, ngoc):
    for text in ("", "\n", "x" * (LONGEST_WARNING + 1)):
        with pytest.raises(BadWarning):
            actions.warn_viewers(broadcast, text, by=ngoc)
    planned = a_broadcast(broadcast.campaign, ngoc, title="Buổi sau")
    actions.cancel_broadcast(planned, by=ngoc)
    with pytest.raises(BroadcastCannotMove):
        actions.warn_viewers(planned, WORDS, by=ngoc)
