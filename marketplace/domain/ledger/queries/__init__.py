"""What is known of rates, of the terms of a sale, and of what a booth has earned."""

from marketplace.domain.ledger.queries.earnings import (
    OrderMoney,
    Posted,
    Standing,
    Total,
    first_month,
    lines_of,
    money_of,
    standing_of,
    totals_of,
)
from marketplace.domain.ledger.queries.rates import (
    WhatIGet,
    in_force_now,
    rate_facts,
    rates,
    withholding_of,
    withholdings_of,
)

__all__ = [
    "OrderMoney", "Posted", "Standing", "Total", "WhatIGet", "first_month", "in_force_now", "lines_of", "money_of",
    "rate_facts", "rates", "standing_of", "totals_of", "withholding_of", "withholdings_of",
]  # fmt: skip
