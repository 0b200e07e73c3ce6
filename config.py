"""Every setting of the market, read once from the environment.

`docs/settings.md` documents each of them; a test compares the two.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
DEVELOPMENT_KEY = "for-development-only-do-not-use-in-production"


class BadSettings(Exception):
    """One or more settings are malformed; the message names each of them."""


def _text(value: str) -> str:
    return value


def _flag(value: str) -> bool:
    words = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False, "": False}
    try:
        return words[value.strip().lower()]
    except KeyError:
        raise ValueError("must be true or false") from None


def _count(value: str) -> int:
    if not value.isascii() or not value.isdigit():
        raise ValueError("must be a whole number")
    return int(value)


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path not in ("", "/"):
        raise ValueError("must be http(s)://host[:port] without a path")
    return value.rstrip("/")


def _database(value: str) -> str:
    if not value.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ValueError("must start with sqlite:/// or postgresql+psycopg://")
    return value


def _setting(read: Callable[[str], Any], default: Any) -> Any:
    return field(default=default, metadata={"read": read})


@dataclass(frozen=True)
class Config:
    """The settings. Field names are the environment variables."""

    ENVIRONMENT: str = _setting(_text, "development")
    SECRET_KEY: str = _setting(_text, DEVELOPMENT_KEY)
    SEALING_KEYS: str = _setting(_text, "")
    DATABASE_URL: str = _setting(_database, f"sqlite:///{ROOT / 'var' / 'market.db'}")
    REDIS_URL: str = _setting(_text, "")
    PUBLIC_URL: str = _setting(_web_address, "http://127.0.0.1:8000")
    PORT: int = _setting(_count, 8000)
    TRUSTED_PROXIES: int = _setting(_count, 0)
    DATA_FOLDER: str = _setting(_text, str(ROOT / "var"))
    MEDIA_URL: str = _setting(_text, "")
    SMTP_URL: str = _setting(_text, "")
    LETTERS_FROM: str = _setting(_text, "Gian Hàng <no-reply@gianhang.example>")
    STRIPE_SECRET_KEY: str = _setting(_text, "")
    STRIPE_WEBHOOK_SECRET: str = _setting(_text, "")
    STRIPE_API_BASE: str = _setting(_text, "")
    TIKTOK_APP_KEY: str = _setting(_text, "")
    TIKTOK_APP_SECRET: str = _setting(_text, "")
    TIKTOK_API_BASE: str = _setting(_text, "")
    GHN_API_BASE: str = _setting(_text, "")
    CARD_MINIMUM: int = _setting(_count, 20_000)
    BANK_BIN: str = _setting(_text, "")
    BANK_ACCOUNT: str = _setting(_text, "")
    BANK_ACCOUNT_NAME: str = _setting(_text, "")
    BANK_FEED_TOKEN: str = _setting(_text, "")
    HOLD_MINUTES: int = _setting(_count, 30)
    PROVINCE_CODE: str = _setting(_text, "44")
    PAGE_CACHE: bool = _setting(_flag, True)
    METRICS_TOKEN: str = _setting(_text, "")
    STAFF_SECOND_FACTOR: bool = _setting(_flag, True)
    DEMO: bool = _setting(_flag, False)
    TESTING: bool = _setting(_flag, False)

    @property
    def production(self) -> bool:
        """Whether this process serves real people."""
        return self.ENVIRONMENT == "production"

    @property
    def sealing_keys(self) -> list[str]:
        """What secrets of others are sealed with, newest first; never none."""
        return [key for each in self.SEALING_KEYS.split(",") if (key := each.strip())] or [self.SECRET_KEY]

    @property
    def data_folder(self) -> Path:
        """Where files, letters, the job queue and the built assets are kept."""
        return Path(self.DATA_FOLDER)

    @property
    def hosts(self) -> list[str]:
        """The host names this market answers to."""
        return [urlsplit(self.PUBLIC_URL).hostname or "", "127.0.0.1", "localhost"]

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Config:
        """Read every setting; raise BadSettings naming all that are malformed at once."""
        source = os.environ if environment is None else environment
        values: dict[str, Any] = {}
        faults = []
        for each in fields(cls):
            if each.name not in source:
                continue
            try:
                values[each.name] = each.metadata["read"](source[each.name])
            except ValueError as fault:
                faults.append(f"{each.name} {fault}")
        if faults:
            raise BadSettings("; ".join(faults))
        config = cls(**values)
        config.check()
        return config

    def check(self) -> None:
        """Refuse combinations that must not serve real people; raise BadSettings naming all of them."""
        faults = []
        if self.ENVIRONMENT not in ("development", "production"):
            faults.append("ENVIRONMENT must be development or production")
        if self.production:
            faults += self._faults_in_production()
        if faults:
            raise BadSettings("; ".join(faults))

    def _faults_in_production(self) -> list[str]:
        faults = []
        if self.SECRET_KEY == DEVELOPMENT_KEY or len(self.SECRET_KEY) < 32:
            faults.append("SECRET_KEY must be set to at least 32 random characters")
        if any(len(key) < 32 for key in self.sealing_keys):
            faults.append("each of SEALING_KEYS must be at least 32 random characters")
        if not self.PUBLIC_URL.startswith("https://"):
            faults.append("PUBLIC_URL must be https:// in production")
        if self.DEMO:
            faults.append("DEMO must be off in production")
        return faults
