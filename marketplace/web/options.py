"""The options of a select, drawn plainly."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape
from wtforms.widgets import Select


class PlainOptions(Select):
    """A select whose options have a value and a label; the library makes a hundred calls for each of 34 provinces."""

    @classmethod
    def render_option(cls, choice: Any) -> Markup:  # type: ignore[override] # newer than its types
        """One option."""
        opening = cls.opening(choice.value, is_chosen=choice.selected)
        return Markup(f"{opening}{escape(choice.label)}</option>")  # noqa: S704 - escaped here and there

    @staticmethod
    def opening(value: str, *, is_chosen: bool) -> str:
        """How the option of a value begins."""
        return f'<option{" selected" if is_chosen else ""} value="{escape(value)}">'
