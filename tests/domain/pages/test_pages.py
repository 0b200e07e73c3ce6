"""The pages that the law asks for: written by staff, kept, in force from a day on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.errors import NotAllowed
from marketplace.core.invariants import examine
from marketplace.core.prose import prose
from marketplace.domain.pages.actions import publish_page, withdraw_page
from marketplace.domain.pages.errors import AlreadyInForce, BlanksLeft, PageNotThere, TextOutOfBounds, TooSoon
from marketplace.domain.pages.invariants import INVARIANTS
from marketplace.domain.pages.models import PageVersion
from marketplace.domain.pages.queries import first_text, numbers_in_force, shown_page, versions_of
from marketplace.domain.pages.rules import SLUGS, blanks_in
from tests.people import sign_in_as

RULE = "Gian hàng trả lời trong ba ngày, người mua được hoàn tiền khi hàng về. " * 2
ENGLISH = "Booths answer within three days and shoppers are refunded once the goods are back. " * 2


def published(by, slug: str = "returns", **facts) -> PageVersion:
    values = {"text_vi": RULE, "text_en": ENGLISH, "effective_at": None, **facts}
    return publish_page(slug, by=by, **values)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_page_has_a_text_to_begin_with_in_both_languages(slug):
    both = [first_text(slug, "vi"), first_text(slug, "en")]
    assert [each.count("\n## ") for each in both] == [both[0].count("\n## ")] * 2
    assert [len(blanks_in(each)) for each in both] == [len(blanks_in(both[0]))] * 2


def test_until_staff_publish_the_draft_is_shown_and_says_so(app, ngoc):
    assert shown_page("returns", "vi").number == 0
    published(ngoc)
    assert (shown_page("returns", "vi").text, shown_page("returns", "en").text) == (RULE.strip(), ENGLISH.strip())
    assert numbers_in_force() == {"returns": 1}


def test_a_version_comes_into_force_on_its_day_and_the_old_one_can_still_be_read(app, ngoc):
    published(ngoc)
    at = clock.now() + timedelta(days=2)
    published(ngoc, text_vi=RULE + "Bản hai.", effective_at=at)
    now = shown_page("returns", "vi")
    assert (now.number, now.coming) == (1, at)
    with clock.frozen(at):
        assert shown_page("returns", "vi").number == 2
        assert shown_page("returns", "vi", number=1).text == RULE.strip()


def test_terms_and_rules_are_announced_twenty_days_before(app, ngoc):
    published(ngoc, "regulations")  # nothing was in force that it changes
    with pytest.raises(TooSoon, match="20 ngày"):
        published(ngoc, "regulations", effective_at=clock.now() + timedelta(days=19))
    assert published(ngoc, "regulations", is_minor=True).number == 2
    assert published(ngoc, "regulations", effective_at=clock.now() + timedelta(days=20, minutes=1)).number == 3
    published(ngoc, "delivery")
    assert published(ngoc, "delivery").number == 2


def test_nothing_is_backdated(app, ngoc):
    with pytest.raises(TooSoon):
        published(ngoc, effective_at=clock.now() - timedelta(minutes=1))


@pytest.mark.parametrize(
    ("facts", "refusal", "field"),
    [
        ({"text_vi": first_text("operator", "vi")}, BlanksLeft, "text_vi"),
        ({"text_en": RULE + "[[name]]"}, BlanksLeft, "text_en"),
        ({"text_en": "Soon."}, TextOutOfBounds, "text_en"),
        ({"text_vi": "a" * 40_001}, TextOutOfBounds, "text_vi"),
    ],
)
def test_an_unfinished_text_is_not_published(app, ngoc, facts, refusal, field):
    with pytest.raises(refusal) as refused:
        published(ngoc, **facts)
    assert refused.value.field == field


def test_only_organizers_publish_and_only_pages_there_are(app, lan, ngoc):
    with pytest.raises(NotAllowed):
        published(lan)
    with pytest.raises(PageNotThere):
        published(ngoc, "khong-co")


def test_what_was_in_force_cannot_be_taken_back(app, ngoc):
    with pytest.raises(AlreadyInForce):
        withdraw_page(published(ngoc), by=ngoc)
    later = published(ngoc, effective_at=clock.now() + timedelta(days=1))
    withdraw_page(later, by=ngoc)
    with clock.frozen(clock.now() + timedelta(days=2)):
        assert shown_page("returns", "vi").number == 1


@pytest.mark.parametrize(
    ("typed", "never"),
    [
        ("<script>alert(1)</script>", "<script"),
        ('<img src=x onerror="alert(1)">', "<img"),
        ("[x](javascript:alert(1))", "href"),
        ("[x](data:text/html;base64,AAAA)", "href"),
        ("![x](https://spy.example/p.png)", "<img"),
        ("[[<b onmouseover=alert(1)>]]", "<b "),
        ("[x](https://a.vn/\"onclick=alert(1))", 'onclick="'),
    ],
)  # fmt: skip
def test_no_markup_that_runs_or_spies_gets_through(typed, never):
    assert never not in prose(typed)


def test_headings_lists_and_links_are_drawn():
    html = prose("# Một\n\n## Hai\n\n- mục\n\n**đậm** [trang](/pages/returns)")
    for part in ("<h2>Một</h2>", "<h2>Hai</h2>", "<li>mục</li>", "<strong>đậm</strong>", '<a href="/pages/returns">'):
        assert part in html


@pytest.mark.parametrize("fault", ["text_vi = ''", "effective_at = '2020-01-01 00:00:00'", "number = 0"])
def test_the_database_refuses_a_version_that_cannot_be(app, ngoc, fault):
    published(ngoc)
    with pytest.raises(IntegrityError):
        db.session.execute(text(f"UPDATE page_versions SET {fault}"))
    db.session.rollback()


@pytest.mark.plants_a_fault
@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("page-versions-have-no-gap", "DELETE FROM page_versions WHERE number = 1"),
        ("page-texts-are-filled-in", "UPDATE page_versions SET text_en = text_en || '[[name]]'"),
    ],
)
def test_each_invariant_finds_its_fault(app, ngoc, name, fault):
    published(ngoc)
    published(ngoc)
    db.session.execute(text(fault))
    db.session.commit()
    assert [finding.invariant.name for finding in examine(INVARIANTS) if not finding.holds] == [name]


def test_an_organizer_writes_a_version_and_shoppers_read_it_in_their_language(client, ngoc):
    assert "Chờ đơn vị vận hành xác nhận" in client.get("/pages/operator").text
    assert "<mark>tên pháp nhân</mark>" in client.get("/pages/operator").text
    sign_in_as(client, ngoc)
    assert "Chưa xác nhận" in client.get("/organizer/pages").text
    form = {"text_vi": RULE, "text_en": ENGLISH, "effective_at": "", "is_minor": ""}
    short = client.post("/organizer/pages/returns", data={**form, "text_en": "Soon."})
    assert (short.status_code, "Soon." in short.text) == (422, True)
    assert client.post("/organizer/pages/returns", data=form).location == "/organizer/pages/returns"
    assert "Bản số 1" in client.get("/organizer/pages/returns").text
    page = client.get("/pages/returns").text
    assert RULE.strip() in page
    assert "Chờ đơn vị vận hành xác nhận" not in page
    assert ENGLISH.strip() in client.get("/en/pages/returns").text
    assert client.get("/pages/returns?version=1").status_code == 200
    assert client.get("/pages/returns?version=9").status_code == 404


def test_a_version_is_looked_at_in_both_languages_before_it_is_published(client, ngoc):
    sign_in_as(client, ngoc)
    typed = {"text_vi": "## Hạn trả\n\n<b>7 ngày</b>, gọi [[số]]", "text_en": "## Until when", "preview": "1"}
    answer = client.post("/organizer/pages/returns", data=typed)
    assert answer.status_code == 200
    assert '<div class="prose" lang="vi"><h2>Hạn trả</h2>' in answer.text
    assert '<div class="prose" lang="en"><h2>Until when</h2>' in answer.text
    assert "<b>7 ngày" not in answer.text
    assert "<mark>số</mark>" in answer.text
    assert "## Until when</textarea>" in answer.text
    assert versions_of("returns") == []
    assert client.post("/organizer/pages/returns", data={"preview": "1"}).status_code == 200


def test_blanks_left_in_either_language_are_named(client, ngoc):
    sign_in_as(client, ngoc)
    typed = {"text_vi": RULE, "text_en": ENGLISH + "[[phone of the office]]"}
    answer = client.post("/organizer/pages/returns", data=typed)
    assert answer.status_code == 422
    # Listed above the form, in the summary, beside the field, and as it was typed.
    assert answer.text.count("phone of the office") >= 4


def test_a_version_to_come_is_announced_and_may_be_taken_back(client, ngoc):
    sign_in_as(client, ngoc)
    form = {"text_vi": RULE, "text_en": ENGLISH, "effective_at": "2099-01-01T00:00"}
    client.post("/organizer/pages/returns", data=form)
    assert "Bản mới có hiệu lực từ" in client.get("/pages/returns").text
    [version] = versions_of("returns")
    assert client.post(f"/organizer/page-versions/{version.id}/withdrawal").status_code == 303
    db.session.refresh(version)
    assert version.withdrawn_at is not None
    assert "Bản mới có hiệu lực từ" not in client.get("/pages/returns").text
