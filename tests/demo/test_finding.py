"""Search finds what shoppers mean, however they type it, and answers alike on both databases."""

from collections import Counter

import pytest
from sqlalchemy import insert, select

from config import Config
from marketplace import create_app
from marketplace.core.db import db
from marketplace.core.hold import hang_up
from marketplace.demo.finding import SETS, Judged, Query, by_kind, judge, queries
from marketplace.demo.world import load_world
from marketplace.domain.search.queries import ranking
from tests.conftest import migrate

LEAST_RECALL = {
    "toned": 1.0, "untoned": 1.0, "telex": 0.95, "old place": 0.95, "misspelt": 0.85, "joined": 0.95, "english": 0.95,
}  # fmt: skip


# What nothing was mended for: the goals of the project hold, and not much less than was measured (0.94 and 1.00 elsewhere).
HELD_OUT = {**LEAST_RECALL, "misspelt": 0.90}
LEAST_RECIPROCAL = {"toned": 0.95, "untoned": 0.95, "telex": 0.95, "old place": 0.85, "misspelt": 0.85}


def test_the_held_out_set_has_a_hundred_queries_of_the_same_kinds_and_shares_none():
    kinds = Counter(query.kind for query in queries("held_out"))
    assert kinds.keys() == LEAST_RECALL.keys()
    assert sum(kinds.values()) >= 100
    assert min(kinds.values()) >= 14
    texts = [query.text for of in SETS for query in queries(of)]
    assert len(set(texts)) == len(texts)


def test_the_set_has_two_hundred_queries_of_seven_kinds_and_asks_nothing_twice():
    kinds = Counter(query.kind for query in queries())
    assert kinds.keys() == LEAST_RECALL.keys()
    assert sum(kinds.values()) >= 200
    assert min(kinds.values()) >= 30
    assert len({query.text for query in queries()}) == len(queries())


def test_the_figures_are_means_of_each_kind():
    query = Query("toned", "tiêu", ("Hạt tiêu Cùa",), ())
    assert by_kind([Judged(query, 1.0, 0.5), Judged(query, 0.0, 0.0)]) == {"toned": (2, 0.5, 0.25)}


@pytest.mark.slow
def test_shoppers_find_what_they_mean_on_either_database(app, tmp_path, capsys):
    load_world(booths=90, products=260, seed=1)
    for of, least in (("queries", LEAST_RECALL), ("held_out", HELD_OUT)):
        figures = by_kind(judge(of))
        with capsys.disabled():
            for kind, (count, recall, reciprocal) in figures.items():
                print(f"\n{of:9} {kind:12} {count:4} queries  recall@10 {recall:.3f}  MRR {reciprocal:.3f}", end="")
        assert {kind: recall for kind, (_, recall, _) in figures.items() if recall < least[kind]} == {}, of
        firsts = {kind: figures[kind][2] for kind in LEAST_RECIPROCAL}
        assert {kind: mean for kind, mean in firsts.items() if mean < LEAST_RECIPROCAL[kind]} == {}, of
    assert judge(rank=lambda text: ranking(text[::-1]))[0].recall == 0.0
    if db.engine.dialect.name == "postgresql":
        assert answers() == answers_on_sqlite(tmp_path)


def answers() -> dict[str, list[int]]:
    return {query.text: ranking(query.text, most=50) for of in SETS for query in queries(of)}


def answers_on_sqlite(folder) -> dict[str, list[int]]:
    """What the same rows answer from an SQLite file."""
    # Not the book: it takes rows only as its verbs write them, and nobody searches it.
    without = ("audit", "outbox", "ledger")
    tables = [table for table in db.metadata.sorted_tables if not table.name.startswith(without)]
    rows = {table: [dict(row) for row in db.session.execute(select(table)).mappings()] for table in tables}
    other = create_app(Config(DATABASE_URL=f"sqlite:///{folder / 'other.db'}", DATA_FOLDER=str(folder), TESTING=True))
    with other.app_context():
        migrate()
        with db.engine.execution_options(writes=True).begin() as connection:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            for table, values in rows.items():
                if values:
                    connection.execute(table.delete())
                    connection.execute(insert(table), values)
        found = answers()
        hang_up()
    return found
