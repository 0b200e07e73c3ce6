"""Letters: rows written in the transaction of their cause, sent by a job.

Each letter is a folder `templates/letters/<name>/` with `subject.txt`, `body.txt` and `body.html`. Without
SMTP_URL they become readable files in `var/letters`.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Collection
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import current_app, g, render_template
from sqlalchemy import Text, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.core import clock
from marketplace.core.db import Id, Model, db, insert_once
from marketplace.core.language import force_locale
from marketplace.core.transactions import transaction

log = logging.getLogger(__name__)

MOST_TRIES = 8
TIMEOUT_SECONDS = 10


class Letter(Model):
    """One letter to one address. `key` makes writing it twice write it once.

    `unsubscribe_url` ends letters of its kind by one POST without a session (RFC 8058); empty where the letter answers
    to something its reader did.
    """

    __tablename__ = "letters"

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(unique=True)
    to: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    unsubscribe_url: Mapped[str | None]
    written_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    next_try_at: Mapped[datetime | None]
    fault: Mapped[str | None]


def write_letter(
    letter: str, /, *, to: str, key: str, language: str, unsubscribe_url: str | None = None, **values: Any
) -> None:
    """Write the letter `letter` in the person's language into the running transaction, once per `key`."""
    values["unsubscribe_url"] = unsubscribe_url
    with force_locale(language):
        g.language = language
        parts = {
            part: render_template(f"letters/{letter}/{part}", language=language, **values)
            for part in ("subject.txt", "body.txt", "body.html")
        }
        g.pop("language")
    insert_once(
        Letter,
        key=key,
        to=_one_line(to),
        subject=_one_line(parts["subject.txt"]),
        text=parts["body.txt"],
        html=parts["body.html"],
        unsubscribe_url=unsubscribe_url,
        written_at=clock.now(),
        tries=0,
    )


def forget_letters_to(addresses: Collection[str]) -> None:
    """Delete every letter to these addresses, sent or waiting."""
    db.session.execute(delete(Letter).where(Letter.to.in_(addresses)))


def forget_letters(keys: Collection[str]) -> None:
    """Delete the letters with these keys, and the copies whose keys go on after one of them."""
    wanted = sorted(keys)
    for begin in range(0, len(wanted), 500):
        part = wanted[begin : begin + 500]
        original = func.rtrim(Letter.key, "0123456789")
        copies = original.in_([f"{key}:" for key in part])
        db.session.execute(delete(Letter).where(Letter.key.in_(part) | copies))


def send_waiting_letters(most: int = 100) -> int:
    """Send what waits, oldest first; a letter that fails is tried again later. Says how many went out."""
    waiting = select(Letter.id).where(
        Letter.sent_at.is_(None),
        Letter.tries < MOST_TRIES,
        (Letter.next_try_at.is_(None)) | (Letter.next_try_at <= clock.now()),
    )
    ids = db.session.scalars(waiting.order_by(Letter.id).limit(most)).all()
    db.session.rollback()
    return sum(_send(letter_id) for letter_id in ids)


def _send(letter_id: int) -> bool:
    letter = db.session.get_one(Letter, letter_id)
    message = _message_of(letter)
    db.session.rollback()
    fault = _carry(message, letter_id)
    with transaction():
        letter = db.session.get_one(Letter, letter_id)
        letter.tries += 1
        letter.fault = fault
        if fault is None:
            letter.sent_at = clock.now()
        else:
            letter.next_try_at = clock.now() + timedelta(minutes=2**letter.tries)
    return fault is None


def _message_of(letter: Letter) -> EmailMessage:
    message = EmailMessage()
    message["From"] = current_app.config["MARKET"].LETTERS_FROM
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Message-ID"] = f"<letter-{letter.id}@{urlsplit(current_app.config['MARKET'].PUBLIC_URL).hostname}>"
    if letter.unsubscribe_url:
        message["List-Unsubscribe"] = f"<{letter.unsubscribe_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    return message


def _carry(message: EmailMessage, letter_id: int) -> str | None:
    url = current_app.config["MARKET"].SMTP_URL
    try:
        if url:
            _send_by_smtp(message, url)
        else:
            _keep_in_folder(message, letter_id)
    except (OSError, smtplib.SMTPException) as fault:
        log.warning("letter %s was not sent: %s", letter_id, type(fault).__name__)
        return type(fault).__name__
    return None


def _send_by_smtp(message: EmailMessage, url: str) -> None:
    parts = urlsplit(url)
    kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    with kind(parts.hostname or "", parts.port or 0, timeout=TIMEOUT_SECONDS) as server:
        if parts.scheme == "smtp+starttls":
            server.starttls()
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message)


def _keep_in_folder(message: EmailMessage, letter_id: int) -> None:
    folder: Path = current_app.config["MARKET"].data_folder / "letters"
    folder.mkdir(parents=True, exist_ok=True)
    plain = message.get_body(("plain",))
    text = plain.get_content() if plain else ""
    head = f"To: {message['To']}\nSubject: {message['Subject']}\n\n"
    (folder / f"{letter_id:06}.txt").write_text(head + text, encoding="utf-8")


def _one_line(text: str) -> str:
    return " ".join(text.split())
