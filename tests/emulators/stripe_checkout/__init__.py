"""OUR emulator of Stripe's hosted Checkout. It is not Stripe, and was not made by Stripe.

It behaves as Stripe documents for the parts that the market uses, keeps everything in memory, and answers on
this machine only. Passing against it proves that we meet our own reading of the documentation: only Stripe's
own test mode, with keys and the internet, proves the last step.
"""

from tests.emulators.stripe_checkout.app import create_emulator
from tests.emulators.stripe_checkout.control import Control
from tests.emulators.stripe_checkout.server import in_background, serving

__all__ = ["Control", "create_emulator", "in_background", "serving"]
