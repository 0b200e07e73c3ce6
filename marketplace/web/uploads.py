"""Files that came with a form."""

from __future__ import annotations

from typing import Any

from flask import request

from marketplace.core.pictures import MOST_BYTES

# What stands around the files of a form: its other fields and the marks between the parts.
_AROUND = 256 * 1024


def take_pictures(most: int) -> None:
    """Let this request bring so many pictures of the largest size. To be called before its form is read."""
    request.max_content_length = most * MOST_BYTES + _AROUND


def bytes_of(field: Any) -> bytes | None:
    """What was uploaded in this field; None when no file was chosen."""
    upload = field.data
    if not upload or not getattr(upload, "filename", ""):
        return None
    data: bytes = upload.read()
    return data


def file_name_of(field: Any) -> str:
    """The name that the file had on the person's machine; shown to them, never used as a path."""
    return str(getattr(field.data, "filename", "") or "")
