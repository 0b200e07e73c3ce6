"""The app itself: texts put into templates beforehand, in the language of the page, and one signer."""

from contextvars import Context

from flask import render_template_string, session, url_for

from marketplace.core.language import force_locale
from marketplace.core.serving import Market


def test_a_template_speaks_the_language_of_each_page_it_is_used_on(app):
    said = [Context().run(_said, app, script) for script in ("", "/en", "", "/en")]
    assert said == ["Giỏ hàng", "Cart", "Giỏ hàng", "Cart"]


def test_a_letter_written_while_a_page_is_made_has_its_own_language(app):
    with app.test_request_context("/"), force_locale("en"):
        assert render_template_string("{{ _('Giỏ hàng') }}") == "Cart"
    assert Context().run(_said, app, "") == "Giỏ hàng"


def test_what_people_typed_is_escaped_inside_a_text(app):
    with app.test_request_context("/"):
        page = render_template_string("{{ _('Mã %(code)s', code=typed) }}", typed="<b>")
    assert page == "Mã &lt;b&gt;"


def test_a_text_that_is_chosen_while_the_page_is_made_is_looked_up_then(app):
    with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": "/en"}):
        assert render_template_string("{{ _(text) }}", text="Giỏ hàng") == "Cart"


def test_a_session_signed_before_is_read():
    small = Market("small")
    small.secret_key = "of no worth"
    small.add_url_rule("/", "count", _count)
    client = small.test_client()
    assert [client.get("/").text for _ in range(3)] == ["1", "2", "3"]


def test_a_session_that_was_looked_at_and_is_empty_sends_no_cookie_and_tells_caches():
    small = Market("small")
    small.secret_key = "of no worth"
    small.add_url_rule("/", "look", lambda: str(session.get("n")))
    answer = small.test_client().get("/")
    assert answer.headers["Vary"] == "Cookie"
    assert "Set-Cookie" not in answer.headers


def test_only_hosts_that_are_trusted_are_answered():
    small = Market("small")
    small.config["TRUSTED_HOSTS"] = ["market.vn"]
    small.add_url_rule("/", "here", lambda: url_for("here", _external=True))
    client = small.test_client()
    for _ in range(2):  # what was found out about a host is kept
        asked = {host: client.get("/", headers={"Host": host}) for host in ("market.vn", "market.vn:81", "evil")}
        assert [answer.status_code for answer in asked.values()] == [200, 200, 400]
        assert asked["market.vn:81"].text == "http://market.vn:81/"
    small.config["TRUSTED_HOSTS"] = ["other.vn"]
    assert client.get("/", headers={"Host": "market.vn"}).status_code == 400


def _count() -> str:
    session["n"] = session.get("n", 0) + 1
    return str(session["n"])


def _said(app, script: str) -> str:
    with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": script}):
        return render_template_string("{{ _('Giỏ hàng') }}")
