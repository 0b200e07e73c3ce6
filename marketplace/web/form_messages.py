"""The messages that WTForms brings along, in our own words."""

from __future__ import annotations

from marketplace.core.language import lazy_gettext as _

BUILT_IN = {
    "This field is required.": _("Vui lòng điền mục này."),
    "Not a valid choice.": _("Vui lòng chọn một mục trong danh sách."),
    "Not a valid choice": _("Vui lòng chọn một mục trong danh sách."),
    "Invalid Choice: could not coerce.": _("Vui lòng chọn một mục trong danh sách."),
    "Not a valid date value.": _("Ngày này chưa đúng. Vui lòng nhập như 23/11/2026."),
    "Not a valid integer value.": _("Vui lòng nhập số nguyên."),
    "Field must be at least %(min)d character long.": _("Mục này quá ngắn."),
    "Field cannot be longer than %(max)d character.": _("Mục này dài quá: tối đa %(max)d chữ."),
    "Field cannot be longer than %(max)d characters.": _("Mục này dài quá: tối đa %(max)d chữ."),
}


class BuiltInMessages:
    """The messages of WTForms in our own words."""

    def gettext(self, message: str) -> str:
        """One message; an unknown one stays as it is."""
        return str(BUILT_IN.get(message, message))

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """A message with a number."""
        return self.gettext(singular if number == 1 else plural)
