"""Time: UTC inside, the clock of Viet Nam outside. Nothing else in the market asks what time it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from time import monotonic
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _

from marketplace.core.errors import BadInput

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_LOCAL_SHAPES = (
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%d/%m/%Y %H:%M",
)


class BadMoment(BadInput):
    """Not a day and time that a form may hold."""

    sentence = _("Ngày giờ này chưa đúng. Vui lòng nhập như 22/11/2026 20:30.")


class Hands:
    """The hands of a stopped clock, moved by tests and by the replay."""

    def __init__(self, at: datetime) -> None:
        self.at = _aware(at)

    def move(self, **step: float) -> datetime:
        """Go on by `step`, named as for `timedelta` (`minutes=5`); the new moment."""
        self.at += timedelta(**step)
        return self.at

    def move_to(self, at: datetime) -> datetime:
        """Go to `at`, which is aware."""
        self.at = _aware(at)
        return self.at


# Of the whole process, not of one context: a test's request threads and jobs must see the same time.
_stopped: list[Hands] = []


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _stopped[-1].at if _stopped else datetime.now(UTC)


def ticks() -> float:
    """Seconds on a clock that only goes forward, for how long something may be kept; `frozen` does not stop it."""
    return monotonic()


@contextmanager
def frozen(at: datetime) -> Iterator[Hands]:
    """Stop the clock of this process at `at` (aware) inside the block; the hands it gives can be moved."""
    hands = Hands(at)
    _stopped.append(hands)
    try:
        yield hands
    finally:
        _stopped.remove(hands)


def local(moment: datetime) -> datetime:
    """The same moment on the clock of Viet Nam."""
    return _aware(moment).astimezone(ZONE)


def local_day(moment: datetime) -> date:
    """The day in Viet Nam at that moment."""
    return local(moment).date()


def today() -> date:
    """The present day in Viet Nam."""
    return local_day(now())


def day_start(day: date) -> datetime:
    """The moment, in UTC, at which `day` begins in Viet Nam."""
    return datetime.combine(day, time(), ZONE).astimezone(UTC)


def parse_local(text: str) -> datetime:
    """The moment, in UTC, of a day and time of Viet Nam as forms send or people write it; raise BadMoment."""
    typed = " ".join(text.split())
    for shape in _LOCAL_SHAPES:
        try:
            return datetime.strptime(typed, shape).replace(tzinfo=ZONE).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    raise BadMoment


def format_day(day: date) -> str:
    """`22/11/2026`; of a moment, its day in Viet Nam."""
    if isinstance(day, datetime):
        day = local_day(day)
    return f"{day:%d/%m}/{day.year:04d}"


def format_moment(moment: datetime) -> str:
    """`22/11/2026 20:30`, on the clock of Viet Nam."""
    return f"{format_day(moment)} {local(moment):%H:%M}"


def format_hour(moment: datetime) -> str:
    """`20:30`, on the clock of Viet Nam."""
    return f"{local(moment):%H:%M}"


def format_near(moment: datetime) -> str:
    """`20:30` of today, `22/11/2026 20:30` of any other day, on the clock of Viet Nam."""
    return format_hour(moment) if local_day(moment) == today() else format_moment(moment)


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment.astimezone(UTC)
