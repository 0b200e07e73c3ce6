"""The second step of signing in: the code of the phone after the password."""

from __future__ import annotations

from flask import redirect, render_template, request, session
from werkzeug.wrappers import Response

from marketplace.core.errors import Refusal
from marketplace.core.language import root
from marketplace.core.limits import limiter
from marketplace.domain.accounts.actions import finish_sign_in
from marketplace.domain.accounts.errors import DeadToken
from marketplace.domain.accounts.queries import is_living_token
from marketplace.web.account.blueprint import bp
from marketplace.web.account.entering import let_in
from marketplace.web.account.forms.entering import SecondStepForm
from marketplace.web.browsers import browser_name
from marketplace.web.forms import show_refusal
from marketplace.web.onward import local_path, way_on
from marketplace.web.session import current_sign_in

# The secret of the browser that knew the password; with the code it becomes a session.
HALFWAY = "second_step"


def ask_for_code(token: str, onward: str | None) -> Response:
    """Lead a browser that knew the password to the page that asks for the code."""
    session[HALFWAY] = token
    return redirect(way_on(f"{root()}/account/sign-in/code", onward), 303)


@bp.get("/sign-in/code")
def new_second_step() -> str | Response:
    """Ask for the code."""
    if not is_living_token(session.get(HALFWAY, ""), "second_step"):
        return redirect(f"{root()}/account/sign-in")
    return _page(SecondStepForm(next=local_path(request.args.get("next"))))


@bp.post("/sign-in/code")
@limiter.limit("30/minute;300/hour")
def create_second_step() -> Response | tuple[str, int]:
    """Let the person in."""
    form = SecondStepForm()
    if not form.validate_on_submit():
        return _page(form), 422
    try:
        begun = finish_sign_in(
            session.get(HALFWAY, ""),
            form.code.data or "",
            browser=browser_name(request.user_agent.string),
            instead_of=current_sign_in(),
        )
    except DeadToken:
        return redirect(way_on(f"{root()}/account/sign-in", form.next.data), 303)
    except Refusal as refusal:
        show_refusal(form, refusal)
        return _page(form), refusal.status
    return let_in(*begun, form.next.data)


def _page(form: SecondStepForm) -> str:
    return render_template("account/sign_ins/new_second_step.html", form=form)
