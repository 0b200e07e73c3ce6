"""The yardstick of every page: a Flask app that answers with bytes it holds, on the same server settings."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

from flask import Flask, Response


def create_app() -> Flask:
    """Serve each answer kept in the folder BENCH_ANSWERS under its name, for any method."""
    app = Flask("bare", static_folder=None)
    for kept in sorted(Path(os.environ["BENCH_ANSWERS"]).glob("*.json")):
        app.add_url_rule(f"/{kept.stem}", kept.stem, _answering(kept), methods=["GET", "POST"])
    return app


def _answering(kept: Path) -> Callable[[], Response]:
    facts = json.loads(kept.read_text(encoding="utf-8"))
    body = kept.with_suffix(".body").read_bytes()

    def answer() -> Response:
        return Response(body, facts["status"], headers=facts["headers"])

    return answer


def keep_answer(folder: Path, name: str, status: int, headers: dict[str, str], body: bytes) -> None:
    """Keep an answer of the market for the bare app to give."""
    (folder / f"{name}.json").write_text(json.dumps({"status": status, "headers": headers}), encoding="utf-8")
    (folder / f"{name}.body").write_bytes(body)
