"""What every carrier can do, whoever stands behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class CarrierAway(Exception):
    """No answer, or none that can be read: what was asked may have been done. Ask by the client code, later."""


class CarrierRefused(Exception):
    """The carrier said no, and why in its own words; nothing was done."""


class NotMade(CarrierRefused):
    """The carrier says that it has no such parcel."""


class WrongKeys(CarrierRefused):
    """The carrier does not know the token, or not for this shop."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as the carrier numbers it."""

    district_id: int
    ward_code: str


@dataclass(frozen=True, slots=True)
class Sending:
    """A parcel to be booked. The same `client_code` is the same parcel, however often it is asked for."""

    client_code: str
    recipient: str
    phone: str
    address: str
    to: Spot
    weight_g: int
    collect: int
    worth: int
    content: str


@dataclass(frozen=True, slots=True)
class Booked:
    """What the carrier calls the parcel, and its fee in đồng; None where it did not say."""

    code: str
    fee: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a parcel stands with the carrier now; `step` is None for a status that nobody here knows."""

    code: str
    client_code: str
    status: str
    step: str | None
    collect: int


class Carrier(Protocol):
    """One carrier for one booth. Network calls happen here and never inside a transaction.

    Each of them may raise CarrierAway, CarrierRefused and WrongKeys.
    """

    code: str

    def fee(self, home: Spot, sending: Sending) -> int:
        """Đồng that the carrier asks; nothing is booked."""
        ...

    def book(self, sending: Sending) -> Booked:
        """Have the parcel fetched; the same client code gives the same parcel."""
        ...

    def find(self, client_code: str) -> Standing | None:
        """The parcel of this client code as it stands; None where the carrier says that it has none.

        Every other refusal is raised: it does not say that the parcel was not made.
        """
        ...

    def standing(self, code: str) -> Standing:
        """The parcel as it stands."""
        ...

    def cancel(self, code: str) -> None:
        """Call the parcel off; refused once it was picked up."""
        ...

    def label(self, code: str) -> str:
        """Where the label can be printed, for a short time."""
        ...
