"""The file that stands behind orders of a platform."""

from __future__ import annotations

from flask import Response, make_response

from marketplace.core import files
from marketplace.core.errors import NotThere
from marketplace.domain.livestream.models import OrderImport


def evidence_file(kept: OrderImport) -> Response:
    """The copy of a file as it was kept; raise NotThere."""
    try:
        response = make_response(files.read(kept.file_key))
    except FileNotFoundError:
        raise NotThere from None
    response.content_type = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = f"attachment; filename=orders-{kept.id}.csv"
    return response
