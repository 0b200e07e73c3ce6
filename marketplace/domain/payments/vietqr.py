"""The text inside a VietQR code: EMVCo merchant-presented QR with the fields of NAPAS (specification 1.5.2)."""

from __future__ import annotations

import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

GUID = "A000000727"
TO_ACCOUNT = "QRIBFTTA"
_BIN = re.compile(r"[0-9]{6}")
_ACCOUNT = re.compile(r"[A-Za-z0-9]{1,19}")
_AMOUNT = re.compile(r"[1-9][0-9]{0,12}")
_PURPOSE = re.compile(r"[A-Za-z0-9 -]{1,25}")
_HEAD = re.compile(r"[0-9]{4}")
_CRC_HEAD = "6304"


class BadPayload(ValueError):
    """Not a VietQR text: broken fields, or a checksum that does not fit."""


@dataclass(frozen=True)
class VietQR:
    """What a VietQR code says. `additional` holds the parts of field 62, `08` being the purpose."""

    guid: str
    is_static: bool = True
    bank_bin: str | None = None
    account: str | None = None
    service: str | None = None
    amount: int | None = None
    additional: Mapping[str, str] = field(default_factory=dict)

    @property
    def purpose(self) -> str:
        """The text of the transfer."""
        return self.additional.get("08", "")


def build_payload(bank_bin: str, account: str, amount: int | None = None, purpose: str = "") -> str:
    """The text of a code that pays `amount` đồng into an account; without an amount the payer types it.

    `purpose` is at most 25 ASCII letters, digits, spaces and dashes: banks drop the rest. Raises ValueError.
    """
    _require(_BIN, bank_bin)
    _require(_ACCOUNT, account)
    holder = _field("00", bank_bin) + _field("01", account)
    body = _field("00", "01") + _field("01", "11" if amount is None else "12")
    body += _field("38", _field("00", GUID) + _field("01", holder) + _field("02", TO_ACCOUNT))
    body += _field("53", "704")
    if amount is not None:
        body += _field("54", _require(_AMOUNT, str(amount)))
    body += _field("58", "VN")
    if purpose:
        body += _field("62", _field("08", _require(_PURPOSE, purpose)))
    return body + _CRC_HEAD + _checksum(body + _CRC_HEAD)


def parse_payload(text: str) -> VietQR:
    """What the text of a code says; raise BadPayload. Other fields of the standard are read over."""
    fields = _fields(text)
    if next(iter(fields.items()), None) != ("00", "01") or text[-8:-4] != _CRC_HEAD or fields.get("63") != text[-4:]:
        raise BadPayload("neither begins nor ends as a code does")
    if fields["63"].upper() != _checksum(text[:-4]):
        raise BadPayload("the checksum does not fit")
    if fields.get("53") != "704" or fields.get("58") != "VN" or fields.get("01") not in ("11", "12"):
        raise BadPayload("not a payment in đồng in Viet Nam")
    amount = fields.get("54")
    if amount is not None and not _AMOUNT.fullmatch(amount):
        raise BadPayload("the amount is not a whole number")
    return replace(
        _merchant(fields),
        is_static=fields["01"] == "11",
        amount=None if amount is None else int(amount),
        additional=_fields(fields.get("62", "")),
    )


def _require(shape: re.Pattern[str], text: str) -> str:
    if not shape.fullmatch(text):
        raise ValueError(f"{text!r} does not belong into a VietQR code")
    return text


def _field(tag: str, value: str) -> str:
    return f"{tag}{len(value):02d}{value}"


def _checksum(text: str) -> str:
    """CRC-16/CCITT-FALSE, four capital hexadecimal digits."""
    return f"{binascii.crc_hqx(text.encode(), 0xFFFF):04X}"


def _fields(text: str) -> dict[str, str]:
    """Tag, length in letters, value, again and again, to the very end."""
    fields: dict[str, str] = {}
    rest = text
    while rest:
        head, rest = rest[:4], rest[4:]
        if not _HEAD.fullmatch(head) or head[:2] in fields or len(rest) < int(head[2:]):
            raise BadPayload(f"broken at {head!r}")
        fields[head[:2]], rest = rest[: int(head[2:])], rest[int(head[2:]) :]
    return fields


def _merchant(fields: Mapping[str, str]) -> VietQR:
    """Who is paid: by NAPAS (38) a bank account, by others (26) only who they are."""
    account = _fields(fields.get("38", fields.get("26", "")))
    if "00" not in account:
        raise BadPayload("nobody is named to be paid")
    if "38" not in fields:
        return VietQR(guid=account["00"])
    holder = _fields(account.get("01", ""))
    bank_bin, number = holder.get("00", ""), holder.get("01", "")
    if not _BIN.fullmatch(bank_bin) or not _ACCOUNT.fullmatch(number):
        raise BadPayload("no bank account is named")
    return VietQR(guid=account["00"], bank_bin=bank_bin, account=number, service=account.get("02"))
