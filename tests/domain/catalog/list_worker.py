"""A worker of its own process that takes in what was asked for; it may be told to die on the way.

python -m tests.domain.catalog.list_worker DATABASE_URL FOLDER [parts after which it is killed]
"""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from config import Config
from marketplace import create_app
from marketplace.domain.catalog.actions import take_in_asked_imports, taking_in


def main(url: str, folder: str, parts: str = "") -> None:
    app = create_app(Config(DATABASE_URL=url, DATA_FOLDER=folder, SECRET_KEY="x" * 40))
    with app.app_context():
        if parts:
            taking_in._make = dying(taking_in._make, int(parts))  # type: ignore[assignment]
        take_in_asked_imports()
    print(peak_bytes())


def dying(make: Callable[..., Any], after: int) -> Callable[..., Any]:
    """`make`, until the process is killed: in a part, when its rows are written and nothing is committed."""
    calls = iter(range(after, -1, -1))

    def make_or_die(*args: Any) -> Any:
        made = make(*args)
        if not next(calls):
            os.kill(os.getpid(), signal.SIGKILL)
        return made

    return make_or_die


def peak_bytes() -> int:
    """The most memory that was resident, since this program began."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found
    return int(found[1]) * 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
