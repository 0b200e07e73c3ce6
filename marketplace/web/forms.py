"""What the forms of every face share: fields that read what people type, and refusals beside their field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than its types
from wtforms.validators import InputRequired, Length, Optional

from marketplace.core.clock import local, parse_local
from marketplace.core.emails import normalize_email
from marketplace.core.errors import BadInput, Refusal
from marketplace.core.language import lazy_gettext as _
from marketplace.core.money import MAX_DONG, NotAWholeNumber, parse_count, parse_dong, parse_whole_number
from marketplace.core.numbers import format_count
from marketplace.core.phones import format_phone, normalize_phone
from marketplace.core.text import clean
from marketplace.web.form_messages import BuiltInMessages


class MarketForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    """The base of every form: built-in messages in the person's language; forged requests are refused elsewhere."""

    class Meta:
        csrf = False

        def get_translations(self, _form: Any) -> BuiltInMessages:
            """Messages in the language of the page."""
            return BuiltInMessages()

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether everything can be read and nothing is missing: both are told at once."""
        is_sound = bool(super().validate(extra_validators))
        lacks = [lack for lack in self.lacks() if not (lack.field in self and self[lack.field].errors)]
        for lack in lacks:
            show_refusal(self, lack)
        return is_sound and not lacks

    def lacks(self) -> Sequence[Refusal]:
        """What the market finds missing in what was typed: its rule, asked before the deed to spare people a round."""
        return ()


def show_refusal(form: Any, refusal: Refusal) -> None:
    """Put the sentences of a refusal beside the fields they name, or on top of the form."""
    for each in (refusal, *refusal.others):
        if each.field and each.field in form:
            field = form[each.field]
            field.errors = [*field.errors, str(each)]
        else:
            form.form_errors.append(str(each))


def choices(pairs: Iterable[tuple[str, Any]], group: str | None = None) -> list[Any]:
    """What may be chosen: values with their labels, under one heading if `group` is given."""
    return [SelectChoice(value, label, optgroup=group) for value, label in pairs]


def asked() -> InputRequired:
    """The field must be filled in."""
    return InputRequired(_("Vui lòng điền mục này."))


class LineField(StringField):
    """One line of text; at most `most` letters, may be left empty unless `required`."""

    data: Any

    def __init__(self, label: Any, *, most: int = 200, required: bool = False, **options: Any) -> None:
        validators = [asked() if required else Optional(), Length(max=most)]
        super().__init__(label, validators, filters=[_cleaned], **options)


class LinesField(TextAreaField):
    """Several lines of text."""

    data: Any

    def __init__(self, label: Any, *, most: int = 2000, required: bool = False, **options: Any) -> None:
        validators = [asked() if required else Optional(), Length(max=most)]
        super().__init__(label, validators, filters=[lambda text: (text or "").strip()], **options)


class _ReadField(StringField):
    """A line that is read into something else; what was typed stays when it cannot be."""

    data: Any

    def __init__(self, label: Any, *, required: bool = False, **options: Any) -> None:
        super().__init__(label, [asked() if required else Optional()], **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; a refusal becomes the message of the field."""
        if not valuelist or not valuelist[0].strip():
            # Blanks are nothing: a field that must be filled in says so.
            self.raw_data, self.data = [], None
            return
        try:
            self.data = self.read(valuelist[0].strip())
        except BadInput as refusal:
            self.data = None
            raise ValueError(str(refusal)) from None

    def read(self, text: str) -> Any:
        """The value that was meant; raise BadInput."""
        raise NotImplementedError

    def shown(self, value: Any) -> str:
        """The value as people write it."""
        return str(value)

    @property
    def typed(self) -> str:
        """What stands in the field, whether it could be read or not."""
        return self._value()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.shown(self.data)


class DongField(_ReadField):
    """Whole đồng: `125.000`, `125000`, `125.000 ₫`."""

    def __init__(self, label: Any, *, low: int = 0, high: int = MAX_DONG, **options: Any) -> None:
        super().__init__(label, **options)
        self.low, self.high = low, high

    def read(self, text: str) -> int:
        """The amount; raise NotAnAmount."""
        return parse_dong(text, self.low, self.high)

    def shown(self, value: Any) -> str:
        """With marks between the thousands."""
        return format_count(value)


class WholeField(_ReadField):
    """A whole number within its bounds: `2500`, `2.500`, `2,500`."""

    def __init__(self, label: Any, *, low: int, high: int, **options: Any) -> None:
        super().__init__(label, **options)
        self.low, self.high = low, high

    def read(self, text: str) -> int:
        """The number; raise NotAWholeNumber."""
        return parse_count(text, self.low, self.high)


class PercentField(_ReadField):
    """Whole percent more or less, within its bounds: `10`, `+10`, `-5`."""

    def __init__(self, label: Any, *, low: int, high: int, **options: Any) -> None:
        super().__init__(label, **options)
        self.low, self.high = low, high

    def read(self, text: str) -> int:
        """The percent; raise NotAWholeNumber."""
        text = text.rstrip("% ").replace("\u2212", "-")
        down = text.startswith("-")
        try:
            percent = parse_whole_number(text.lstrip("+-"), 0, -self.low if down else self.high)
        except NotAWholeNumber:
            # The whole range: whoever typed -80 must not read that it begins at 0.
            raise NotAWholeNumber(low=self.low, high=self.high) from None
        return -percent if down else percent


class PhoneField(_ReadField):
    """A Vietnamese phone number in any spelling; its value is the one spelling we keep."""

    def read(self, text: str) -> str:
        """The number in E.164; raise BadPhone."""
        return normalize_phone(text)

    def shown(self, value: Any) -> str:
        """As people write it."""
        return format_phone(value)


class AddressField(_ReadField):
    """An e-mail address."""

    def read(self, text: str) -> str:
        """The address to write to; raise BadEmail."""
        return normalize_email(text)


class DayField(DateField):
    """A day: from the browser's own picker, or typed as `23/11/2026`."""

    data: Any

    def __init__(self, label: Any, *, required: bool = False, **options: Any) -> None:
        super().__init__(label, [asked() if required else Optional()], format=["%Y-%m-%d", "%d/%m/%Y"], **options)


class MomentField(_ReadField):
    """A day and time of Viet Nam, from the browser's own picker or typed as `22/11/2026 20:30`."""

    def read(self, text: str) -> datetime:
        """The moment in UTC; raise BadMoment."""
        return parse_local(text)

    def shown(self, value: Any) -> str:
        """As the browser's picker wants it."""
        return f"{local(value):%Y-%m-%dT%H:%M}"


def _cleaned(text: str | None) -> str:
    return clean(text or "")
