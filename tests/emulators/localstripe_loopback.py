"""localstripe on this machine's loopback only, in memory only, always in a process of its own (it is GPL).

Its own command binds every interface and keeps a pickle that the next start loads.
"""

from __future__ import annotations

import argparse

from aiohttp import web
from localstripe import resources, server


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--port", type=int, default=8420)
    resources.Store.dump_to_disk = lambda self: None
    web.run_app(server.app, host="127.0.0.1", port=asked.parse_args().port, print=None)


if __name__ == "__main__":
    main()
