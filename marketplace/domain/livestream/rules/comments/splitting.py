"""What was pasted from a platform, taken apart into comments: who wrote, and what."""

from __future__ import annotations

import re
from dataclasses import dataclass

from marketplace.core.text import clean, fold

LONGEST_COMMENT = 400
LONGEST_AUTHOR = 40
MOST_COMMENTS = 500

_FURNITURE = re.compile(
    r"(?:thich|tra loi|phan hoi|like|reply|bay to cam xuc|an|hide|tac gia|author|fan cung|top fan|da chinh sua|edited|"
    r"xem ban dich|see translation|ghim|nguoi theo doi|\d+ (?:giay|phut|gio|ngay|tuan)(?: truoc)?|\d+ ?[smhdw]|"
    r"vua xong|just now|\d{1,2}:\d{2}(?::\d{2})?|\d+)(?:\s*·\s*.*)?"
)
_NO_NAMES = frozenset({"chot", "sdt", "dia", "dc", "dt", "sp", "ship", "san", "order"})
_SPOKEN = re.compile(r"^(?P<author>[^:\t]{1,40}?)\s*(?::\s+|\t+)(?P<words>\S.*)$")


@dataclass(frozen=True)
class Comment:
    """One comment; `author` is empty where the paste does not say who wrote."""

    author: str
    words: str


def comments_in(pasted: str) -> list[Comment]:
    """The comments of a pasted text, in their order; buttons and times of the platform's page are left out.

    A line `name: words` says its author. In a copy of a page, where buttons stand between the comments, the
    author is the line above the words.
    """
    found: list[Comment] = []
    block: list[str] = []
    has_furniture = False
    for raw in [*pasted.splitlines(), ""]:
        line = _without_time(clean(re.sub(r"\t+", ": ", raw.strip(), count=1)))[:LONGEST_COMMENT]
        if line and not _FURNITURE.fullmatch(fold(line)):
            block.append(line)
            continue
        has_furniture = has_furniture or bool(line)
        found += _comments_of(block, bool(line))
        block = []
    return found[:MOST_COMMENTS]


def _without_time(line: str) -> str:
    return re.sub(r"^\[?\d{1,2}:\d{2}(?::\d{2})?\]?\s+", "", line)


def _comments_of(block: list[str], is_copied_page: bool) -> list[Comment]:
    if is_copied_page and len(block) == 2 and _may_be_author(block[0]):
        return [Comment(block[0], block[1])]
    return [_spoken(line) for line in block]


def _spoken(line: str) -> Comment:
    match = _SPOKEN.match(line)
    if match and _may_be_author(match["author"]):
        return Comment(clean(match["author"]), match["words"])
    return Comment("", line)


def _may_be_author(text: str) -> bool:
    words = fold(text).split()
    digits = sum(letter.isdigit() for letter in text)
    return 0 < len(text) <= LONGEST_AUTHOR and digits <= 4 and 0 < len(words) <= 6 and words[0] not in _NO_NAMES
