"""Files that came with a form."""

from __future__ import annotations

from typing import Any


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
