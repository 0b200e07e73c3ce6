"""`make run`: set everything up, load the demo world into an empty database, serve until Ctrl-C.

Without a Stripe key the card emulator of the tests is started too, so that a newcomer can pay by card; without another
address of GHN's its emulator, so that a booth can be connected to a carrier; without an app key of TikTok Shop's its
emulator, so that a shop can be connected and its orders come in.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import func, select

from config import ROOT, Config
from marketplace import create_app
from marketplace.core.assets import build_assets
from marketplace.core.db import db
from marketplace.core.hold import hang_up
from marketplace.core.places.actions import load_places
from marketplace.core.places.models import Commune
from marketplace.core.translations import compile_translations
from marketplace.demo.people import PASSWORD, PEOPLE
from marketplace.demo.settings import DEMO_SETTINGS
from marketplace.demo.world import is_half_loaded, is_loaded, load_world

GRACE_SECONDS = 10


def main() -> int:
    """Do it all; returns the exit code."""
    port = int(os.environ.get("PORT", "8000"))
    if is_taken(port):
        print(f"  Port {port} is in use by something else. Take another one: make run PORT={port + 100}")
        return 1
    settings = settings_for(port)
    os.environ.update(settings)
    config = Config.from_environment()
    try:
        is_whole = set_up(config)
    except KeyboardInterrupt:
        print("\n  Stopped.")
        return 130
    if not is_whole:
        print("\n  Loading the demo world was stopped on the way: only a part is there. Begin anew: make clean run")
        return 1
    processes = start_all(config, port)
    if wait_until_open(processes, port):
        say_welcome(config)
    return wait_for(processes)


def settings_for(port: int) -> dict[str, str]:
    """What the demo needs and the person has not set."""
    wanted = {**DEMO_SETTINGS, "PORT": str(port), "PUBLIC_URL": f"http://127.0.0.1:{port}"}
    if not os.environ.get("STRIPE_SECRET_KEY"):
        wanted |= {
            "STRIPE_SECRET_KEY": "sk_test_emulator",
            "STRIPE_WEBHOOK_SECRET": "whsec_emulator",
            "STRIPE_API_BASE": f"http://127.0.0.1:{free_port(port + 1)}",
        }
    if not os.environ.get("TIKTOK_APP_KEY"):
        wanted |= {
            "TIKTOK_APP_KEY": "29a39d",
            "TIKTOK_APP_SECRET": "e59af819cc",
            "TIKTOK_API_BASE": f"http://127.0.0.1:{free_port(port + 120)}",
        }
    wanted["GHN_API_BASE"] = f"http://127.0.0.1:{free_port(port + 60)}"
    return {name: value for name, value in wanted.items() if not os.environ.get(name)}


def is_taken(port: int) -> bool:
    """Whether somebody listens at this port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port(first: int) -> int:
    """The first port from `first` on that nobody listens at."""
    for port in range(first, first + 50):
        if not is_taken(port):
            return port
    raise OSError(f"no free port from {first} on")


def set_up(config: Config) -> bool:
    """Assets, translations, schema, places, demo world: each only where it is missing or has changed.

    False when there is half a demo world, which nobody should take for the market.
    """
    config.data_folder.mkdir(parents=True, exist_ok=True)
    step("Assets", lambda: build_assets(ROOT / "static", config.data_folder / "static"))
    step("Translations", lambda: compile_translations(ROOT / "marketplace" / "translations"))
    app = create_app(config)
    with app.app_context():
        step("Database", migrate)
        # Places that an older version loaded do not know where they lie.
        if not db.session.scalar(select(func.count(Commune.lat))):
            step("Places of Viet Nam", load_places)
        if not is_loaded():
            step("Demo world (300 booths, 620 products; about half a minute)", load_world)
        is_whole = not is_half_loaded()
        hang_up()
    return is_whole


def step(name: str, work: Callable[[], object]) -> None:
    """Do one step and say how long it took."""
    print(f"  {name} … ", end="", flush=True)
    began = time.monotonic()
    work()
    print(f"{time.monotonic() - began:.1f} s", flush=True)


def migrate() -> None:
    """Bring the schema to the newest revision."""
    settings = AlembicConfig(toml_file=str(ROOT / "pyproject.toml"))
    with db.engine.execution_options(writes=True).begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")


def start_all(config: Config, port: int) -> list[subprocess.Popen[bytes]]:
    """The web server, the worker and, without the real ones, the emulators of Stripe, GHN and TikTok Shop."""
    commands = [
        ["granian", "--interface", "wsgi", "--factory", "--host", "127.0.0.1", "--port", str(port), "--workers", "1",
         "--blocking-threads", "4", "--no-ws", "--log-level", "error", "marketplace:create_app"],
        ["flask", "--app", "marketplace", "worker"],
    ]  # fmt: skip
    started = [launch([str(Path(sys.executable).with_name(command[0])), *command[1:]]) for command in commands]
    if config.STRIPE_API_BASE.startswith("http://127.0.0.1"):
        started.append(launch(emulator_command(config)))
    if config.GHN_API_BASE.startswith("http://127.0.0.1"):
        port_of_ghn = config.GHN_API_BASE.rsplit(":", 1)[1]
        started.append(launch([sys.executable, "-m", "tests.emulators.ghn", "--port", port_of_ghn]))
    if config.TIKTOK_API_BASE.startswith("http://127.0.0.1"):
        of_tiktok = ["--port", config.TIKTOK_API_BASE.rsplit(":", 1)[1], "--market", config.PUBLIC_URL]
        started.append(launch([sys.executable, "-m", "tests.emulators.tiktok_shop_demo", *of_tiktok]))
    return started


def emulator_command(config: Config) -> list[str]:
    """How the emulator of Stripe's Checkout is started."""
    return [
        sys.executable, "-m", "tests.emulators.stripe_checkout", "--port", config.STRIPE_API_BASE.rsplit(":", 1)[1],
        "--secret", config.STRIPE_WEBHOOK_SECRET, "--webhook-url", f"{config.PUBLIC_URL}/hooks/stripe",
    ]  # fmt: skip


def launch(command: list[str]) -> subprocess.Popen[bytes]:
    """Start a child in its own session, so that Ctrl-C reaches it through us and in order."""
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True)  # noqa: S603 - our own commands


def wait_until_open(processes: list[subprocess.Popen[bytes]], port: int) -> bool:
    """Wait until the web server takes connections; False when a process ended before it did."""
    while all(process.poll() is None for process in processes):
        if is_taken(port):
            return True
        time.sleep(0.1)
    return False


def say_welcome(config: Config) -> None:
    """Where the market is and who may sign in."""
    print(f"\n  Gian Hàng is open at {config.PUBLIC_URL}\n")
    for address, line in PEOPLE.items():
        print(f"    {address:24} {line}")
    print(f"\n  Password for all: {PASSWORD}")
    print(f"  Letters are written to {config.data_folder / 'letters'}. Ctrl-C ends everything.\n", flush=True)


def wait_for(processes: list[subprocess.Popen[bytes]]) -> int:
    """Wait until Ctrl-C or until one of them dies, then end the others."""
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, _interrupt)
    code = 0
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(0.3)
        code = 1
        print("  A process ended by itself; stopping the others.")
    except KeyboardInterrupt:
        print("\n  Closing the market …")
    for process in processes:
        process.terminate()
    for process in processes:
        _end(process)
    return code


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()


if __name__ == "__main__":
    sys.exit(main())
