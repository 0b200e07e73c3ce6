"""What a booth should have before it opens: the list that organizers keep, and their word on one booth."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template

from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.booths.queries import booth_by_slug
from marketplace.domain.joining import actions
from marketplace.domain.joining.models import ChecklistItem
from marketplace.domain.joining.queries import checklist_items, is_used, item_by_id
from marketplace.web.checklist_words import checklist_words
from marketplace.web.forms import show_refusal
from marketplace.web.organizer.blueprint import bp
from marketplace.web.organizer.booths import booth_page
from marketplace.web.organizer.forms.checklist import NewItemForm, form_of
from marketplace.web.organizer.forms.decisions import ReasonForm
from marketplace.web.session import the_person


@bp.get("/checklist")
def list_checklist() -> str:
    """Every item in order, those no longer used last."""
    return render_template("organizer/checklist/list_checklist.html", items=checklist_items(), **checklist_words())


@bp.post("/checklist/suggestions")
def create_suggestions() -> Any:
    """Begin with the market's own suggestions."""
    actions.load_default_checklist(by=the_person())
    return _back(_("Đã thêm các mục gợi ý. Sửa cho hợp với chợ của bạn."))


@bp.route("/checklist/new", methods=["GET", "POST"])
def create_checklist_item() -> Any:
    """Ask something more of every booth."""
    return _item_page(None)


@bp.route("/checklist/<int:item_id>", methods=["GET", "POST"])
def update_checklist_item(item_id: int) -> Any:
    """Change an item, or ask it no longer."""
    return _item_page(item_by_id(item_id))


@bp.post("/checklist/<int:item_id>/removal")
def delete_checklist_item(item_id: int) -> Any:
    """Forget an item that no booth was ever marked on."""
    item = item_by_id(item_id)
    try:
        actions.remove_item(item, by=the_person())
    except NotThere:
        raise
    except Refusal as refusal:
        flash(str(refusal), "error")
        return redirect(f"{root()}/organizer/checklist/{item_id}", 303)
    return _back(_("Đã xóa mục này."))


@bp.post("/booths/<slug>/checklist/<int:item_id>/<any(verification, waiver, taking_back):mark>")
def create_checklist_mark(slug: str, item_id: int, mark: str) -> Any:
    """Find an item true in one booth, ask it no longer of this booth, or take back what was said."""
    booth, item, form = booth_by_slug(slug), item_by_id(item_id), ReasonForm()
    if form.validate():
        try:
            _mark(mark)(booth, item, by=the_person(), **{_SAYS[mark]: form.reason.data or ""})
        except NotThere:
            raise
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Đã ghi vào danh sách của gian hàng."), "success")
            return redirect(f"{root()}/organizer/booths/{slug}#checklist", 303)
    return booth_page(booth, form, f"{mark}-{item_id}"), 422


_SAYS = {"verification": "note", "waiver": "reason", "taking_back": "reason"}


def _mark(mark: str) -> Any:
    verbs: dict[str, Any] = {
        "verification": actions.verify_item,
        "waiver": actions.waive_item,
        "taking_back": actions.take_back_mark,
    }
    return verbs[mark]


def _item_page(item: ChecklistItem | None) -> Any:
    form = form_of(item)
    if form.validate_on_submit():
        try:
            if isinstance(form, NewItemForm):
                kind, check_name = form.source()
                actions.add_item(kind=kind, check_name=check_name, facts=form.facts(), by=the_person())
            elif item is not None:
                actions.update_item(item, facts=form.facts(), by=the_person())
        except NotThere:
            raise
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return _back(_("Đã lưu danh sách."))
    page = render_template(
        "organizer/checklist/update_checklist_item.html", form=form, item=item,
        is_used=item is not None and is_used(item), **checklist_words(),
    )  # fmt: skip
    return page, 422 if form.is_submitted() else 200


def _back(sentence: str) -> Any:
    flash(sentence, "success")
    return redirect(f"{root()}/organizer/checklist", 303)
