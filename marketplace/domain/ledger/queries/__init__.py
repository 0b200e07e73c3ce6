"""What is known of rates, of the terms of a sale, and of what a booth has earned."""

from marketplace.domain.ledger.queries.rates import (
    WhatIGet,
    in_force_now,
    rate_facts,
    rates,
    withholding_of,
    withholdings_of,
)

__all__ = ["WhatIGet", "in_force_now", "rate_facts", "rates", "withholding_of", "withholdings_of"]
