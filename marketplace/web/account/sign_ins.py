"""Signing in and out, and the browsers a person is signed in with."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from marketplace.core.errors import Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.core.limits import limiter
from marketplace.domain.accounts import actions
from marketplace.domain.accounts.errors import SecondStepAsked
from marketplace.domain.accounts.queries import sign_ins_of
from marketplace.web.account.blueprint import bp
from marketplace.web.account.entering import let_in
from marketplace.web.account.forms.entering import SignInForm
from marketplace.web.account.second_steps import ask_for_code
from marketplace.web.browsers import browser_name
from marketplace.web.forms import show_refusal
from marketplace.web.onward import local_path
from marketplace.web.session import current_sign_in, end_session, forget_cart, the_person


@bp.get("/sign-in")
def new_sign_in() -> str:
    """Ask who it is."""
    return _page(SignInForm(next=local_path(request.args.get("next"))))


@bp.post("/sign-in")
@limiter.limit("30/minute;300/hour")
def create_sign_in() -> Response | tuple[str, int]:
    """Let a person in."""
    form = SignInForm()
    if form.validate_on_submit():
        try:
            begun = actions.sign_in(
                login=form.login.data or "",
                password=form.password.data or "",
                browser=browser_name(request.user_agent.string),
                address=request.remote_addr or "",
                instead_of=current_sign_in(),
            )
        except SecondStepAsked as asked:
            return ask_for_code(asked.token, form.next.data)
        except Refusal as refusal:
            show_refusal(form, refusal)
            return _page(form), refusal.status
        return let_in(*begun, form.next.data)
    return _page(form), 422


@bp.get("/sign-out")
def new_sign_out() -> str:
    """Ask once more: a page opened by its address changes nothing."""
    return render_template("account/sign_ins/new_sign_out.html")


@bp.post("/sign-out")
def create_sign_out() -> Response:
    """End this sign-in; the browser forgets whose it was."""
    sign_in = current_sign_in()
    if sign_in is not None:
        actions.sign_out(sign_in)
    end_session()
    flash(_("Bạn đã đăng xuất."), "success")
    response = forget_cart(redirect(f"{root()}/", 303))
    response.headers["Clear-Site-Data"] = '"storage"'  # what forms kept on the device
    return response


@bp.get("/sign-ins")
def list_sign_ins() -> str:
    """Every browser this person is signed in with."""
    person, here = the_person(), current_sign_in()
    return render_template("account/sign_ins/list_sign_ins.html", sign_ins=sign_ins_of(person), here=here)


@bp.post("/sign-ins/<int:sign_in_id>/removal")
def delete_sign_in(sign_in_id: int) -> Response:
    """End one of them."""
    actions.end_sign_in(the_person(), sign_in_id)
    flash(_("Máy đó đã được đăng xuất."), "success")
    return redirect(f"{root()}/account/sign-ins", 303)


@bp.post("/sign-ins/removal")
def delete_other_sign_ins() -> Response:
    """End all but this one."""
    actions.end_other_sign_ins(the_person(), keep=current_sign_in())
    flash(_("Mọi máy khác đã được đăng xuất."), "success")
    return redirect(f"{root()}/account/sign-ins", 303)


def _page(form: SignInForm) -> str:
    return render_template("account/sign_ins/new_sign_in.html", form=form)
