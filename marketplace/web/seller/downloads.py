"""Taking the booth's data away: asked for with the password, fetched once it is made."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, render_template

from marketplace.core import clock, files
from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.core.limits import limiter
from marketplace.domain.booths.access import can_close_booth
from marketplace.domain.leaving.actions import ask_for_download, fetch_download
from marketplace.domain.leaving.queries import downloads_of
from marketplace.web.account.forms.leaving import ProofForm
from marketplace.web.forms import show_refusal
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.session import the_person


@bp.get("/downloads")
@needs(can_close_booth)
def list_downloads() -> str:
    """What was asked for, and the way to ask."""
    return _page(ProofForm(formdata=None))


@bp.post("/downloads")
@needs(can_close_booth)
@limiter.limit("10/hour")
def create_download() -> Any:
    """Ask for everything as one file."""
    form = ProofForm()
    if form.validate_on_submit():
        try:
            ask_for_download(the_booth(), by=the_person(), password=form.password.data or "")
        except NotThere:
            raise
        except Refusal as refusal:
            show_refusal(form, refusal)
            return _page(form), refusal.status
        flash(_("Đang chuẩn bị tệp. Tải lại trang này sau ít phút."), "success")
        return redirect(f"{root()}/seller/downloads", 303)
    return _page(form), 422


@bp.get("/downloads/<int:download_id>")
@needs(can_close_booth)
def show_download(download_id: int) -> Response:
    """The file itself, a part at a time."""
    booth = the_booth()
    name = booth.slug
    file = fetch_download(booth, download_id, by=the_person())
    response = Response(files.stream(file.key), mimetype="application/zip")
    response.headers["Content-Length"] = str(file.size)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(form: ProofForm) -> str:
    downloads = downloads_of(the_booth())
    return render_template("seller/downloads/list_downloads.html", form=form, downloads=downloads, now=clock.now())
