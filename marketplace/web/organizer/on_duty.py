"""What a person on duty in a broadcast finds on the organizers' face: its desk, as far as the role goes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import g, request

from marketplace.core.errors import NotThere
from marketplace.domain.accounts.models import Person
from marketplace.domain.livestream.models import Broadcast, Campaign, Duty
from marketplace.domain.livestream.queries import broadcasts_of, current_of, duties_in

_DESK = frozenset({"organizer.show_desk", "organizer.show_desk_board"})
_PINS = frozenset({"organizer.create_desk_pin", "organizer.delete_desk_pin"})
_HEARD = frozenset(
    {"organizer.list_comments", "organizer.create_comment", "organizer.delete_comment", "organizer.create_waiting"}
)
_ORDERS = frozenset({"organizer.create_heard_order", "organizer.create_turn"})

# Everything that is not named here does not exist for people on duty.
OPEN_TO = {"host": _DESK | _PINS, "moderator": _DESK | _PINS | _HEARD, "order_taker": _DESK | _HEARD | _ORDERS}


def duties_open_to(person: Person) -> list[Duty]:
    """The person's duties in the campaign of this request whose role opens what is asked for."""
    slug = (request.view_args or {}).get("slug", "")
    if not any(request.endpoint in endpoints for endpoints in OPEN_TO.values()):
        return []
    return [duty for duty in duties_in(person, slug) if request.endpoint in OPEN_TO[duty.role]]


def asked_broadcast(broadcasts: Sequence[Broadcast]) -> Broadcast | None:
    """The one of a campaign's broadcasts that the request names, else the one on air or the next.

    For people on duty one of their own. Raises NotThere.
    """
    number = request.values.get("broadcast", "")
    if number and not (number.isascii() and number.isdigit() and len(number) < 19):
        raise NotThere
    if not g.duties:
        if not number:
            return current_of([each for each in broadcasts if each.state != "cancelled"])
        for each in broadcasts:
            if each.id == int(number):
                return each
        raise NotThere
    duties: list[Duty] = g.duties
    own = {duty.broadcast_id: duty.broadcast for duty in duties}
    if not number:
        return current_of(list(own.values()))
    if int(number) not in own:
        raise NotThere
    return own[int(number)]


def needed_broadcast(campaign: Campaign, broadcasts: Sequence[Broadcast] | None = None) -> Broadcast:
    """The broadcast that is asked for, of those of the campaign; raise NotThere where there is none."""
    broadcast = asked_broadcast(broadcasts_of(campaign) if broadcasts is None else broadcasts)
    if broadcast is None:
        raise NotThere
    return broadcast


def role_in(broadcast: Broadcast) -> str:
    """The role in which the person acts in this broadcast; empty for organizers, who may do everything."""
    return next((duty.role for duty in g.duties if duty.broadcast_id == broadcast.id), "")


def own_broadcasts(broadcasts: tuple[Broadcast, ...]) -> tuple[Broadcast, ...]:
    """Those of the broadcasts that the person may ask for."""
    if not g.duties:
        return broadcasts
    own = {duty.broadcast_id for duty in g.duties}
    return tuple(each for each in broadcasts if each.id in own)


def on_duty_words() -> dict[str, Any]:
    """For the templates: whether the person is on duty only, and what the role opens."""
    duties = g.get("duties") or []
    opened = frozenset().union(*(OPEN_TO[duty.role] for duty in duties))
    return {
        "on_duty": bool(duties),
        "may_pin": not duties or opened >= _PINS,
        "may_hear": not duties or opened >= _HEARD,
        "may_order": not duties or opened >= _ORDERS,
    }
