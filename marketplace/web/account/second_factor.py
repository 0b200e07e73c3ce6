"""The second factor of one's own account: set up, shown, turned off."""

from __future__ import annotations

import pyotp
from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from marketplace.core.errors import Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.core.limits import limiter
from marketplace.core.qr import qr_data_uri
from marketplace.domain.accounts import actions
from marketplace.domain.accounts.models import SecondFactor
from marketplace.domain.accounts.queries import lacks_second_factor, recovery_codes_left, second_factor_of, secret_of
from marketplace.web.account.blueprint import bp
from marketplace.web.account.forms.leaving import ProofForm
from marketplace.web.account.forms.second_factor import FirstCodeForm, LastCodeForm
from marketplace.web.forms import show_refusal
from marketplace.web.onward import local_path, way_on
from marketplace.web.session import current_sign_in, the_person

ISSUER = "Gian Hàng"


@bp.get("/second-factor")
def show_second_factor() -> str:
    """Whether it is on, and what to do next."""
    return _page(FirstCodeForm(next=local_path(request.args.get("next"))), LastCodeForm())


@bp.post("/second-factor")
@limiter.limit("20/hour")
def create_second_factor() -> ResponseReturnValue:
    """Make a secret for the phone."""
    actions.begin_second_factor(the_person())
    return redirect(way_on(f"{root()}/account/second-factor", request.form.get("next")), 303)


@bp.post("/second-factor/confirmation")
@limiter.limit("20/minute")
def update_second_factor() -> ResponseReturnValue:
    """Turn it on with the first code; the recovery codes are shown this once."""
    form, here = FirstCodeForm(), current_sign_in()
    if not form.validate_on_submit() or here is None:
        return _page(form, LastCodeForm()), 422
    try:
        codes = actions.confirm_second_factor(
            the_person(), password=form.password.data or "", typed=form.code.data or "", here=here
        )
    except Refusal as refusal:
        show_refusal(form, refusal)
        return _page(form, LastCodeForm()), refusal.status
    return _paper(codes, form.next.data)


@bp.get("/second-factor/codes")
def new_recovery_codes() -> str:
    """Ask for the password before new codes are written."""
    return render_template("account/second_factor/new_recovery_codes.html", form=ProofForm())


@bp.post("/second-factor/codes")
@limiter.limit("20/minute")
def create_recovery_codes() -> ResponseReturnValue:
    """Write new recovery codes and show them this once."""
    form = ProofForm()
    if form.validate_on_submit():
        try:
            return _paper(actions.renew_recovery_codes(the_person(), password=form.password.data or ""), None)
        except Refusal as refusal:
            show_refusal(form, refusal)
            return render_template("account/second_factor/new_recovery_codes.html", form=form), refusal.status
    return render_template("account/second_factor/new_recovery_codes.html", form=form), 422


@bp.post("/second-factor/removal")
@limiter.limit("20/minute")
def delete_second_factor() -> ResponseReturnValue:
    """Turn it off."""
    form = LastCodeForm()
    if not form.validate_on_submit():
        return _page(FirstCodeForm(formdata=None), form), 422
    try:
        actions.drop_second_factor(the_person(), password=form.password.data or "", typed=form.code.data or "")
    except Refusal as refusal:
        show_refusal(form, refusal)
        return _page(FirstCodeForm(formdata=None), form), refusal.status
    flash(_("Xác nhận hai bước đã tắt."), "success")
    return redirect(f"{root()}/account/second-factor", 303)


def _page(first: FirstCodeForm, last: LastCodeForm) -> str:
    person, here = the_person(), current_sign_in()
    factor = second_factor_of(person)
    return render_template(
        "account/second_factor/show_second_factor.html",
        factor=factor, form=first, last=last, wanted=here is not None and lacks_second_factor(here),
        left=recovery_codes_left(person) if factor else 0, **_for_the_phone(factor),
    )  # fmt: skip


def _for_the_phone(factor: SecondFactor | None) -> dict[str, str]:
    """What the app scans or is given by hand, while it is being set up."""
    if factor is None or factor.confirmed_at is not None:
        return {}
    secret, person = secret_of(factor), the_person()
    address = pyotp.TOTP(secret).provisioning_uri(name=person.email or person.phone, issuer_name=ISSUER)
    groups = " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
    return {"picture": qr_data_uri(address, title=str(_("Mã QR cho ứng dụng"))), "secret": groups, "address": address}


def _paper(codes: list[str], onward: str | None) -> str:
    shown = [f"{code[:5]} {code[5:]}" for code in codes]
    return render_template(
        "account/second_factor/show_recovery_codes.html", codes=shown, onward=local_path(onward) or f"{root()}/account"
    )
