"""`make lighthouse`: the demo world served as it is in production, each page judged by Lighthouse on its mobile preset.

Lighthouse comes from npm at one version into `var/lighthouse` and nothing of it into the project. Every page is judged
`RUNS` times and the median of its scores counts; below a goal the command fails and names the audits that fell short.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from typing import Any

from bench.report import machine
from bench.servers import ROOT, serve
from bench.world import open_market
from marketplace.core.assets import build_assets
from marketplace.core.places.actions import load_places
from marketplace.core.translations import compile_translations
from marketplace.demo.settings import DEMO_SETTINGS
from marketplace.demo.world import load_world
from marketplace.run import migrate
from tests.chromium import CHROMIUM, FLAGS

VERSION = "12.8.2"
HOME = ROOT / "var" / "lighthouse"
RUNS, TRIES = 3, 6
GOALS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
# A cart is one person's and asks not to be listed by search engines: everything else of SEO is asked of it.
SKIPPED = {"cart": "is-crawlable"}
TIMES = {"first-contentful-paint": "FCP s", "largest-contentful-paint": "LCP s", "total-blocking-time": "TBT ms"}


@dataclass(frozen=True)
class Page:
    """A page to judge; a cart is found by its cookie."""

    name: str
    address: str
    cookie: str = ""


def main() -> int:
    """Judge every page; returns the exit code."""
    if not shutil.which("npm") or not CHROMIUM:
        print("Lighthouse needs npm (Node 18.20 or later) and Chromium on this machine.")
        return 1
    install()
    with tempfile.TemporaryDirectory() as folder, market(Path(folder)) as pages:
        told = machine()
        print(
            f"Lighthouse {VERSION}, mobile preset, medians of {RUNS}; load {os.getloadavg()[0]:.1f}; {told}\n",
            flush=True,
        )
        print("  ".join((f"{'page':12}", *(f"{goal:>14}" for goal in (*GOALS, *TIMES.values(), "shift")))))
        short = [fault for page in pages for fault in judge(page, Path(folder))]
    for fault in short:
        print(f"  below the goal: {fault}")
    return 1 if short else 0


def install() -> None:
    """Bring Lighthouse from npm, once a version."""
    package = HOME / "node_modules" / "lighthouse" / "package.json"
    if package.exists() and json.loads(package.read_text())["version"] == VERSION:
        return
    HOME.mkdir(parents=True, exist_ok=True)
    wanted = ["install", "--prefix", str(HOME), "--no-audit", "--no-fund", "--save-exact", f"lighthouse@{VERSION}"]
    subprocess.run(["npm", *wanted], check=True)


@contextmanager
def market(folder: Path) -> Iterator[list[Page]]:
    """The demo world in a server of its own, and its pages."""
    url = f"sqlite:///{folder / 'market.db'}"
    build_assets(ROOT / "static", folder / "static")
    compile_translations(ROOT / "marketplace" / "translations")
    with open_market(url, folder, DEMO=True):
        migrate()
        load_places()
        load_world(booths=90, products=260)
    settings = {
        **DEMO_SETTINGS, "DATABASE_URL": url, "DATA_FOLDER": str(folder), "PUBLIC_URL": "http://127.0.0.1:{port}",
    }  # fmt: skip
    with serve("marketplace:create_app", settings, folder / "server.log", workers=1, threads=2) as server:
        yield list(pages_of(server.port))


def pages_of(port: int) -> Iterator[Page]:
    """The six pages, found as a program would find them."""
    root = f"http://127.0.0.1:{port}"
    product = _asked(port, "/api/v1/products?per_page=1")["items"][0]
    on_air = [each for each in _asked(port, "/api/v1/campaigns")["items"] if each["state"] == "live"]
    yield Page("first page", f"{root}/")
    yield Page("list", f"{root}/products")
    yield Page("product", product["url"])
    yield Page("booth", product["booth"]["url"])
    yield Page("cart", f"{root}/cart", _cart_with(port, f"/live/{on_air[0]['slug']}.json"))
    yield Page("live", on_air[0]["url"])


def _asked(port: int, path: str) -> Any:
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", path)
    return json.loads(connection.getresponse().read())


def _cart_with(port: int, line_up: str) -> str:
    variant_id = _asked(port, line_up)["items"][0]["variant_id"]
    connection = HTTPConnection("127.0.0.1", port)
    said = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    connection.request("POST", "/cart/lines", f"variant_id={variant_id}&quantity=1", said)
    kept = connection.getresponse().headers.get_all("Set-Cookie") or []
    return next(cookie.split(";")[0] for cookie in kept if cookie.startswith("cart="))


def judge(page: Page, folder: Path) -> list[str]:
    """Print the medians of a page; what fell short of a goal, with the audits that say why."""
    reports = list(reports_of(page, folder))
    scores = {goal: [_percent(report, goal) for report in reports] for goal in GOALS}
    medians = {goal: median(found) for goal, found in scores.items()}
    times = [median(report["audits"][name]["numericValue"] for report in reports) for name in TIMES]
    shift = median(report["audits"]["cumulative-layout-shift"]["numericValue"] for report in reports)
    shown = [*(f"{medians[goal]:.0f}" for goal in GOALS)]
    shown += [f"{times[0] / 1000:.2f}", f"{times[1] / 1000:.2f}", f"{times[2]:.0f}", f"{shift:.3f}"]
    print("  ".join((f"{page.name:12}", *(f"{each:>14}" for each in shown))), flush=True)
    return [
        f"{page.name}, {goal} {medians[goal]:.0f}: {', '.join(failed_audits(reports[-1], goal)) or 'by time'}"
        for goal, least in GOALS.items()
        if medians[goal] < least
    ]


def reports_of(page: Page, folder: Path) -> Iterator[Mapping[str, Any]]:
    """So many judgements of a page; one without a score (the browser was late) is asked for again."""
    found = 0
    for _ in range(TRIES):
        report = _judged(page, folder / "report.json")
        if report and all(report["categories"][goal]["score"] is not None for goal in GOALS):
            found += 1
            yield report
        if found == RUNS:
            return
    raise RuntimeError(f"{page.name}: Lighthouse came to no score in {TRIES} tries")


def _judged(page: Page, file: Path) -> Mapping[str, Any] | None:
    command = [
        str(HOME / "node_modules" / ".bin" / "lighthouse"), page.address, "--quiet", "--output=json",
        f"--output-path={file}", f"--only-categories={','.join(GOALS)}",
        f"--chrome-flags=--headless=new {' '.join(FLAGS)}",
    ]  # fmt: skip
    if page.cookie:
        command.append("--extra-headers=" + json.dumps({"Cookie": page.cookie}))
    if page.name in SKIPPED:
        command.append(f"--skip-audits={SKIPPED[page.name]}")
    file.unlink(missing_ok=True)
    subprocess.run(command, env={**os.environ, "CHROME_PATH": str(CHROMIUM)}, check=False, capture_output=True)
    return json.loads(file.read_text()) if file.exists() else None


def failed_audits(report: Mapping[str, Any], goal: str) -> list[str]:
    """The audits that cost this category something."""
    audits = report["audits"]
    weighed = [each["id"] for each in report["categories"][goal]["auditRefs"] if each["weight"] > 0]
    return [
        name
        for name in weighed
        if (audits[name]["score"] or 0) < 1 and audits[name]["scoreDisplayMode"] != "notApplicable"
    ]


def _percent(report: Mapping[str, Any], goal: str) -> int:
    return round(float(report["categories"][goal]["score"]) * 100)


if __name__ == "__main__":
    sys.exit(main())
