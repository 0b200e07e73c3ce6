"""The face for programs of others, of banks and of mail; each proves itself by a signature, a token or a key."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("hooks", __name__, url_prefix="/hooks")
