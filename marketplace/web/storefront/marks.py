"""What whoever asks has marked of the page they look at: a product wished for, a booth followed.

Such a page is the same for everybody, so the personal part of the header says it and the style shows one of two
buttons (`.when-marked`, `.unless-marked`): no script is needed.
"""

from __future__ import annotations

from flask import request

from marketplace.core.errors import NotThere
from marketplace.domain.favourites.queries import follows, wishes_for
from marketplace.web.session import current_person
from marketplace.web.storefront.blueprint import bp
from marketplace.web.storefront.presenting import plain_slug

_MARKS = {"storefront.show_product": wishes_for, "storefront.show_booth": follows}


@bp.app_template_global("is_marked")
def is_marked() -> bool:
    """Whether the person who asks keeps an eye on what this page shows."""
    person, mark = current_person(), _MARKS.get(request.endpoint or "")
    if person is None or mark is None:
        return False
    try:
        return mark(person, plain_slug((request.view_args or {})["slug"]))
    except NotThere:  # this is the page that says so
        return False
