"""The pages that the law asks for (Decree 248/2026/NĐ-CP, arts. 4 to 15), and help."""

from __future__ import annotations

from flask import render_template, request

from marketplace.core.language import language
from marketplace.core.pagecache import public_page
from marketplace.core.prose import prose
from marketplace.domain.pages.queries import shown_page
from marketplace.web.law_pages import PAGE_NAMES, with_blanks_marked
from marketplace.web.storefront.blueprint import bp


@bp.get("/pages/<slug>")
@public_page
def show_page(slug: str) -> str:
    """The version in force; `?version=` shows another, so that what held on a day can be read later."""
    asked = request.args.get("version", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else None
    page = shown_page(slug, language(), number=number)
    return render_template(
        "storefront/pages/show_page.html",
        pages=PAGE_NAMES, page=page, title=PAGE_NAMES[slug], text=with_blanks_marked(prose(page.text)), asked=number,
    )  # fmt: skip


@bp.get("/help")
@public_page
def show_help() -> str:
    """Where to turn with what."""
    return render_template("storefront/pages/help.html", pages=PAGE_NAMES)
