"""Everything here is for the signed-in person alone, but for the pages that lead in."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, request

from marketplace.web.session import current_person

bp = Blueprint("account", __name__, url_prefix="/account")

OPEN = frozenset(
    f"account.{view}"
    for view in (
        "new_sign_in", "create_sign_in", "new_second_step", "create_second_step",
        "new_sign_out", "create_sign_out", "new_sign_up", "create_sign_up",
        "new_reset", "create_reset", "show_reset", "edit_reset", "update_reset",
    )
)  # fmt: skip


@bp.before_request
def _ask_to_sign_in() -> Any:
    """A view that is not in the list of open ones is closed."""
    if request.endpoint in OPEN or current_person() is not None:
        return None
    return current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
