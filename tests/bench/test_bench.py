"""The harness in miniature, so that it cannot rot: it measures, it counts, it keeps its promises to other programs."""

import json

import pytest

from bench import __main__ as bench
from bench import night
from bench.bare import keep_answer
from bench.load import play, read_wrk
from bench.ordering import play_orders
from bench.report import headline
from bench.servers import ROOT, serve
from bench.stage import open_stage
from bench.visits import Ask, Jar, Refused, Reply, Unexpected, check, one
from marketplace.core.assets import build_assets

HEADLINE = {
    "list_cached_vs_bare", "list_uncached_vs_bare", "search_rps", "place_pg_rps", "place_hot_pg_rps",
    "place_sqlite_rps", "flow_pg_rps", "click_vs_bare", "poll_vs_bare", "search_p95_growth", "results_growth",
    "desk_growth",
}  # fmt: skip


@pytest.fixture
def bare(tmp_path):
    """A bare server that answers /page with 21 bytes."""
    keep_answer(tmp_path, "page", 200, {"Content-Type": "text/html"}, b"<p>twenty-one bytes</p>"[:21])
    with serve(
        "bench.bare:create_app", {"BENCH_ANSWERS": str(tmp_path)}, tmp_path / "log", workers=1, threads=1
    ) as server:
        yield server


@pytest.mark.slow
def test_a_run_prints_every_promised_figure_on_its_last_line(capsys):
    options = ["--databases", "sqlite", "--products", "60", "--rounds", "1", "--seconds", "0.3", "--quick"]
    assert bench.main([*options, "--only", "list"]) == 0
    said = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert set(said["headline"]) == HEADLINE
    assert {row["name"] for row in said["rows"]} == {"list cached", "list uncached"}
    assert said["headline"]["list_cached_vs_bare"] > said["headline"]["list_uncached_vs_bare"] > 0
    assert said["headline"]["place_pg_rps"] is None
    cached = next(row for row in said["rows"] if row["name"] == "list cached")
    assert (cached["queries_per_request"], cached["errors"]) == (0, {})
    assert said["machine"]["cores"] >= 1


@pytest.mark.slow
def test_a_sold_out_run_sells_every_unit_once_and_no_more(capsys):
    options = ["--databases", "sqlite", "--products", "60", "--rounds", "1", "--seconds", "0.3", "--quick"]
    assert bench.main([*options, "--only", "place hot"]) == 0
    said = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert said["sold_out"]["sqlite"]["sold"] == said["sold_out"]["sqlite"]["units"]
    assert said["rows"][0]["oversold"] == 0


@pytest.mark.slow
def test_our_own_load_counts_answers_refusals_and_faults(bare):
    def visit(number):
        yield Ask("/page" if number % 3 else "/nothing")
        if number % 3 == 1:
            raise Refused

    measured = play(bare.port, visit, visitors=2, seconds=5, most=30)
    assert (measured.visits, measured.refused, measured.errors.total()) == (10, 10, 10)
    assert measured.p50 > 0
    assert bare.cpu_seconds() > 0


@pytest.mark.slow
def test_load_ends_when_its_time_is_over(bare):
    measured = play(bare.port, one(Ask("/page")), visitors=2, seconds=0.2)
    assert measured.visits > 0
    assert measured.errors == {}


def test_the_line_of_wrk_is_read_and_anything_else_refused():
    measured = read_wrk("Running …\nbench 1000 2000000 350 700 9000 0 2\n")
    assert (measured.rate, measured.p50, measured.p95, measured.p99) == (500, 0.35, 0.7, 9)
    assert measured.errors.total() == 2
    with pytest.raises(RuntimeError, match="unable to connect"):
        read_wrk("unable to connect")


def test_an_answer_that_was_not_expected_is_a_fault():
    with pytest.raises(Unexpected, match="POST /cart answered 500"):
        check(Ask("/cart", "POST"), Reply(500, b"", b""))


def test_a_visitor_sends_the_cookies_that_a_browser_would():
    jar = Jar(**{"User-Agent": "phone"})
    assert jar.headers == {"User-Agent": "phone"}
    jar.keep(Reply(303, b"HTTP/1.1 303\r\nset-cookie: cart=a.b; Path=/\r\nSet-Cookie: session=c=; HttpOnly", b""))
    assert jar.headers == {"User-Agent": "phone", "Cookie": "cart=a.b; session=c="}
    jar.keep(Reply(200, b"HTTP/1.1 200\r\nSet-Cookie: session=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0", b""))
    jar.keep(Reply(200, b"HTTP/1.1 200\r\nset-cookie: cart=d", b""))
    assert jar.headers == {"User-Agent": "phone", "Cookie": "cart=d"}


def test_headlines_that_were_not_measured_are_null():
    assert {*headline([], 620), "desk_growth"} == HEADLINE
    assert set(headline([], 620).values()) == {None}


@pytest.mark.slow
def test_the_bare_driver_places_real_orders(tmp_path):
    world = bench.build_world(f"sqlite:///{tmp_path / 'market.db'}", tmp_path, 20)
    measured = play_orders(world.url, lambda number: (number % 20 + 1,), clients=1, seconds=0.3)
    assert measured.visits > 0


@pytest.mark.slow
def test_a_small_night_sells_what_there_is_and_its_figures_are_exact(tmp_path, monkeypatch):
    for name, value in {"VIEWERS": 20, "BUYERS": 12, "PIECES": 8, "AT_ONCE": 4}.items():
        monkeypatch.setattr(night, name, value)
    build_assets(ROOT / "static", tmp_path / "static")
    world = bench.build_world(f"sqlite:///{tmp_path / 'market.db'}", tmp_path, 60)
    with open_stage(world, tmp_path, workers=1, threads=2) as stage:
        told = night.play_night(stage)
    assert (told["sold"], told["told_sold_out"], told["orders_placed"], told["clicks"]) == (8, 4, 8, 12)
    assert told["polls"]["unanswered"] == 0
    assert told["polls"]["polls"] >= 1
