"""All variants of a product in one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from wtforms import Field

from marketplace.core.language import gettext, language
from marketplace.core.language import lazy_gettext as _
from marketplace.domain.catalog.models import Variant
from marketplace.domain.catalog.rules import HIGHEST_PRICE, LOWEST_PRICE, MOST_VARIANTS, MOST_WEIGHT_G, VariantFacts
from marketplace.web.forms import DongField, LineField, MarketForm, WholeField

LAST_PLACE = 99


class VariantTableForm(MarketForm):
    """A row of fields for each variant; made for one product by `variant_table`."""

    def row_of(self, variant: Variant) -> dict[str, Field]:
        """The fields of one variant, by what they tell."""
        return {name: self[f"{name}-{variant.id}"] for name in ("place", "variant_name", "price", "weight_g", "sku")}

    def wanted(self, variants: Sequence[Variant]) -> list[tuple[int, VariantFacts]]:
        """What was filled in, in the order that was asked for; equal places stay as they stood."""
        rows = sorted(variants, key=lambda variant: self.row_of(variant)["place"].data or LAST_PLACE)
        return [(variant.id, self._facts(variant)) for variant in rows]

    def _facts(self, variant: Variant) -> VariantFacts:
        row = self.row_of(variant)
        before = VariantFacts(
            price=variant.price, weight_g=variant.weight_g, net_quantity=variant.net_quantity,
            net_unit=variant.net_unit,
        )  # fmt: skip
        return replace(
            before, name=row["variant_name"].data, price=row["price"].data, weight_g=row["weight_g"].data,
            sku=row["sku"].data,
        )  # fmt: skip


def variant_table(variants: Sequence[Variant]) -> VariantTableForm:
    """The form for these variants, with what is told today."""
    form: VariantTableForm = type("VariantTableOfProduct", (VariantTableForm,), _questions(variants))()
    return form


def _questions(variants: Sequence[Variant]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for place, variant in enumerate(variants, start=1):
        whose = variant.name or gettext("dòng %(row)s", row=place)
        fields |= {
            f"place-{variant.id}": WholeField(
                _named(_("Thứ tự"), whose), low=1, high=MOST_VARIANTS, default=place
            ),
            f"variant_name-{variant.id}": LineField(_named(_("Quy cách"), whose), most=60, default=variant.name),
            f"price-{variant.id}": DongField(
                _named(_("Giá bán"), whose), low=LOWEST_PRICE, high=HIGHEST_PRICE, required=True, default=variant.price
            ),
            f"weight_g-{variant.id}": WholeField(
                _named(_("Cân nặng khi gửi"), whose), low=1, high=MOST_WEIGHT_G, required=True, default=variant.weight_g
            ),
            f"sku-{variant.id}": LineField(_named(_("Mã hàng"), whose), most=40, default=variant.sku),
        }  # fmt: skip
    return fields


def _named(what: Any, whose: str) -> str:
    """A label that says of which variant, for who hears it alone."""
    return f"{what}: {whose}" if language() == "en" else f"{what}, {whose}"
