"""`python -m tests.emulators.stripe_checkout --port 12111 --secret whsec_… --webhook-url http://127.0.0.1:8000/hooks/stripe`."""

from __future__ import annotations

import argparse
import signal
import sys

from tests.emulators.stripe_checkout.server import HOST, serving


def main() -> None:
    asked = argparse.ArgumentParser(description="Our emulator of Stripe's hosted Checkout; it is not Stripe.")
    asked.add_argument("--port", type=int, default=12111)
    asked.add_argument("--secret", default="whsec_emulator", help="signs the webhooks")
    asked.add_argument("--webhook-url", help="where webhooks go; on this machine only")
    given = asked.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with serving(port=given.port, secret=given.secret, webhook_url=given.webhook_url) as (server, _):
        print(f"Checkout emulator (not Stripe) on http://{HOST}:{server.server_port}", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
