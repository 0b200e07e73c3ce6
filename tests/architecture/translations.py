"""`make check`: every text a person may see has its English, and the catalogue holds nothing that is not used."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from config import ROOT

SOURCE = ROOT / "marketplace" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
KEYWORDS = {
    "_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2), "lazy_ngettext": (1, 2),
}  # fmt: skip
KINDS = ("**.html", "**.txt", "**.svg")
METHODS = [("**.py", "python"), *((kind, "jinja2") for kind in KINDS)]
OPTIONS = {kind: {"trimmed": "true"} for kind in KINDS}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
# A template formats every text of its own: a place that a script fills is written %%s.
UNNAMED = re.compile(r"(?<!%)%[sd]")


def texts_of(*folders: Path) -> Catalog:
    """Every text marked for translation in the code and the templates."""
    catalog = Catalog()
    for folder in folders:
        for name, line, message, _comments, _context in extract_from_dir(
            str(folder), METHODS, OPTIONS, keywords=KEYWORDS
        ):
            catalog.add(message, locations=[(f"{folder.name}/{name}", line)])
    return catalog


def translated() -> Catalog:
    with SOURCE.open("rb") as file:
        return read_po(file, locale="en")


def faults(wanted: Catalog, english: Catalog) -> list[str]:
    """What is missing, superfluous, or names values that the Vietnamese does not give."""
    found = []
    for message in wanted:
        if not message.id:
            continue
        there = english.get(message.id)
        if UNNAMED.search(_key(message)):
            found.append(f"formatted away, write %%s: {message.id!r}")
        where = f"{message.locations[0][0]}:{message.locations[0][1]}"
        if there is None or not _is_whole(there):
            found.append(f"no English: {message.id!r} ({where})")
        elif not _values(there.string) <= _values(message.id):
            found.append(f"other values: {message.id!r} -> {there.string!r} ({where})")
    known = {_key(message) for message in wanted}
    found += [f"not used: {message.id!r}" for message in english if message.id and _key(message) not in known]
    return found


def _is_whole(message: Message) -> bool:
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return not message.fuzzy and all(strings)


def _key(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple | list) else message.id


def _values(text: str | tuple[str, ...]) -> set[str]:
    texts = text if isinstance(text, tuple | list) else (text,)
    return {name for each in texts for name in PLACEHOLDER.findall(each)} - {"%(num)s", "%(num)d"}


def main() -> int:
    wanted = texts_of(ROOT / "marketplace", ROOT / "templates")
    english = translated()
    write_mo(io.BytesIO(), english)
    found = faults(wanted, english)
    print("\n".join(found[:200]))
    print(f"{len(list(wanted)) - 1} texts, {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
