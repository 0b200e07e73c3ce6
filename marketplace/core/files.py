"""Files that people bring: a folder by default, S3-compatible storage in production (MEDIA_URL, fsspec)."""

from __future__ import annotations

import mimetypes
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import fsspec
from flask import current_app

# Written by us, never guessed from what came in.
SUFFIXES = frozenset({"webp", "jpg", "svg", "png", "csv", "xlsx", "pdf", "txt", "zip"})


def keep(data: bytes, *, folder: str, suffix: str) -> str:
    """Store `data` under a random name and give its key, `folder/ab/abcdef….webp`."""
    if suffix not in SUFFIXES:
        raise ValueError(f"files ending in .{suffix} are not kept")
    name = secrets.token_hex(16)
    key = f"{folder}/{name[:2]}/{name}.{suffix}"
    keep_under(key, data)
    return key


def keep_under(key: str, data: bytes) -> None:
    """Store `data` under a key that the caller makes, for files named by what they hold."""
    system, path = _place()
    target = f"{path}/{key}"
    system.makedirs(target.rsplit("/", 1)[0], exist_ok=True)
    system.pipe_file(target, data)


def keep_set(parts: Mapping[str, bytes], *, folder: str) -> str:
    """Store files that belong together under one random name and give what their keys begin with.

    `parts` are the ends of the keys, such as `-360.webp`, with the bytes of each.
    """
    name = secrets.token_hex(16)
    stem = f"{folder}/{name[:2]}/{name}"
    system, path = _place()
    system.makedirs(f"{path}/{folder}/{name[:2]}", exist_ok=True)
    for end, data in parts.items():
        if end.rpartition(".")[2] not in SUFFIXES:
            raise ValueError(f"files ending in {end} are not kept")
        system.pipe_file(f"{path}/{stem}{end}", data)
    return stem


def read(key: str) -> bytes:
    """The bytes of a stored file; raises FileNotFoundError."""
    if ".." in key or key.startswith("/"):
        raise FileNotFoundError(key)
    system, path = _place()
    data: bytes = system.cat_file(f"{path}/{key}")
    return data


def keep_file(path: Path, *, folder: str, suffix: str) -> str:
    """Store a file that was written here, without holding all of it in memory; gives its key as `keep` does."""
    if suffix not in SUFFIXES:
        raise ValueError(f"files ending in .{suffix} are not kept")
    name = secrets.token_hex(16)
    key = f"{folder}/{name[:2]}/{name}.{suffix}"
    system, root = _place()
    system.makedirs(f"{root}/{folder}/{name[:2]}", exist_ok=True)
    system.put_file(str(path), f"{root}/{key}")
    return key


def stream(key: str, *, size: int = 256 * 1024) -> Iterator[bytes]:
    """The bytes of a stored file, a part at a time; raises FileNotFoundError before the first."""
    if ".." in key or key.startswith("/"):
        raise FileNotFoundError(key)
    system, root = _place()
    return _parts(system.open(f"{root}/{key}", "rb"), size)


def _parts(file: Any, size: int) -> Iterator[bytes]:
    with file:
        while part := file.read(size):
            yield part


def drop(key: str) -> None:
    """Remove a stored file; a missing one is no fault."""
    system, path = _place()
    if system.exists(f"{path}/{key}"):
        system.rm_file(f"{path}/{key}")


def media_type(key: str) -> str:
    """The type a stored file is served as, from the suffix that we gave it."""
    return mimetypes.guess_type(key)[0] or "application/octet-stream"


def media_path(key: str) -> str:
    """The path a public picture is served under; the same in both languages."""
    return f"/media/{key}"


def _place() -> tuple[Any, str]:
    config = current_app.config["MARKET"]
    url = config.MEDIA_URL or (config.data_folder / "media").resolve().as_uri()
    system, path = fsspec.core.url_to_fs(url)
    return system, str(path)
