"""The shelves of the market."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template

from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.catalog.actions import save_category
from marketplace.domain.catalog.models import Category
from marketplace.domain.catalog.queries import category_by_slug, shelves
from marketplace.web.forms import show_refusal
from marketplace.web.organizer.blueprint import bp
from marketplace.web.organizer.forms.decisions import CategoryForm
from marketplace.web.session import the_person


@bp.get("/categories")
def list_categories() -> str:
    """Every shelf with those under it."""
    return render_template("organizer/categories/list_categories.html", shelves=shelves())


@bp.route("/categories/new", methods=["GET", "POST"])
def create_category() -> Any:
    """Put up a shelf."""
    return _category_page(None)


@bp.route("/categories/<slug>", methods=["GET", "POST"])
def update_category(slug: str) -> Any:
    """Change a shelf; its address stays."""
    return _category_page(category_by_slug(slug))


def _category_page(category: Category | None) -> Any:
    form = CategoryForm(category=category)
    if form.validate_on_submit():
        try:
            save_category(category, by=the_person(), **form.values())
        except NotThere:
            raise
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Đã lưu nhóm hàng."), "success")
            return redirect(f"{root()}/organizer/categories", 303)
    page = render_template("organizer/categories/update_category.html", form=form, category=category)
    return page, 422 if form.is_submitted() else 200
