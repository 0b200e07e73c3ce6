"""What a password must be, how long a sign-in lives, and what a second factor is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from marketplace.core.emails import BadEmail, email_key, normalize_email
from marketplace.core.errors import Refusal
from marketplace.core.phones import BadPhone, normalize_phone
from marketplace.core.text import clean, fits_a_name, fold
from marketplace.domain.accounts.errors import BadName, NoWayToReach, WeakPassword

# What a person may say yes or no to: letters when a followed booth goes live, and letters that ask how goods were.
PURPOSES = ("live_letters", "review_letters")
# The day from which the wording of the page of notices stands; a yes is a yes to these words.
CONSENT_VERSION = "2026-11-29"

SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 200

# The passwords that open the most accounts in published breaches, those of Viet Nam included.
COMMON_PASSWORDS = frozenset(
    [
        "12345678",
        "123456789",
        "1234567890",
        "password",
        "password1",
        "qwerty123",
        "qwertyuiop",
        "11111111",
        "00000000",
        "88888888",
        "66666666",
        "abc12345",
        "abcd1234",
        "1q2w3e4r",
        "123123123",
        "87654321",
        "iloveyou",
        "123456aa",
        "aa123456",
        "matkhau123",
        "matkhau1",
        "anhyeuem",
        "emyeuanh",
        "khongbiet",
        "vietnam1",
        "123456a@",
        "abc123456",
        "a1234567",
        "q1w2e3r4",
        "12341234",
        "99999999",
        "11223344",
        "sunshine",
        "football",
        "princess",
        "1qaz2wsx",
        "zaq12wsx",
        "passw0rd",
        "p@ssw0rd",
        "admin123",
        "welcome1",
        "quangtri",
        "quangtri123",
    ]
)

# Words that stay weak with any digits around them.
COMMON_WORDS = frozenset(
    [
        "password", "passw0rd", "p@ssw0rd", "matkhau", "iloveyou", "anhyeuem", "emyeuanh", "khongbiet", "vietnam",
        "quangtri", "dongha", "admin", "welcome", "sunshine", "football", "princess", "qwerty", "qwertyuiop", "abc",
        "abcd", "aa", "gianhang",
    ]
)  # fmt: skip

ROWS_OF_KEYS = (
    "0123456789012345678901234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
)  # fmt: skip


# Signed-in browsers are forgotten after so long without use, and after so long in any case.
IDLE = {"member": timedelta(days=30), "organizer": timedelta(hours=12), "admin": timedelta(hours=12)}
LONGEST = {"member": timedelta(days=180), "organizer": timedelta(days=7), "admin": timedelta(days=7)}
# How exactly we know when a browser was last used: a write for every page would be too many.
SEEN_WITHIN = timedelta(minutes=10)

RESET_LIFE = timedelta(hours=2)
# What the secret of a phone is sealed for in the database.
SEALED_FOR = "second-factor"
# Between the password and the code of the phone.
SECOND_STEP_LIFE = timedelta(minutes=10)
# What authenticator apps take for granted (RFC 6238 with SHA-1 and half a minute).
CODE_DIGITS = 6
# A phone's clock may be so many half minutes off.
CODE_WINDOW = 1
RECOVERY_CODES = 10
RECOVERY_CODE_LENGTH = 10
MOST_ADDRESSES = 20


def is_weak(password: str, *, about: Iterable[str | None] = ()) -> bool:
    """Whether a password is too short, too long, common, a row of keys, or a fact about its owner.

    Digits and signs before and after do not make it better: `quangtri2026!` is as weak as `quangtri`.
    """
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        return True
    whole = fold(password)
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", whole)
    if len(set(whole)) < 4 or whole in COMMON_PASSWORDS or core in COMMON_PASSWORDS or core in COMMON_WORDS:
        return True
    return _is_row(whole) or any({whole, core} & _spellings(fact) for fact in about if fact)


def read_name(typed: str) -> str:
    """The name of a person; raise BadName."""
    name = clean(typed)
    if not any(letter.isalpha() for letter in name) or not fits_a_name(name):
        raise BadName
    return name


def lacks_of_newcomer(*, full_name: str, email: str | None, phone: str | None, password: str) -> list[Refusal]:
    """Everything that keeps somebody out who tells this of themselves."""
    lacks: list[Refusal] = []
    about: list[str] = []
    for read, told in ((read_name, full_name), (normalize_email, email or None), (normalize_phone, phone or None)):
        try:
            about += [] if told is None else [read(told)]
        except Refusal as refusal:
            lacks.append(refusal)
    if not email and not phone:
        lacks.append(NoWayToReach())
    if is_weak(password, about=about):
        lacks.append(WeakPassword(least=SHORTEST_PASSWORD))
    return lacks


def login_key(login: str) -> str:
    """One key for all spellings of an e-mail address or phone number, to count tries by."""
    try:
        return email_key(normalize_email(login)) if "@" in login else normalize_phone(login)
    except (BadEmail, BadPhone):
        return fold(login)


def is_over(role: str, *, began_at: datetime, seen_at: datetime, now: datetime) -> bool:
    """Whether a sign-in has ended by itself."""
    return now - seen_at > IDLE[role] or now - began_at > LONGEST[role]


def _is_row(folded: str) -> bool:
    return any(folded in row or folded in row[::-1] for row in ROWS_OF_KEYS)


def _spellings(fact: str) -> set[str]:
    local = fold(fact.partition("@")[0])
    forms = {fold(fact), local, local.replace(" ", ""), local.replace("+84", "0"), local.replace("+84", "84")}
    return {form for form in forms if len(form) > 3}
