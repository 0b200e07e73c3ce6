"""Texts that rows hold in Vietnamese and, where somebody wrote it, in English (`name` and `name_en`)."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from marketplace.core.language import language


def told(thing: Any, what: str = "name") -> str:
    """A text of a row in the language of the page; Vietnamese where there is no English."""
    english = getattr(thing, f"{what}_en", "") if language() == "en" else ""
    return str(english or getattr(thing, what))


def is_told(thing: Any, what: str = "name") -> bool:
    """Whether a text exists in the language of the page."""
    return language() == "vi" or bool(getattr(thing, f"{what}_en", ""))


def own(text: str) -> str | Markup:
    """What a booth or a shopper wrote in Vietnamese; on an English page it says which language it is in."""
    return Markup('<span lang="vi">{}</span>').format(text) if text and language() == "en" else text


def said(thing: Any, what: str = "name") -> str | Markup:
    """A text of a row for the eye and for screen readers; not for attributes, which carry no markup."""
    return told(thing, what) if is_told(thing, what) else own(told(thing, what))
