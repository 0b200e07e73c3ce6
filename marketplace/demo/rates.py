"""Sample rates, so that there is something to reckon with; no tax, whose rates nobody has verified."""

from __future__ import annotations

from datetime import datetime, timedelta

from marketplace.core import clock
from marketplace.domain.accounts.models import Person
from marketplace.domain.ledger.actions import set_rate

# Older than the oldest booth of the demo world.
AGE = timedelta(days=800)
SAMPLE = "Số mẫu của dữ liệu thử, không phải mức thật của chợ nào."


def set_sample_rates(admin: Person, now: datetime) -> None:
    """A commission and a fee for cards, both plainly samples."""
    with clock.frozen(now - AGE):
        today = clock.today()
        set_rate(
            "commission", basis_points=300, starts_on=today, name="Hoa hồng chợ (mẫu)",
            name_en="Market commission (sample)", reason=SAMPLE, by=admin,
        )  # fmt: skip
        set_rate(
            "payment_fee", method="card", basis_points=150, starts_on=today, name="Phí thanh toán thẻ (mẫu)",
            name_en="Card payment fee (sample)", reason=SAMPLE, by=admin,
        )  # fmt: skip
