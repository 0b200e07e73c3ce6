"""A person takes their data with them, or goes for good."""

from __future__ import annotations

import json
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any

from marketplace.core import audit, files
from marketplace.core.db import lock_row
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.actions import empty_account, prove_password
from marketplace.domain.accounts.models import Person
from marketplace.domain.livestream.actions import forget_reminders_to
from marketplace.domain.privacy.queries import data_of, pictures_of, reasons_to_stay


@dataclass(frozen=True)
class Download:
    """Everything held about a person, and the pictures they brought: stored file and name."""

    data: dict[str, Any]
    pictures: list[tuple[str, str]]

    def write(self, file: IO[bytes]) -> None:
        """As a ZIP: the facts as JSON, beside them the pictures that are still stored."""
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("gian-hang.json", self.json)
            for key, name in self.pictures:
                with suppress(FileNotFoundError):
                    archive.writestr(name, files.read(key), zipfile.ZIP_STORED)

    @property
    def json(self) -> str:
        """The facts alone."""
        return json.dumps(self.data, ensure_ascii=False, indent=2)


def download_data(person: Person, *, password: str) -> Download:
    """Everything held about a person, for that person. Raises WrongPassword or TooManyTries.

    The password is proven in a transaction of its own: what a refusal undoes would not be counted.
    """
    prove_password(person, password)
    return _hand_out(person)


def erase_person(person: Person, *, password: str) -> None:
    """Erase an account at its owner's wish. Raises WrongPassword, TooManyTries or the first reason to stay.

    Call it from no transaction, for the reason that `download_data` gives.
    """
    prove_password(person, password)
    _let_go(person)


@transactional
def _hand_out(person: Person) -> Download:
    audit.note("data downloaded", by=person.id, subject=f"person:{person.id}")
    return Download(data_of(person), pictures_of(person))


@transactional
def _let_go(person: Person) -> None:
    # Whoever places an order for this person at this moment is waited for, and the order seen.
    lock_row(person)
    for reason in reasons_to_stay(person):
        raise reason
    if person.email_key:
        forget_reminders_to(person.email_key)
    empty_account(person)
