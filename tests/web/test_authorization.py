"""Every route × method × role × {own, foreign, missing}, against the reviewed table (THREATS T01, T04, T21)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from marketplace.core.db import db
from tests.web.authorization_table import (
    APPLY,
    EXEMPT_FROM_ORIGIN,
    FORBIDDEN,
    IN,
    NO_PROOF,
    NOT_THERE,
    SIGN_IN,
    SIGNED_IN,
    TABLE,
    Fixed,
    Row,
)
from tests.web.stage import MISSING, NUMBERS, ROLES, Stage

SAFE = ("GET", "HEAD", "OPTIONS")
# The library's own route for files is not ours; these are written by every page of a signed-in person, now and then.
LEADS_TO = {"/account/sign-in": SIGN_IN, "/seller/application": APPLY}
KEEPS_OWN_BOOKS = frozenset({"sign_ins"})


@dataclass(frozen=True)
class Cell:
    """One way to ask: who, for whose things (per parameter)."""

    role: str
    whose: tuple[str, ...]

    @property
    def kind(self) -> str:
        """own, foreign (all of them), missing (one of them), or mixed."""
        kinds = set(self.whose) or {"own"}
        if "missing" in kinds:
            return "missing"
        return kinds.pop() if len(kinds) == 1 else "mixed"


def rules_of(app: Flask) -> dict[str, list[Rule]]:
    rules: dict[str, list[Rule]] = {}
    for rule in app.url_map.iter_rules():
        rules.setdefault(rule.endpoint, []).append(rule)
    return rules


def unsafe_methods(rule: Rule) -> list[str]:
    return sorted(set(rule.methods or ()) - set(SAFE))


def things_of(row: Row) -> list[str]:
    return [name for name, thing in row.things.items() if not isinstance(thing, Fixed)]


def combinations(row: Row) -> list[tuple[str, ...]]:
    """All one's own; each in turn foreign and missing; all foreign."""
    count = len(things_of(row))
    own = ("own",) * count
    ways = [own]
    for place in range(count):
        ways += [(*own[:place], other, *own[place + 1 :]) for other in ("foreign", "missing")]
    return list(dict.fromkeys([*ways, ("foreign",) * count]))


def address(stage: Stage, rule: Rule, row: Row, cell: Cell) -> str:
    whose = dict(zip(things_of(row), cell.whose, strict=True))
    path = "".join(
        quote(str(part)) if not is_parameter else quote(_value(stage, row, part, cell.role, whose), safe="/")
        for is_parameter, part in rule._trace
        if part != "|"
    )
    return path.split("|")[-1]


def _value(stage: Stage, row: Row, name: str, role: str, whose: dict[str, str]) -> str:
    thing = row.things[name]
    return str(thing) if isinstance(thing, Fixed) else stage.value(thing, role=role, whose=whose[name])


def outcome(answer: TestResponse) -> str:
    """What the answer amounts to for who asked."""
    led_to = urlsplit(answer.location).path if answer.status_code in (302, 303) else ""
    if led_to in LEADS_TO:
        return LEADS_TO[led_to]
    return {401: NO_PROOF, 403: FORBIDDEN, 404: NOT_THERE}.get(answer.status_code, IN)


def is_expected(row: Row, cell: Cell, answer: TestResponse, *, unsafe: bool) -> bool:
    expected, found = row.policy.answer(cell.role, cell.kind, unsafe=unsafe), outcome(answer)
    if answer.status_code >= 500:
        return False
    if expected == NO_PROOF:
        return answer.status_code in (400, 401, 403) or (row.quiet and found == NOT_THERE)
    if row.quiet and expected == NOT_THERE:
        return found in (NOT_THERE, IN)
    if expected == IN and row.empty is not None:
        return answer.status_code == row.empty or found == IN
    return found == expected


@pytest.fixture
def stage(app: Flask, client) -> Stage:
    return Stage(app)


def ask(stage: Stage, rule: Rule, row: Row, cell: Cell, method: str, **options) -> tuple[str, TestResponse]:
    path = address(stage, rule, row, cell)
    client = stage.client(cell.role)
    db.session.rollback()
    answer = client.open(path, method=method, **options)
    db.session.rollback()
    return path, answer


ENDPOINTS = sorted(TABLE)


def test_every_route_has_a_row_and_every_row_a_route(app):
    ours = set(rules_of(app)) - {"static"}
    assert sorted(ours - set(TABLE)) == [], "these routes are in no row of authorization_table.py"
    assert sorted(set(TABLE) - ours) == [], "these rows of authorization_table.py have no route"


def test_every_parameter_is_named_in_its_row(app):
    for endpoint, rules in rules_of(app).items():
        for rule in rules:
            if endpoint in TABLE:
                assert set(rule.arguments) == set(TABLE[endpoint].things), endpoint


def cells(row: Row, *, unsafe: bool) -> Iterator[Cell]:
    """The refused first, because who is let in may change what is there."""
    every = [Cell(role, whose) for role in ROLES for whose in combinations(row)]
    return iter(sorted(every, key=lambda cell: row.policy.answer(cell.role, cell.kind, unsafe=unsafe) == IN))


@pytest.mark.plants_a_fault
@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_each_role_is_answered_as_the_table_says(app, client, dirty_tables, endpoint):
    stage, row = Stage(app), TABLE[endpoint]
    wrong, written = [], set()
    for rule in rules_of(app)[endpoint]:
        for method in ("GET", *unsafe_methods(rule)):
            if method not in (rule.methods or ()):
                continue
            for cell in cells(row, unsafe=method != "GET"):
                address(stage, rule, row, cell)
                stage.client(cell.role)
                written |= dirty_tables
                dirty_tables.clear()
                path, answer = ask(stage, rule, row, cell, method)
                if not is_expected(row, cell, answer, unsafe=method != "GET"):
                    expected = row.policy.answer(cell.role, cell.kind, unsafe=method != "GET")
                    wrong.append(f"{method} {path} {cell.role} {cell.whose}: {answer.status_code}, not {expected}")
                if method == "GET" and dirty_tables - row.writes - KEEPS_OWN_BOOKS:
                    wrong.append(f"GET {path} {cell.role} wrote {dirty_tables}")
                if dirty_tables:
                    stage = Stage(app)
    dirty_tables |= written
    assert wrong == []


@pytest.mark.plants_a_fault
@pytest.mark.parametrize("endpoint", [each for each in ENDPOINTS if things_of(TABLE[each])])
def test_anothers_thing_looks_like_none(app, stage, endpoint):
    """The same bytes for a foreign and a missing one, once what was asked for is taken out of them (T01)."""
    row = TABLE[endpoint]
    different = []
    for rule in rules_of(app)[endpoint]:
        method = (unsafe_methods(rule) or ["GET"])[0]
        for role in ROLES:
            for place, name in enumerate(things_of(row)):
                foreign, missing = (
                    Cell(role, tuple(other if n == place else "own" for n in range(len(things_of(row)))))
                    for other in ("foreign", "missing")
                )
                let_in = row.policy.answer(role, foreign.kind, unsafe=method != "GET") == IN
                if let_in or (row.quiet and row.policy is not SIGNED_IN):
                    continue
                pages = [_page(stage, rule, row, cell, method) for cell in (foreign, missing)]
                if pages[0] != pages[1]:
                    different.append(f"{method} {endpoint} {role} {name}")
    assert different == []


def _page(stage: Stage, rule: Rule, row: Row, cell: Cell, method: str) -> tuple[int, str | None, bytes]:
    path, answer = ask(stage, rule, row, cell, method)
    # A page may show the very code that it was asked for: the form that asks a stranger for the phone number is filled in.
    names = {each for each in path.split("/") if each.startswith("QT-")}
    body = answer.data
    for spelling in (path, quote(path, safe=""), quote(path), *names):
        body = body.replace(spelling.encode(), b"")
    location = None if outcome(answer) == SIGN_IN else answer.location
    return answer.status_code, location, body


@pytest.mark.plants_a_fault
@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_other_ways_to_ask_open_nothing(app, stage, dirty_tables, endpoint):
    """HEAD is GET without a body; OPTIONS says nothing of the page; a header cannot turn one method into another."""
    row = TABLE[endpoint]
    for rule in rules_of(app)[endpoint]:
        for role in ("visitor", "shopper", "organizer"):
            cell = Cell(role, ("own",) * len(things_of(row)))
            _, options = ask(stage, rule, row, cell, "OPTIONS")
            assert options.status_code < 500
            if outcome(options) == IN:
                assert options.data == b""
            if "GET" not in (rule.methods or ()):
                continue
            _, get = ask(stage, rule, row, cell, "GET")
            _, head = ask(stage, rule, row, cell, "HEAD")
            assert (head.status_code, head.data) == (get.status_code, b"")
            stage.client(role)
            dirty = set(dirty_tables)
            dirty_tables.clear()
            for name in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
                _, turned = ask(
                    stage, rule, row, cell, "GET", headers={name: "DELETE"}, query_string={"_method": "POST"}
                )
                assert turned.status_code == get.status_code
            assert dirty_tables - row.writes - KEEPS_OWN_BOOKS == set()
            dirty_tables |= dirty


@pytest.mark.plants_a_fault
@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_no_other_site_can_send_a_form_of_ours(app, stage, dirty_tables, endpoint):
    """Checked before anybody is looked for: signed in or not, nothing is written (T21)."""
    row = TABLE[endpoint]
    forged = [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"},
              {"Origin": "null"}, {"Origin": "http://evil.example"}, {}]  # fmt: skip
    for rule in rules_of(app)[endpoint]:
        for method in unsafe_methods(rule):
            for role in ("visitor", "owner", "admin"):
                cell = Cell(role, ("own",) * len(things_of(row)))
                path, client = address(stage, rule, row, cell), stage.client(role)
                dirty = set(dirty_tables)
                dirty_tables.clear()
                for headers in forged:
                    answer = plainly(client, path, method, headers)
                    if endpoint in EXEMPT_FROM_ORIGIN:
                        assert answer.status_code in (400, 401, 403)
                    else:
                        assert answer.status_code == 403, (path, role, headers)
                assert dirty_tables == set()
                dirty_tables |= dirty


def plainly(client, path: str, method: str, headers: dict[str, str]) -> TestResponse:
    """A request without the header that our test browser adds."""
    from flask.testing import FlaskClient

    return FlaskClient.open(client, path, method=method, headers=headers)


def test_the_list_of_exempt_routes_is_the_one_that_was_reviewed(app):
    from marketplace.core.forgery import EXEMPT_BLUEPRINTS

    exempt = {
        endpoint
        for endpoint, rules in rules_of(app).items()
        if endpoint.partition(".")[0] in EXEMPT_BLUEPRINTS and any(unsafe_methods(rule) for rule in rules)
    }
    assert exempt == EXEMPT_FROM_ORIGIN


@pytest.mark.plants_a_fault
@pytest.mark.parametrize("endpoint", [each for each in ENDPOINTS if things_of(TABLE[each])])
def test_a_name_that_nothing_can_have_is_no_fault(app, stage, monkeypatch, endpoint):
    row = TABLE[endpoint]
    for name in ("\x00", "a\x00b", "%", "_", "'", "\ud7ff", "..", "x" * 3000, "{{7*7}}", "None"):
        for thing in MISSING:
            monkeypatch.setitem(MISSING, thing, name)
        for rule in rules_of(app)[endpoint]:
            for method in {"GET", *unsafe_methods(rule)}:
                for role in ("visitor", "owner", "organizer"):
                    cell = Cell(role, ("missing",) * len(things_of(row)))
                    _, answer = ask(stage, rule, row, cell, method)
                    assert answer.status_code < 500, (method, endpoint, role, name)


@pytest.mark.plants_a_fault
@pytest.mark.parametrize("endpoint", [each for each in ENDPOINTS if NUMBERS & set(TABLE[each].things.values())])
def test_a_number_that_is_none_of_ours_is_no_fault(app, stage, monkeypatch, endpoint):
    row = TABLE[endpoint]
    whose = tuple("missing" if row.things[name] in NUMBERS else "own" for name in things_of(row))
    for number in (str(2**63 - 1), str(2**63), "1" * 40, "1" * 5000, "0", "-1", "1.5", "\x00", "１", "x"):
        for thing in NUMBERS:
            monkeypatch.setitem(MISSING, thing, number)
        for rule in rules_of(app)[endpoint]:
            for method in {"GET", *unsafe_methods(rule)}:
                for role in ("owner", "organizer"):
                    _, answer = ask(stage, rule, row, Cell(role, whose), method)
                    assert answer.status_code < 500, (method, endpoint, role, number)


def test_a_route_without_its_check_is_seen(app, stage):
    """The engine sees: a page that lets everybody in is not what a closed row expects."""
    row, [rule] = TABLE["storefront.show_help"], rules_of(app)["storefront.show_help"]
    closed = TABLE["organizer.list_booths"]
    cell = Cell("shopper", ())
    _, answer = ask(stage, rule, row, cell, "GET")
    assert is_expected(row, cell, answer, unsafe=False)
    assert not is_expected(closed, cell, answer, unsafe=False)
