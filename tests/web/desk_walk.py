"""Walking every page of a desk, counting what each asks of the database."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask

from marketplace.core.db import db
from tests.web.authorization_table import TABLE
from tests.web.stage import Stage
from tests.web.test_authorization import Cell, address, rules_of, things_of

MOST = 8


def pages_of(app: Flask, face: str) -> Iterator[str]:
    """The endpoints of a face that answer a GET."""
    for endpoint, rules in sorted(rules_of(app).items()):
        if endpoint.startswith(f"{face}.") and any("GET" in (rule.methods or ()) for rule in rules):
            yield endpoint


def path_to(stage: Stage, app: Flask, endpoint: str, role: str) -> str:
    """Where a page stands, with this role's own things in its address."""
    rule = next(rule for rule in rules_of(app)[endpoint] if "GET" in (rule.methods or ()))
    row = TABLE[endpoint]
    return address(stage, rule, row, Cell(role, ("own",) * len(things_of(row))))


def asked_by(stage: Stage, paths: dict[str, str], role: str, queries: list[str]) -> dict[str, int]:
    """How many statements each page takes the second time it is opened."""
    client, found = stage.client(role), {}
    for endpoint, path in paths.items():
        for _time in range(2):
            db.session.remove()
            queries.clear()
            answer = client.get(path)
            assert answer.status_code < 400, f"{path}: {answer.status_code}"
        found[endpoint] = len(queries)
    return found
