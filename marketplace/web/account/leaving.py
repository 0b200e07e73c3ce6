"""A person's data: taken away as a file, or erased."""

from __future__ import annotations

import io

from flask import Response as FileResponse
from flask import flash, redirect, render_template
from werkzeug.wrappers import Response

from marketplace.core.errors import Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.core.limits import limiter
from marketplace.domain.privacy.actions import Download, download_data, erase_person
from marketplace.domain.privacy.queries import reasons_to_stay
from marketplace.web.account.blueprint import bp
from marketplace.web.account.forms.leaving import ProofForm
from marketplace.web.forms import show_refusal
from marketplace.web.session import end_session, forget_cart, the_person


@bp.get("/data")
def new_download() -> str:
    """What the market holds, and the way to have it."""
    return _data_page(ProofForm())


@bp.post("/data")
@limiter.limit("10/hour")
def create_download() -> Response | tuple[str, int]:
    """Everything as one file; asked for with the password, for phones are lent and lost."""
    form = ProofForm()
    if form.validate_on_submit():
        try:
            download = download_data(the_person(), password=form.password.data or "")
        except Refusal as refusal:
            show_refusal(form, refusal)
            return _data_page(form), refusal.status
        return _file(download)
    return _data_page(form), 422


@bp.get("/erasure")
def new_erasure() -> str:
    """What goes, what stays, and what has to be settled first."""
    return _erasure_page(ProofForm())


@bp.post("/erasure")
@limiter.limit("10/hour")
def create_erasure() -> Response | tuple[str, int]:
    """Erase the account; this browser forgets whose it was."""
    form = ProofForm()
    if form.validate_on_submit():
        try:
            erase_person(the_person(), password=form.password.data or "")
        except Refusal as refusal:
            show_refusal(form, refusal)
            return _erasure_page(form), refusal.status
        end_session()
        flash(_("Tài khoản của bạn đã được xóa."), "success")
        response = forget_cart(redirect(f"{root()}/", 303))
        response.headers["Clear-Site-Data"] = '"storage"'  # what forms kept on the device
        return response
    return _erasure_page(form), 422


def _file(download: Download) -> Response:
    """One JSON file, or a ZIP where there are pictures as well."""
    if not download.pictures:
        return _attached(download.json.encode(), "gian-hang.json", "application/json")
    file = io.BytesIO()
    download.write(file)
    return _attached(file.getvalue(), "gian-hang.zip", "application/zip")


def _attached(data: bytes, name: str, kind: str) -> Response:
    response = FileResponse(data, mimetype=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _data_page(form: ProofForm) -> str:
    return render_template("account/leaving/new_download.html", form=form)


def _erasure_page(form: ProofForm) -> str:
    return render_template("account/leaving/new_erasure.html", form=form, reasons=reasons_to_stay(the_person()))
