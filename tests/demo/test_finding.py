"""Search finds what shoppers mean, however they type it, and answers alike on both databases."""

from collections import Counter

import pytest
from sqlalchemy import insert, select

from config import Config
from marketplace import create_app
from marketplace.core.db import db
from marketplace.demo.finding import Judged, Query, by_kind, judge, queries
from marketplace.demo.world import load_world
from marketplace.domain.search.queries import ranking
from tests.conftest import migrate

LEAST_RECALL = {
    "toned": 1.0, "untoned": 1.0, "telex": 0.95, "old place": 0.95, "misspelt": 0.85, "joined": 0.95, "english": 0.95,
}  # fmt: skip


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
    figures = by_kind(judge())
    with capsys.disabled():
        for kind, (count, recall, reciprocal) in figures.items():
            print(f"\n{kind:12} {count:4} queries  recall@10 {recall:.3f}  MRR {reciprocal:.3f}", end="")
    assert {kind: recall for kind, (_, recall, _) in figures.items() if recall < LEAST_RECALL[kind]} == {}
    assert judge(lambda text: ranking(text[::-1]))[0].recall == 0.0
    if db.engine.dialect.name == "postgresql":
        assert answers() == answers_on_sqlite(tmp_path)


def answers() -> dict[str, list[int]]:
    return {query.text: ranking(query.text, most=50) for query in queries()}


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
        db.session.remove()
        db.engine.dispose()
    return found
