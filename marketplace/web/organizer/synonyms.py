"""What else things are called, for search."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template

from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.search import actions
from marketplace.domain.search.models import Synonym
from marketplace.domain.search.queries import synonym_by_id, synonyms
from marketplace.web.forms import show_refusal
from marketplace.web.organizer.blueprint import bp
from marketplace.web.organizer.forms.decisions import SynonymForm
from marketplace.web.session import the_person


@bp.get("/synonyms")
def list_synonyms() -> str:
    """Every group of names that mean the same."""
    return render_template("organizer/synonyms/list_synonyms.html", synonyms=synonyms())


@bp.route("/synonyms/new", methods=["GET", "POST"])
def create_synonym() -> Any:
    """Say that names mean the same."""
    return _synonym_page(None)


@bp.route("/synonyms/<int:synonym_id>", methods=["GET", "POST"])
def update_synonym(synonym_id: int) -> Any:
    """Change a group."""
    return _synonym_page(synonym_by_id(synonym_id))


@bp.post("/synonyms/<int:synonym_id>/removal")
def delete_synonym(synonym_id: int) -> Any:
    """Forget a group."""
    actions.delete_synonym(synonym_by_id(synonym_id), by=the_person())
    return _back(_("Đã bỏ nhóm từ."))


def _synonym_page(synonym: Synonym | None) -> Any:
    form = SynonymForm(data={"words": synonym.words if synonym else ""})
    if form.validate_on_submit():
        try:
            actions.save_synonym(synonym, words=form.words.data or "", by=the_person())
        except NotThere:
            raise
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return _back(_("Đã lưu. Ô tìm kiếm hiểu nhóm từ này ngay từ bây giờ."))
    page = render_template("organizer/synonyms/update_synonym.html", form=form, synonym=synonym)
    return page, 422 if form.is_submitted() else 200


def _back(sentence: str) -> Any:
    flash(sentence, "success")
    return redirect(f"{root()}/organizer/synonyms", 303)
