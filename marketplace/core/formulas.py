"""Text that a spreadsheet program would run as a formula, made harmless in CSV files (THREATS T26)."""

from __future__ import annotations

from marketplace.core.text import clean

_STARTS = tuple("=+-@＝＋－＠")
_CONTROLS = ("\t", "\r", "\n")
_GUARD = "'"


def guarded(text: str) -> str:
    """`text` with an apostrophe in front where a program might take it for a formula."""
    return _GUARD + text if is_formula(text) else text


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return text[1:] if text.startswith(_GUARD) and is_formula(text[1:]) else text


def is_formula(text: str) -> bool:
    """Whether a program might take `text` for a formula, spaces and unseen letters before it or not."""
    bare = text.lstrip(_GUARD)
    return bare.startswith(_CONTROLS) or clean(bare).startswith(_STARTS)
