"""The inside of `core/archives.py`, run by the child: pictures out of a ZIP, and nothing else (THREATS T25).

The answer is a line of JSON, a list of name and length, and then the bytes of each picture.
"""

from __future__ import annotations

import json
import stat
import zipfile
from io import BytesIO
from pathlib import PurePosixPath

from marketplace.core.confined import Unfit

MOST_PICTURES = 200
MOST_MEMBERS = 500
MOST_PICTURE = 10 * 1024 * 1024
MOST_UNPACKED = 50 * 1024 * 1024
LONGEST_NAME = 120
_ENCRYPTED = 0x1
# What computers put beside pictures by themselves.
_LITTER = ("__macosx/", "thumbs.db", "desktop.ini")


def unpack(payload: bytes) -> bytes:
    """Every picture by its name without folders; raise Unfit with what is the matter."""
    try:
        with zipfile.ZipFile(BytesIO(payload)) as archive:
            members = _wanted(archive.infolist())
            return _written({_name_of(member): _read(archive, member) for member in members})
    except (Unfit, MemoryError):
        raise
    except Exception as fault:
        # Whatever the reader stumbles over, it means the same to the person who sent the file.
        raise Unfit("not-an-archive") from fault


def _wanted(members: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """The members that are files of the person's, after looking at what the directory of the archive says of all."""
    if len(members) > MOST_MEMBERS:
        raise Unfit("too-many")
    if any(map(_is_unsafe, members)):
        raise Unfit("unsafe")
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise Unfit("locked")
    wanted = [member for member in members if not member.is_dir() and not _is_litter(member.filename)]
    if not wanted:
        raise Unfit("empty")
    if len(wanted) > MOST_PICTURES:
        raise Unfit("too-many")
    if len({_name_of(member).casefold() for member in wanted}) < len(wanted):
        raise Unfit("twice")
    if sum(member.file_size for member in wanted) > MOST_UNPACKED:
        raise Unfit("too-large")
    return wanted


def _is_unsafe(member: zipfile.ZipInfo) -> bool:
    name = member.orig_filename
    outside = name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")
    return outside or "\x00" in name or stat.S_ISLNK(member.external_attr >> 16)


def _is_litter(name: str) -> bool:
    lower = name.lower()
    return lower.startswith(_LITTER[0]) or PurePosixPath(lower).name in _LITTER or PurePosixPath(name).name[0] == "."


def _name_of(member: zipfile.ZipInfo) -> str:
    return PurePosixPath(member.filename).name[-LONGEST_NAME:]


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """No more of it than a picture may have, whatever the directory says of its size."""
    with archive.open(member) as file:
        data = file.read(MOST_PICTURE + 1)
    if len(data) > MOST_PICTURE:
        raise Unfit("too-large")
    if not _is_picture(data):
        raise Unfit(f"not-pictures:{_name_of(member)}")
    return data


def _is_picture(data: bytes) -> bool:
    """By its first bytes; whether it can be decoded is seen when it is painted."""
    return data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def _written(pictures: dict[str, bytes]) -> bytes:
    if sum(map(len, pictures.values())) > MOST_UNPACKED:
        raise Unfit("too-large")
    index = [[name, len(data)] for name, data in pictures.items()]
    return json.dumps(index).encode() + b"\n" + b"".join(pictures.values())
