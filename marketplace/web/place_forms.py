"""Asking for a commune, by its name of today or an old one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import current_app
from wtforms import HiddenField, SelectField, StringField, ValidationError

from marketplace.core.keeping import kept_while_standing
from marketplace.core.language import gettext
from marketplace.core.language import lazy_gettext as _
from marketplace.core.places.queries import PlaceMatch, communes_matching, likeliest, place_by_code, provinces
from marketplace.core.text import clean, fold
from marketplace.web.forms import MarketForm, choices
from marketplace.web.options import PlainOptions


class CodeField(HiddenField):
    """The code that the picker found, or, without scripts, the one chosen among the radio buttons after it."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """The last one that says something."""
        self.data = next((value for value in reversed(valuelist) if value), "")


class ProvinceField(SelectField):
    """One of the provinces; the library makes an object of each of them to see whether one was chosen."""

    choices: Any

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - as the library calls it
        """Whether it is one of them."""
        if self.data not in [each.value for each in self.choices]:
            raise ValidationError(gettext("Vui lòng chọn một mục trong danh sách."))


class PlaceForm(MarketForm):
    """A form that asks for a commune, by its name of today or an old one; works without scripts.

    The first answer to a name that fits several places shows them as choices (`place_choices`).
    """

    province = ProvinceField(_("Tỉnh, thành phố"), widget=PlainOptions())
    commune = StringField(_("Xã, phường"))
    commune_code = CodeField()

    place_is_asked = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.province.choices = kept_while_standing("catalogue", "choices of provinces", _provinces)
        if not self.province.data:
            self.province.data = current_app.config["MARKET"].PROVINCE_CODE
        self.place_choices: list[dict[str, str]] = []
        if not self.is_submitted() and self.commune_code.data:
            self._show_place(str(self.commune_code.data))

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether everything is filled in and the place is known."""
        others = bool(super().validate(extra_validators))
        return self._find_place() and others

    def _show_place(self, code: str) -> None:
        place = place_by_code(code)
        if place is not None:
            self.commune.data, self.province.data = place.full_name, place.province_code

    def _find_place(self) -> bool:
        typed, code = clean(self.commune.data or ""), self.commune_code.data or ""
        if not typed and not (code and not self.commune.raw_data):
            self.commune_code.data = ""
            return self._refuse_place(gettext("Vui lòng ghi tên xã, phường.")) if self.place_is_asked else True
        if code and self._is_named(code, typed):
            return True
        return self._choose(communes_matching(typed, limit=8, near=self.province.data), typed)

    def _is_named(self, code: str, typed: str) -> bool:
        """Whether the code is in force and fits what stands in the field: a chosen place, not one typed over."""
        place = place_by_code(code)
        if place is None:
            return False
        if typed == place.full_name or fold(place.full_name) in fold(typed):
            return True
        matches = communes_matching(typed, limit=50, near=place.province_code)
        return any(each.commune.code == code for each in matches)

    def _choose(self, matches: Sequence[PlaceMatch], typed: str) -> bool:
        here = [match for match in matches if match.commune.province_code == self.province.data] or list(matches)
        fitting = likeliest(here, typed)
        if len(fitting) == 1:
            self.commune_code.data = fitting[0].commune.code
            return True
        self.commune_code.data = ""
        self.place_choices = [_choice(match) for match in fitting]
        if fitting:
            return self._refuse_place(gettext("Có nhiều nơi tên này. Vui lòng chọn một nơi bên dưới."))
        return self._refuse_place(gettext("Không tìm thấy nơi này. Thử tên xã mới, hoặc “tên xã cũ, tên huyện cũ”."))

    def _refuse_place(self, sentence: str) -> bool:
        self.commune.errors = [*self.commune.errors, sentence]
        return False


def _provinces() -> list[Any]:
    return choices((each.code, f"{each.kind} {each.name}") for each in provinces())


def _choice(match: PlaceMatch) -> dict[str, str]:
    commune = match.commune
    return {
        "code": commune.code,
        "name": commune.full_name,
        "province": f"{commune.province.kind} {commune.province.name}",
        "was": "; ".join(match.old_names[:2]),
    }
