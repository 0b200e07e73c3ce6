"""Figures from platforms: where they come from, which one counts, and that nothing is overwritten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.actions import ReadingRow, Source
from marketplace.domain.livestream.errors import (
    BadReading,
    ExplanationMissing,
    FiguresClosed,
    KeyUsedDifferently,
    NoFigures,
    OwnReading,
    ReadingInFuture,
    ReadingsNotReviewed,
    ReasonMissing,
    UnknownMetric,
)
from marketplace.domain.livestream.models import Reading
from marketplace.domain.livestream.queries import metrics_of, readings_of
from marketplace.domain.livestream.rules import METRICS, Taken, combined
from tests.domain.livestream.stage import a_broadcast, a_campaign


def typed(broadcast, by, key="k1", at=None, **figures):
    row = ReadingRow(at or clock.now(), figures)
    return actions.record_readings(broadcast, [row], Source("typed", key, by.id))


def newest() -> Reading:
    return db.session.query(Reading).order_by(Reading.id.desc()).first()


def test_views_are_the_last_cumulative_reading_and_never_a_sum_of_samples(campaign, broadcast, ngoc):
    now = clock.now()
    for minutes, views in ((60, 400), (30, 1_200), (5, 2_500)):
        typed(broadcast, ngoc, f"k{minutes}", now - timedelta(minutes=minutes), views=views)
    assert metrics_of(campaign).views == 2_500


def test_views_of_several_broadcasts_add_up_with_a_note(campaign, broadcast, ngoc):
    other = a_broadcast(campaign, ngoc, platform="facebook")
    typed(broadcast, ngoc, views=2_000, unique_viewers=900, peak_viewers=150, avg_watch_seconds=60)
    typed(other, ngoc, views=1_000, peak_viewers=90, avg_watch_seconds=30)
    metrics = metrics_of(campaign)
    assert (metrics.views, metrics.unique_viewers, metrics.peak_viewers) == (3_000, None, 150)
    assert metrics.avg_watch_seconds == 50
    assert {"people_overlap", "unique_missing", "not_reviewed"} <= set(metrics.notes)
    assert metrics.rates["conversion"].per == "views"


def test_the_conversion_names_unique_viewers_where_all_broadcasts_give_them(campaign, broadcast, ngoc):
    typed(broadcast, ngoc, views=2_000, unique_viewers=900)
    assert metrics_of(campaign).rates["conversion"].per == "unique_viewers"


def test_the_latest_reviewed_figure_counts_before_a_later_draft(campaign, broadcast, ngoc, admin):
    now = clock.now()
    typed(broadcast, ngoc, "a", now - timedelta(minutes=9), views=2_400)
    actions.review_readings(campaign, [newest().id], by=admin)
    typed(broadcast, ngoc, "b", now - timedelta(minutes=1), views=9_999)
    assert metrics_of(campaign).views == 2_400
    actions.review_readings(campaign, [newest().id], by=admin)
    assert metrics_of(campaign).views == 9_999


def test_who_typed_a_figure_does_not_review_it(campaign, broadcast, ngoc):
    typed(broadcast, ngoc, views=10)
    with pytest.raises(OwnReading):
        actions.review_readings(campaign, [newest().id], by=ngoc)


def test_a_reading_of_another_campaign_is_not_reviewed_here(broadcast, ngoc, admin):
    typed(broadcast, ngoc, views=10)
    assert actions.review_readings(a_campaign(ngoc), [newest().id], by=admin) == 0


def test_a_correction_stands_beside_the_wrong_figure_with_its_reason(campaign, broadcast, ngoc, admin):
    typed(broadcast, ngoc, views=25_000)
    wrong = newest()
    actions.review_readings(campaign, [wrong.id], by=admin)
    right = actions.correct_reading(wrong, 2_500, "Gõ thừa một số 0", by=ngoc)
    assert metrics_of(campaign).views == 25_000
    actions.review_readings(campaign, [right.id], by=admin)
    assert metrics_of(campaign).views == 2_500
    assert [(each.reading.value, each.counts) for each in readings_of(campaign)[0]] == [(2_500, True), (25_000, False)]


def test_a_correction_without_a_reason_is_refused(broadcast, ngoc):
    typed(broadcast, ngoc, views=10)
    with pytest.raises(ReasonMissing):
        actions.correct_reading(newest(), 11, " ", by=ngoc)


def test_the_same_correction_twice_is_one(broadcast, ngoc):
    typed(broadcast, ngoc, views=10)
    wrong = newest()
    first = actions.correct_reading(wrong, 11, "Nhìn nhầm", by=ngoc)
    assert actions.correct_reading(wrong, 11, "Nhìn nhầm", by=ngoc).id == first.id


def test_the_same_batch_again_changes_nothing(campaign, broadcast, ngoc):
    now = clock.now()
    rows = [ReadingRow(now - timedelta(minutes=9 - n), {"views": n * 10, "likes": n}) for n in range(5)]
    source = Source("api", "batch-1", ngoc.id)
    assert actions.record_readings(broadcast, rows, source).new == 10
    again = actions.record_readings(broadcast, rows, source)
    assert (again.new, again.repeated) == (0, True)
    with pytest.raises(KeyUsedDifferently):
        actions.record_readings(broadcast, [ReadingRow(now, {"views": 77})], source)
    assert db.session.query(Reading).count() == 10


@pytest.mark.parametrize(
    ("figures", "refusal"),
    [({}, NoFigures), ({"hearts": 3}, UnknownMetric), ({"views": -1}, BadReading), ({"views": 10**15}, BadReading)],
)
def test_figures_that_cannot_be_are_refused(broadcast, ngoc, figures, refusal):
    with pytest.raises(refusal):
        typed(broadcast, ngoc, **figures)


def test_a_figure_from_the_future_is_refused(broadcast, ngoc):
    with pytest.raises(ReadingInFuture):
        typed(broadcast, ngoc, at=clock.now() + timedelta(hours=1), views=10)


def test_a_closed_campaign_takes_no_more_figures(campaign, broadcast, ngoc, admin):
    typed(broadcast, ngoc, views=100)
    actions.schedule_campaign(campaign, by=ngoc)
    actions.begin_broadcast(broadcast, by=ngoc)
    actions.end_broadcast(broadcast, by=ngoc)
    actions.end_campaign(campaign, by=ngoc)
    with pytest.raises(ReadingsNotReviewed):
        actions.review_campaign(campaign, by=ngoc)
    actions.review_readings(campaign, [newest().id], by=admin)
    actions.review_campaign(campaign, by=ngoc)
    with pytest.raises(FiguresClosed):
        typed(broadcast, ngoc, "later", views=101)
    with pytest.raises(FiguresClosed):
        actions.correct_reading(newest(), 99, "Sửa", by=ngoc)
    assert ExplanationMissing


figures = st.dictionaries(st.sampled_from(METRICS), st.integers(0, 10**9), max_size=6)


@given(st.lists(figures, max_size=6))
def test_figures_of_broadcasts_combine_as_section_6_says(rows):
    together = combined([{key: Taken(value, True) for key, value in row.items()} for row in rows])
    for metric in ("views", "likes", "platform_orders", "platform_value"):
        given_values = [row[metric] for row in rows if metric in row]
        assert together[metric] == (sum(given_values) if given_values else None)
    peaks = [row["peak_viewers"] for row in rows if "peak_viewers" in row]
    assert together["peak_viewers"] == (max(peaks) if peaks else None)
    holes = [row for row in rows if "views" in row and "unique_viewers" not in row]
    unique = [row["unique_viewers"] for row in rows if "unique_viewers" in row]
    assert together["unique_viewers"] == (sum(unique) if unique and not holes else None)
    watched = [(row["avg_watch_seconds"], row["views"]) for row in rows if {"avg_watch_seconds", "views"} <= set(row)]
    weight = sum(views for _, views in watched)
    if weight:
        average = sum(seconds * views for seconds, views in watched) / weight
        assert together["avg_watch_seconds"] == pytest.approx(average, abs=0.51)
    else:
        assert together["avg_watch_seconds"] is None
