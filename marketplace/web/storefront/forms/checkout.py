"""Who gets the goods and where, and how they are paid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flask import current_app
from werkzeug.datastructures import MultiDict

from marketplace.core.language import lazy_gettext as _
from marketplace.core.places.queries import place_by_code
from marketplace.core.text import clean
from marketplace.domain.accounts.models import Address, Person
from marketplace.domain.checkout.actions.intending import LONGEST_ADDRESS, LONGEST_NAME, LONGEST_NOTE
from marketplace.web.forms import AddressField, LineField, LinesField, PhoneField
from marketplace.web.place_forms import PlaceForm
from marketplace.web.storefront.forms.drawing import mark_of

Kept = dict[str, Any]
# Wrong answers are kept as well; this much of each is enough to mend them.
MOST_KEPT = 1000


class DeliveryForm(PlaceForm):
    """Seven fields: who, where, and what the booth should know."""

    recipient = LineField(_("Họ tên người nhận"), most=LONGEST_NAME, required=True)
    phone = PhoneField(
        _("Số điện thoại"), required=True, description=_("Để gian hàng và người giao gọi khi giao hàng.")
    )
    email = AddressField(_("E-mail"), description=_("Để nhận thư báo từng bước của đơn hàng."))
    address_line = LineField(
        _("Số nhà, đường hoặc thôn"),
        most=LONGEST_ADDRESS,
        required=True,
        description=_("Ví dụ: 12 Lê Duẩn, hoặc Thôn 3."),
    )
    note = LinesField(_("Lời nhắn cho gian hàng"), most=LONGEST_NOTE)

    NAMES = ("recipient", "phone", "email", "province", "commune", "commune_code", "address_line", "note")

    def __iter__(self) -> Iterator[Any]:
        """In the order in which they are asked, which is the order of the list of errors."""
        return iter([self[name] for name in self.NAMES])

    @property
    def kept(self) -> Kept:
        """Everything as it was typed, and the commune that was found."""
        typed = {name: str((self[name].raw_data or [""])[0]).replace("\0", "")[:MOST_KEPT] for name in self.NAMES}
        return {**typed, "commune_code": self.commune_code.data or "", "province": self.province.data or ""}


def blank_form() -> DeliveryForm:
    """The form with a mark in the place of each value."""
    return DeliveryForm(formdata=MultiDict({name: mark_of(name) for name in DeliveryForm.NAMES}))


def shown_of(kept: Mapping[str, Any], person: Person | None) -> dict[str, str]:
    """What stands in each field: what was typed before as the form would show it, or what we know of the person."""
    known = kept if kept.get("recipient") or person is None else {**kept, **facts_of(person)}
    typed = {name: str(known.get(name) or "") for name in DeliveryForm.NAMES}
    place = place_by_code(typed["commune_code"]) if typed["commune_code"] else None
    return {
        "recipient": clean(typed["recipient"]),
        "phone": typed["phone"] if typed["phone"].strip() else "",
        "email": typed["email"] if typed["email"].strip() else "",
        "province": place.province_code if place else typed["province"] or current_app.config["MARKET"].PROVINCE_CODE,
        "commune": place.full_name if place else typed["commune"],
        "commune_code": typed["commune_code"],
        "address_line": clean(typed["address_line"]),
        "note": typed["note"].strip(),
    }


def facts_of(person: Person) -> Kept:
    """What a person need not type again."""
    return {"recipient": person.full_name or "", "phone": person.phone or "", "email": person.email or ""}


def kept_of(address: Address, person: Person) -> Kept:
    """A saved address, as the form would have kept it."""
    return {
        "recipient": address.recipient, "phone": address.phone, "email": person.email or "",
        "province": address.commune.province_code, "commune": address.commune.full_name,
        "commune_code": address.commune_code, "address_line": address.line,
    }  # fmt: skip
