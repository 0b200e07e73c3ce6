"""An order's life as people see it: its steps on a line, and what its state is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from marketplace.core.language import lazy_gettext as _

# state: name, tone of the pill.
ORDER_STATES: dict[str, tuple[Any, str]] = {
    "awaiting_payment": (_("Chờ thanh toán"), "warn"),
    "placed": (_("Mới đặt"), "busy"),
    "accepted": (_("Đã nhận đơn"), "busy"),
    "packed": (_("Đã đóng gói"), "busy"),
    "shipped": (_("Đang giao"), "busy"),
    "delivered": (_("Đã giao"), "good"),
    "completed": (_("Hoàn tất"), "good"),
    "cancelled": (_("Đã hủy"), "bad"),
    "refused": (_("Không giao được"), "bad"),
    "returning": (_("Đang trả lại"), "warn"),
    "returned": (_("Đã nhận lại hàng"), "calm"),
}

# What a shopper is told, in one sentence each.
ORDER_SENTENCES: dict[str, Any] = {
    "awaiting_payment": _("Đang chờ bạn thanh toán; hàng được giữ cho bạn."),
    "placed": _("Gian hàng đã được báo và sẽ sớm nhận đơn."),
    "accepted": _("Gian hàng đã nhận đơn và đang chuẩn bị hàng."),
    "packed": _("Hàng đã đóng gói, chờ giao cho bên vận chuyển."),
    "shipped": _("Hàng đang trên đường đến bạn."),
    "delivered": _("Hàng đã được giao."),
    "completed": _("Đơn hàng đã hoàn tất. Cảm ơn bạn!"),
    "cancelled": _("Đơn hàng đã hủy."),
    "refused": _("Hàng chưa giao được và đang quay về gian hàng."),
    "returning": _("Hàng đang được trả về gian hàng."),
    "returned": _("Gian hàng đã nhận lại hàng."),
}

# Where the carrier lost the goods, they neither come back nor were they refused.
LOST = (_("Thất lạc hoặc hư hỏng"), "bad")
_LOST_SENTENCES: dict[str, Any] = {
    "refused": _("Bên vận chuyển làm thất lạc hoặc hư hỏng hàng; gian hàng sẽ khép lại đơn."),
    "returned": _("Hàng bị thất lạc hoặc hư hỏng khi vận chuyển; đơn đã khép lại."),
}

# Where the shopper comes for the goods, two of the steps are others.
_FETCHED_SENTENCES: dict[str, Any] = {
    "packed": _("Hàng đã sẵn sàng, mời bạn đến lấy."),
    "delivered": _("Bạn đã lấy hàng."),
}
_FETCHED_NAMES: dict[str, Any] = {"packed": _("Sẵn sàng để lấy"), "delivered": _("Khách đã lấy hàng")}

_LOST_NAMES: dict[str, Any] = {"refused": LOST[0], "returned": _("Đã khép lại")}

_PATH = ("placed", "accepted", "packed", "shipped", "delivered")
_STEP_NAMES: dict[str, Any] = {
    "awaiting_payment": _("Chờ thanh toán"),
    "placed": _("Đã đặt hàng"),
    "accepted": _("Gian hàng nhận đơn"),
    "packed": _("Đã đóng gói"),
    "shipped": _("Gửi đi"),
    "delivered": _("Giao đến nơi"),
    "cancelled": _("Đã hủy"),
    "refused": _("Không giao được"),
    "returning": _("Đang trả lại"),
    "returned": _("Gian hàng nhận lại"),
}
_ASIDE = ("cancelled", "refused", "returning", "returned")


class _Step(Protocol):
    to_state: str
    at: datetime


@dataclass(frozen=True)
class TrackStep:
    """One step as drawn: `state` is done, now, ahead or broken."""

    label: Any
    state: str
    at: datetime | None = None


def sentence_of(state: str, *, fetched: bool, lost: bool = False) -> Any:
    """What a shopper is told of an order that is sent, or fetched, or whose goods the carrier `lost`."""
    told = _FETCHED_SENTENCES.get(state) if fetched else _LOST_SENTENCES.get(state) if lost else None
    return told or ORDER_SENTENCES[state]


def name_of(state: str, *, lost: bool) -> tuple[Any, str]:
    """What an order's state is called on its page, and the tone of that."""
    return LOST if lost and state in _LOST_SENTENCES else ORDER_STATES[state]


def track_of(
    state: str, steps: Sequence[_Step], *, prepaid: bool, fetched: bool = False, lost: bool = False
) -> list[TrackStep]:
    """The line of an order: the way it should go, or the way it went when it left that."""
    at = {step.to_state: step.at for step in steps}
    path: tuple[str, ...] = ("awaiting_payment", *_PATH) if prepaid else _PATH
    names = {**_STEP_NAMES, **(_FETCHED_NAMES if fetched else _LOST_NAMES if lost else {})}
    if fetched:
        path = tuple(name for name in path if name != "shipped")
    if state in _ASIDE:
        return _aside(state, at, path, names)
    if fetched and state == "shipped":
        state = "packed"
    reached = path.index("delivered") + 1 if state in ("completed", "delivered") else path.index(state)
    return [TrackStep(names[name], _drawn(n, reached), at.get(name)) for n, name in enumerate(path)]


def _drawn(n: int, reached: int) -> str:
    if n < reached:
        return "done"
    return "now" if n == reached else "ahead"


def _aside(state: str, at: dict[str, datetime], path: Sequence[str], names: dict[str, Any]) -> list[TrackStep]:
    gone = [TrackStep(names[name], "done", at[name]) for name in path if name in at]
    aside = [name for name in _ASIDE if name in at and name != state]
    # Goods on their way back have been that far once they are there; only a refusal stays what went wrong.
    drawn = {"cancelled": "broken", "refused": "broken", "returning": "done"}
    left = [TrackStep(names[name], drawn[name], at[name]) for name in aside]
    last = {**drawn, "returning": "now", "returned": "done"}[state]
    return [*gone, *left, TrackStep(names[state], last, at.get(state))]
