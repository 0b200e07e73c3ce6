"""Telling a booth's people: a notice in the page to each who wants it, letters to the booth and to who asked."""

from __future__ import annotations

from typing import Any

from marketplace.core import clock
from marketplace.core.db import insert_once
from marketplace.core.language import public_url
from marketplace.core.letters import write_letter
from marketplace.domain.booths.models import Booth
from marketplace.domain.notices.models import PageNotice
from marketplace.domain.notices.queries import Reader, members_to_tell, readers_of
from marketplace.domain.notices.rules import SWITCHABLE
from marketplace.domain.notices.ways_out import WayOut


def tell_booth(
    booth: Booth, kind: str, /, *, key: str, path: str, letter: str, topic: str = "", about: str = "", **values: Any
) -> None:
    """Tell the booth's people of news of this kind, once per `key`, inside the running transaction.

    `values` are what the letter needs; its link leads to `path`.
    """
    tell_in_page(booth, kind, key=key, path=path, topic=topic, about=about)
    for reader in readers_of(booth, kind):
        write_letter(
            letter, to=reader.to, key=key + reader.copy, language=reader.language,
            unsubscribe_url=_way_out(booth, kind, reader), link=public_url(path, language=reader.language), **values,
        )  # fmt: skip


def tell_in_page(booth: Booth, kind: str, *, key: str, path: str, topic: str = "", about: str = "") -> None:
    """The notice in the page alone."""
    for person_id in members_to_tell(booth, kind):
        insert_once(
            PageNotice, person_id=person_id, booth_id=booth.id, kind=kind, key=key, topic=topic, about=about,
            path=path, at=clock.now(),
        )  # fmt: skip


def _way_out(booth: Booth, kind: str, reader: Reader) -> str | None:
    """The address that ends letters of this kind to this reader; none for what always has to be told."""
    if kind not in SWITCHABLE:
        return None
    return WayOut(kind, reader.person_id, booth.id).address(reader.language)
