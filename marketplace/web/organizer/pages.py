"""The pages that the law asks for: what is in force, what comes, and writing a new version."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request
from markupsafe import Markup

from marketplace.core import clock
from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.core.prose import prose
from marketplace.domain.pages.actions import publish_page, withdraw_page
from marketplace.domain.pages.queries import numbers_in_force, shown_page, version_by_id, versions_of
from marketplace.domain.pages.rules import LONGEST_TEXT, NOTICE, blanks_in
from marketplace.web.forms import show_refusal
from marketplace.web.law_pages import PAGE_NAMES, with_blanks_marked
from marketplace.web.organizer.blueprint import bp
from marketplace.web.organizer.forms.pages import PageForm
from marketplace.web.session import the_person


@bp.get("/pages")
def list_pages() -> str:
    """Each page with the version in force; the ones nobody has confirmed stand out."""
    return render_template("organizer/pages/list_pages.html", pages=PAGE_NAMES, numbers=numbers_in_force())


@bp.get("/pages/<slug>")
def edit_page(slug: str) -> str:
    """The text in force, to write the next version from, and all versions there were."""
    texts = {f"text_{tongue}": shown_page(slug, tongue).text for tongue in ("vi", "en")}
    return _page(slug, PageForm(formdata=None, data=texts))


@bp.post("/pages/<slug>")
def update_page(slug: str) -> Any:
    """Publish a new version, now or from a day on; or show how what was typed would look."""
    shown_page(slug, "vi")
    form = PageForm()
    if "preview" in request.form:
        return _page(slug, form, {"vi": _drawn(form.text_vi.data), "en": _drawn(form.text_en.data)})
    if form.validate_on_submit():
        facts = {"text_vi": form.text_vi.data, "text_en": form.text_en.data, "effective_at": form.effective_at.data}
        try:
            publish_page(slug, **facts, is_minor=form.is_minor.data, by=the_person())
        except NotThere:
            raise
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Đã đăng bản mới."), "success")
            return redirect(f"{root()}/organizer/pages/{slug}", 303)
    return _page(slug, form), 422


@bp.post("/page-versions/<int:version_id>/withdrawal")
def create_page_withdrawal(version_id: int) -> Any:
    """Take back a version that is not in force yet."""
    version = version_by_id(version_id)
    withdraw_page(version, by=the_person())
    flash(_("Đã rút lại bản này."), "success")
    return redirect(f"{root()}/organizer/pages/{version.slug}", 303)


def _drawn(text: str | None) -> Markup:
    return with_blanks_marked(prose((text or "")[:LONGEST_TEXT]))


def _page(slug: str, form: PageForm, drawn: dict[str, Markup] | None = None) -> str:
    notice = NOTICE.get(slug)
    blanks = [*blanks_in(form.text_vi.data or ""), *blanks_in(form.text_en.data or "")]
    return render_template(
        "organizer/pages/edit_page.html",
        slug=slug, form=form, title=PAGE_NAMES[slug], versions=versions_of(slug), now=clock.now(),
        notice=notice.days if notice else 0, blanks=list(dict.fromkeys(blanks)), drawn=drawn,
    )  # fmt: skip
