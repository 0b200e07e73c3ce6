"""What a person sees on the emulator's page, and where it leads."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests
import stripe
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.emulators.checkout_requests import create
from tests.emulators.fixtures import StripeEmulator

LABEL = "Trang thử thanh toán thẻ — không phải Stripe thật"


@pytest.fixture
def session(stripe_emulator: StripeEmulator) -> stripe.checkout.Session:
    return create(stripe_emulator.client())


def send(url: str, **form: str) -> requests.Response:
    return requests.post(url, data=form, allow_redirects=False, timeout=5)


def test_it_says_what_it_is_and_what_is_to_pay(session) -> None:
    page = requests.get(session.url, timeout=5)
    assert LABEL in page.text
    assert "Tiêu hạt Cùa" in page.text
    assert "Thanh toán 150.000 ₫" in page.text
    assert '<html lang="vi">' in page.text


@pytest.mark.parametrize(
    ("locale", "browser", "expected"),
    [
        ("en", "vi", "Pay 150,000 ₫"),
        ("vi", "en", "Thanh toán"),
        ("auto", "en", "Pay 1"),
        ("auto", "", "Thanh toán"),
    ],
)
def test_it_speaks_the_language_of_the_session_or_of_the_browser(stripe_emulator, locale, browser, expected) -> None:
    session = create(stripe_emulator.client(), locale=locale)
    page = requests.get(session.url, headers={"Accept-Language": browser}, timeout=5)
    assert expected in page.text


def test_a_good_card_pays_and_leads_to_the_return_page(session, stripe_emulator) -> None:
    answer = send(session.url, card="4242 4242 4242 4242")
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"http://127.0.0.1:8000/checkout/return?session={session.id}"
    assert stripe_emulator.client().v1.checkout.sessions.retrieve(session.id).payment_status == "paid"


def test_a_declined_card_says_so_and_charges_nothing(session, stripe_emulator) -> None:
    answer = send(session.url, card="4000000000000002")
    assert answer.status_code == 402
    assert "Thẻ bị từ chối" in answer.text
    assert stripe_emulator.client().v1.checkout.sessions.retrieve(session.id).payment_status == "unpaid"


def test_a_number_that_is_no_test_card_is_neither_taken_nor_kept(session, stripe_emulator) -> None:
    answer = send(session.url, card="4111 1111 1111 1111")
    assert answer.status_code == 422
    assert "không phải số thẻ thử" in answer.text
    assert "1111" not in str(stripe_emulator.state())


@pytest.mark.parametrize(("answer", "payment"), [("yes", "paid"), ("no", "unpaid")])
def test_a_careful_bank_asks_on_a_second_page(session, stripe_emulator, answer: str, payment: str) -> None:
    first = send(session.url, card="4000002500003155")
    second = stripe_emulator.base_url + first.headers["Location"]
    retrieve = stripe_emulator.client().v1.checkout.sessions.retrieve
    assert "Ngân hàng hỏi" in requests.get(second, timeout=5).text
    assert retrieve(session.id).payment_status == "unpaid"
    send(second, answer=answer)
    assert retrieve(session.id).payment_status == payment


def test_a_paid_page_is_not_paid_again(session, stripe_emulator) -> None:
    for _ in range(2):
        send(session.url, card="4242424242424242")
    assert len(stripe_emulator.things("charge")) == 1
    assert "Đã thanh toán" in requests.get(session.url, timeout=5).text


def test_an_expired_page_takes_no_money(session, stripe_emulator) -> None:
    stripe_emulator.expire(session.id)
    assert "đã hết hạn" in send(session.url, card="4242424242424242").text
    assert stripe_emulator.things("charge") == []


def test_an_unknown_page_is_not_found(stripe_emulator) -> None:
    answer = requests.get(f"{stripe_emulator.base_url}/pay/cs_test_nobody", timeout=5)
    assert answer.status_code == 404
    assert LABEL in answer.text


@pytest.fixture(params=[360, 1280])
def page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": request.param, "height": 740})
    yield page
    page.close()


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
class TestInABrowser:
    def check(self, page: Page) -> None:
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    def test_every_state_is_accessible_and_fits(self, page, session, stripe_emulator) -> None:
        page.goto(session.url)
        self.check(page)
        for card in ("4000000000000002", "123"):
            page.get_by_label("Số thẻ thử").fill(card)
            page.get_by_role("button", name="Thanh toán").click()
            assert page.get_by_role("alert").is_visible()
            self.check(page)
        page.get_by_label("Số thẻ thử").fill("4000002500003155")
        page.get_by_role("button", name="Thanh toán").click()
        page.wait_for_url("**/confirmation")
        self.check(page)
        stripe_emulator.expire(session.id)
        page.goto(session.url)
        self.check(page)

    def test_it_is_paid_by_keyboard_alone(self, page, stripe_emulator) -> None:
        back = f"{stripe_emulator.base_url}/_emulator/state?from={{CHECKOUT_SESSION_ID}}"
        session = create(stripe_emulator.client(), success_url=back)
        page.goto(session.url)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "card"
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/state?from={session.id}")
