"""What the hosted page says, in Vietnamese and English; anything else in `locale` reads English."""

from __future__ import annotations

WORDS = {
    "vi": {
        "label": "Trang thử thanh toán thẻ — không phải Stripe thật",
        "explain": "Máy chủ này giả lập Stripe để chạy thử. Không có tiền thật, và không nhận thẻ thật.",
        "title": "Thanh toán bằng thẻ",
        "your_order": "Đơn của bạn",
        "item": "Món hàng",
        "quantity": "Số lượng",
        "amount": "Thành tiền",
        "total": "Tổng cộng",
        "card": "Số thẻ thử",
        "card_hint": "Chỉ nhận các số thẻ thử ở dưới. Xin đừng nhập thẻ thật.",
        "pay": "Thanh toán %(amount)s",
        "back": "Hủy và quay lại",
        "test_cards": "Các thẻ thử",
        "good": "trả được",
        "declined": "bị từ chối",
        "funds": "không đủ tiền",
        "confirm": "hỏi xác nhận ở trang sau",
        "slow_refund": "trả được, hoàn tiền chờ xử lý",
        "unknown_card": "Đây không phải số thẻ thử. Hãy dùng một số trong danh sách bên dưới.",
        "was_declined": "Thẻ bị từ chối. Chưa có khoản tiền nào bị trừ; bạn có thể thử thẻ khác.",
        "not_confirmed": "Chủ thẻ chưa xác nhận nên khoản này chưa được thanh toán. Bạn có thể thử lại.",
        "confirm_title": "Ngân hàng hỏi: có phải bạn đang trả tiền?",
        "confirm_text": "Trang này thay cho bước xác thực của ngân hàng (3-D Secure).",
        "yes": "Đúng, tôi trả %(amount)s",
        "no": "Không phải tôi",
        "paid_title": "Đã thanh toán",
        "paid_text": "Khoản này đã xong, không cần trả lần nữa.",
        "expired_title": "Phiên thanh toán đã hết hạn",
        "expired_text": "Chưa có khoản tiền nào bị trừ. Hãy quay lại gian hàng để đặt tiếp.",
        "missing_title": "Không tìm thấy phiên thanh toán",
        "missing_text": "Máy chủ thử chỉ nhớ trong lúc chạy; có thể nó vừa được khởi động lại.",
        "return": "Quay lại gian hàng",
    },
    "en": {
        "label": "Card payment test page — not the real Stripe",
        "explain": "This server stands in for Stripe during tests. No money moves; no real card is taken.",
        "title": "Pay by card",
        "your_order": "Your order",
        "item": "Item",
        "quantity": "Quantity",
        "amount": "Amount",
        "total": "Total",
        "card": "Test card number",
        "card_hint": "Only the test numbers below are taken. Please do not type a real card.",
        "pay": "Pay %(amount)s",
        "back": "Cancel and go back",
        "test_cards": "Test cards",
        "good": "pays",
        "declined": "is declined",
        "funds": "has too little money",
        "confirm": "asks for a confirmation first",
        "slow_refund": "pays; a refund waits",
        "unknown_card": "That is not a test card. Please use a number from the list below.",
        "was_declined": "The card was declined. Nothing was charged; you can try another card.",
        "not_confirmed": "The card holder did not confirm, so nothing was paid. You can try again.",
        "confirm_title": "Your bank asks: is it you who is paying?",
        "confirm_text": "This page stands for the bank's own check (3-D Secure).",
        "yes": "Yes, I pay %(amount)s",
        "no": "It is not me",
        "paid_title": "Paid",
        "paid_text": "This payment is done; there is no need to pay again.",
        "expired_title": "This payment page has expired",
        "expired_text": "Nothing was charged. Please go back to the shop to order again.",
        "missing_title": "No such payment page",
        "missing_text": "The test server remembers only while it runs; it may have been started again.",
        "return": "Back to the shop",
    },
}

# What each test card does, in the order shown.
CARDS_SHOWN = (
    ("4242 4242 4242 4242", "good"),
    ("4000 0025 0000 3155", "confirm"),
    ("4000 0000 0000 0002", "declined"),
    ("4000 0000 0000 9995", "funds"),
    ("4000 0000 0000 7726", "slow_refund"),
)


def language_of(locale: str | None, accepted: str | None) -> str:
    """`locale` of the session; without one the browser's; Vietnamese when neither tells."""
    if locale in (None, "auto"):
        return accepted or "vi"
    return "vi" if locale == "vi" else "en"
