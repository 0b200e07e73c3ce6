"""Refusals and faults become pages for people and problem JSON (RFC 9457) for programs, here and nowhere else."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from flask import Flask, Response, jsonify, make_response, render_template, request
from jinja2 import TemplateNotFound
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from marketplace.core.db import db
from marketplace.core.errors import Refusal, TooMany
from marketplace.core.language import gettext as _

log = logging.getLogger(__name__)

PROGRAM_BLUEPRINTS = frozenset({"api", "hooks"})


def init_problems(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(Refusal, answer_refusal)
    app.register_error_handler(HTTPException, answer_http_error)
    app.register_error_handler(OperationalError, answer_database_away)
    app.register_error_handler(DataError, answer_unreadable)
    app.register_error_handler(Exception, answer_fault)


def answer_refusal(refusal: Refusal) -> Response:
    """A refusal that no form caught."""
    extra = {"field": refusal.field} if refusal.field else {}
    own = str(refusal) if refusal.has_own_sentence else None
    response = _answer(refusal.status, str(refusal), own=own, code=refusal.code, **extra)
    if isinstance(refusal, TooMany):
        response.headers["Retry-After"] = str(refusal.seconds)
    return response


def answer_http_error(error: HTTPException) -> Response:
    """What Flask itself refuses: unknown paths, wrong methods, bodies that are too large, redirects."""
    if error.code is None or error.code < 400:
        return make_response(error.get_response())
    if isinstance(error, RequestEntityTooLarge):
        sentence = _too_large()
        # The page looks at what came with the request, which would be refused once more.
        request.form = ImmutableMultiDict()
        return _answer(413, sentence)
    response = _answer(error.code, _sentence_for(error.code))
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response


def _too_large() -> str:
    """Files that weigh too much, or typed text and fields that no form of ours has so many of."""
    most = request.max_content_length
    if most is not None and (request.content_length or 0) > most:
        return str(_("Ảnh hay tệp gửi lên nặng quá %(size)s MB.", size=most // 2**20))
    return str(_("Nội dung gõ vào dài hơn một biểu mẫu được nhận."))


def answer_database_away(error: OperationalError) -> Response:
    """The database did not answer in time: say so, ask to come back, keep nothing half done."""
    db.session.rollback()
    log.error("the database is away: %s", type(error.orig).__name__)
    response = _answer(503, _("Hệ thống đang bận. Xin thử lại sau ít giây; chưa có gì bị mất."))
    response.headers["Retry-After"] = "5"
    return response


def answer_unreadable(_error: DataError) -> Response:
    """Something was sent that no column can hold, such as a NUL in a text: the sender's fault, not ours."""
    db.session.rollback()
    return _answer(400, _("Yêu cầu không đọc được."))


def answer_fault(fault: Exception) -> Response:
    """A fault of ours: one number for the person, the trace for the log."""
    number = secrets.token_hex(4)
    log.error("fault %s", number, exc_info=fault)
    if _for_programs():
        return _problem(500, _("Có lỗi ở phía chúng tôi."), instance=f"urn:fault:{number}")
    try:
        page = render_template("problems/500.html", number=number)
    except Exception:  # noqa: BLE001 - the page itself may be what is broken
        page = render_template("problems/plain_500.html", number=number)
    return make_response(page, 500)


def _answer(status: int, sentence: str, *, own: str | None = None, **extra: Any) -> Response:
    """`own` is what the market itself has to say where a page has something general for everybody."""
    if _for_programs():
        return _problem(status, sentence, **extra)
    try:
        page = render_template(f"problems/{status}.html", sentence=sentence, own=own, status=status)
    except TemplateNotFound:
        page = render_template("problems/problem.html", sentence=sentence, status=status)
    return make_response(page, status)


def _problem(status: int, sentence: str, **extra: Any) -> Response:
    code = extra.pop("code", None)
    body = {"type": f"/problems/{code}" if code else "about:blank", "title": sentence, "status": status, **extra}
    response = jsonify(body)
    response.status_code = status
    response.content_type = "application/problem+json"
    return response


def _for_programs() -> bool:
    best = request.accept_mimetypes.best
    if request.path.startswith("/hooks/") and best == "text/html":
        return False  # a person, led here by a letter
    if request.blueprint in PROGRAM_BLUEPRINTS or request.path.startswith(("/api/", "/hooks/")):
        return True
    return best in ("application/json", "application/problem+json")


def _sentence_for(status: int) -> str:
    sentences = {
        400: _("Yêu cầu không đọc được."),
        401: _("Bạn cần đăng nhập."),
        403: _("Bạn không có quyền làm việc này."),
        404: _("Không tìm thấy trang này."),
        405: _("Trang này không nhận cách gửi đó."),
        410: _("Trang này không còn nữa."),
        415: _("Kiểu nội dung gửi lên không được nhận."),
        429: _("Bạn thao tác quá nhanh. Xin chờ một lát."),
    }
    return str(sentences.get(status, _("Yêu cầu này không thực hiện được.")))
