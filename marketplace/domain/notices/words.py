"""What letters say of each step and decision; read in the language of whoever gets the letter."""

from __future__ import annotations

from typing import Any

from marketplace.core.language import lazy_gettext as _
from marketplace.domain.payments.words import MONEY_GOES_BACK

# state: subject, headline, sentence.
ORDER_WORDS: dict[str, tuple[Any, Any, Any]] = {
    "accepted": (
        _("Gian hàng đã nhận đơn"),
        _("Gian hàng đã nhận đơn của bạn"),
        _("Hàng đang được chuẩn bị. Bạn sẽ nhận thư khi hàng được gửi đi."),
    ),
    "shipped": (
        _("Hàng đã gửi đi"),
        _("Hàng đang trên đường đến bạn"),
        _("Người giao sẽ gọi số điện thoại bạn đã ghi trong đơn."),
    ),
    "delivered": (
        _("Hàng đã giao"),
        _("Hàng đã được giao"),
        _("Nếu chưa nhận được hoặc hàng có vấn đề, xin gọi gian hàng hoặc mở trang đơn hàng."),
    ),
    "cancelled": (_("Đơn hàng đã hủy"), _("Phần này của đơn đã hủy"), _("Bạn không phải trả tiền cho phần này.")),
    "refused": (
        _("Hàng chưa giao được"),
        _("Hàng chưa giao được và đang quay về"),
        _("Nếu bạn vẫn muốn nhận, xin gọi gian hàng."),
    ),
    "returned": (_("Gian hàng đã nhận lại hàng"), _("Gian hàng đã nhận lại hàng"), _("Phần này của đơn đã khép lại.")),
}
# The same where the buyer comes for the goods; nothing is said of their being sent.
FETCHED_WORDS: dict[str, tuple[Any, Any, Any]] = {
    **{state: words for state, words in ORDER_WORDS.items() if state != "shipped"},
    "accepted": (*ORDER_WORDS["accepted"][:2], _("Hàng đang được chuẩn bị. Bạn sẽ nhận thư khi hàng sẵn sàng để lấy.")),
    "packed": (
        _("Hàng đã sẵn sàng để lấy"),
        _("Mời bạn đến lấy hàng"),
        _("Gian hàng đã gói xong và giữ hàng cho bạn."),
    ),
    "delivered": (_("Đã lấy hàng"), _("Bạn đã lấy hàng"), ORDER_WORDS["delivered"][2]),
}
# The same where the carrier lost the goods: a letter of its own says so instead of that they come back.
LOST_WORDS: dict[str, tuple[Any, Any, Any]] = {
    **{state: words for state, words in ORDER_WORDS.items() if state != "refused"},
    "lost": (
        _("Hàng bị thất lạc hoặc hư hỏng"),
        _("Bên vận chuyển làm thất lạc hoặc hư hỏng hàng của bạn"),
        _("Rất tiếc, phần này của đơn sẽ không đến nơi; bạn không phải trả tiền. Nếu vẫn muốn mua, xin gọi gian hàng."),
    ),
    "returned": (
        _("Đơn hàng đã khép lại"),
        _("Đơn hàng thất lạc đã khép lại"),
        _("Bạn không phải trả tiền cho phần này."),
    ),
}
REFUND_AFTER_LOSS = _(
    "Rất tiếc, phần này của đơn sẽ không đến nơi. Gian hàng sẽ khép lại đơn, rồi tiền bạn đã trả được hoàn."
)


def refund_follows(way: str) -> Any:
    """How money goes back, to somebody who will get a letter once it has."""
    return _("%(how)s Chúng tôi báo khi xong.", how=MONEY_GOES_BACK[way])


# state a booth came to: subject, sentence.
BOOTH_WORDS: dict[str, tuple[Any, Any]] = {
    "open": (
        _("Gian hàng của bạn đã mở"),
        _("Người mua đã thấy gian hàng và các sản phẩm được duyệt. Chúc bạn buôn may bán đắt!"),
    ),
    "rejected": (_("Hồ sơ gian hàng cần bổ sung"), _("Xin xem lý do bên dưới, sửa hồ sơ rồi gửi lại.")),
    "closing": (
        _("Gian hàng đang đóng"),
        _("Không còn đơn mới. Gian hàng tự đóng khi đơn cuối cùng đã xong; những đơn đã đặt vẫn cần được giao."),
    ),
    "closed": (_("Gian hàng đã đóng"), _("Mọi đơn đã xong.")),
    "suspended": (
        _("Gian hàng tạm dừng"),
        _("Người mua tạm thời không thấy gian hàng. Những đơn đã đặt vẫn cần được giao."),
    ),
}

# state a change of a product came to: subject, sentence.
CHANGE_WORDS: dict[str, tuple[Any, Any]] = {
    "accepted": (_("Thay đổi đã được duyệt"), _("Nội dung mới đang hiện trên chợ.")),
    "refused": (_("Thay đổi không được duyệt"), _("Nội dung cũ vẫn hiện trên chợ. Xin xem lý do bên dưới.")),
}

# state a paper came to: subject, sentence.
PAPER_WORDS: dict[str, tuple[Any, Any]] = {
    "checked": (_("Giấy chứng nhận đã được đối chiếu"), _("Giấy hiện trên chợ cho đến ngày hết hạn.")),
    "refused": (_("Giấy chứng nhận bị trả lại"), _("Xin xem lý do bên dưới rồi nộp lại.")),
}

# state a product came to: subject, sentence.
PRODUCT_WORDS: dict[str, tuple[Any, Any]] = {
    "on_sale": (_("Sản phẩm đã được duyệt"), _("Sản phẩm đang bán trên chợ.")),
    "draft": (_("Sản phẩm cần sửa"), _("Xin xem góp ý bên dưới, sửa rồi gửi duyệt lại.")),
}

# kind of notice to a booth's people: what it is called where it is switched on and off.
KIND_WORDS: dict[str, Any] = {
    "order": _("Đơn hàng mới"),
    "order_cancelled": _("Đơn hàng bị hủy"),
    "return": _("Trả hàng"),
    "complaint": _("Khiếu nại về gian hàng"),
    "booth": _("Quyết định về gian hàng"),
    "important": _("Thông báo quan trọng của ban tổ chức"),
    "announcement": _("Thông báo khác của ban tổ chức"),
    "question": _("Câu hỏi của người mua"),
    "review": _("Đánh giá của người mua"),
    "product": _("Kết quả duyệt sản phẩm"),
    "paper": _("Kết quả đối chiếu giấy tờ"),
    "paper_ends": _("Giấy tờ sắp hết hạn"),
    "campaign": _("Mời tham gia livestream"),
    "stock_low": _("Hàng sắp hết"),
}

# outcome of a complaint: what its complainant is told.
OUTCOME_WORDS: dict[str, Any] = {
    "upheld": _("Khiếu nại đúng; chợ đã xử lý."),
    "settled": _("Hai bên đã thỏa thuận xong."),
    "unfounded": _("Chưa đủ căn cứ để xử lý."),
    "repeated": _("Trùng với một khiếu nại khác đang được xử lý."),
}

# state a return came to: subject, sentence.
RETURN_WORDS_FOR_BUYER: dict[str, tuple[Any, Any]] = {
    "asked": (_("Đã nhận yêu cầu trả hàng"), _("Gian hàng có 3 ngày để trả lời. Quá hạn, ban tổ chức sẽ xem xét.")),
    "accepted": (
        _("Yêu cầu trả hàng được chấp nhận"),
        _("Xin gửi hàng về gian hàng trong 14 ngày. Tiền được hoàn khi gian hàng nhận lại hàng."),
    ),
    "declined": (
        _("Gian hàng không nhận trả hàng"),
        _("Xin xem lý do bên dưới. Nếu chưa thấy thỏa đáng, bạn có thể nhờ ban tổ chức xem xét."),
    ),
    "escalated": (_("Ban tổ chức đang xem xét yêu cầu trả hàng"), _("Chúng tôi sẽ báo khi có quyết định.")),
    "rejected": (_("Yêu cầu trả hàng không được chấp nhận"), _("Ban tổ chức đã xem xét. Lý do ở bên dưới.")),
    "received": (_("Gian hàng đã nhận lại hàng trả"), ""),
    "lapsed": (_("Yêu cầu trả hàng đã hết hạn"), _("Hàng chưa về gian hàng sau 14 ngày nên yêu cầu đã khép lại.")),
}
# What a booth that refuses a change of mind says is the last word: nobody else is named who would look at it.
LAST_WORD_OF_BOOTH = _("Xin xem lý do bên dưới. Khi bạn đổi ý, gian hàng có quyền quyết định.")
RETURN_WORDS_FOR_BOOTH: dict[str, tuple[Any, Any]] = {
    "asked": (_("Người mua xin trả hàng"), _("Xin trả lời trong 3 ngày. Quá hạn, ban tổ chức sẽ quyết định.")),
    "accepted": (_("Ban tổ chức chấp nhận trả hàng"), _("Khi hàng về, xin ghi nhận để người mua được hoàn tiền.")),
    "escalated": (_("Yêu cầu trả hàng đã chuyển ban tổ chức"), _("Bạn vẫn có thể chấp nhận trong lúc chờ.")),
    "rejected": (_("Ban tổ chức không chấp nhận trả hàng"), _("Bạn không phải làm gì thêm.")),
    "withdrawn": (_("Người mua thôi trả hàng"), _("Bạn không phải làm gì thêm.")),
    "lapsed": (_("Yêu cầu trả hàng đã hết hạn"), _("Hàng chưa về sau 14 ngày nên yêu cầu đã khép lại.")),
}

# what a carrier says and does not fit: what it is, what to do.
CARRIER_WORDS: dict[str, tuple[Any, Any]] = {
    "silence": (
        _("GHN chưa trả lời"),
        _("Chúng tôi vẫn hỏi tiếp. Vui lòng xem trên trang GHN đã có vận đơn này chưa; nếu chưa, có thể bỏ lượt này."),
    ),
    "keys": (_("GHN không nhận mã kết nối"), _("Vui lòng kết nối lại Giao Hàng Nhanh ở trang Phí giao hàng.")),
    "amount": (
        _("Tiền thu hộ bên GHN khác với đơn"),
        _("Vui lòng gọi GHN để sửa trước khi giao, hoặc đối chiếu khi nhận tiền."),
    ),
    "unknown_status": (
        _("GHN báo một trạng thái lạ"),
        _("Đơn được giữ nguyên. Vui lòng hỏi GHN gói hàng đang thế nào."),
    ),
    "called_off": (_("GHN đã hủy lượt lấy hàng"), _("Đơn vẫn chờ gửi. Vui lòng đặt lại hoặc gửi bằng tay.")),
    "called_off_late": (_("GHN hủy vận đơn sau khi lấy hàng"), _("Vui lòng hỏi GHN hàng đang ở đâu.")),
    "fetched_anyway": (
        _("GHN vẫn lấy hàng dù lượt này đã hủy"),
        _("Nếu không muốn giao nữa, vui lòng yêu cầu GHN trả hàng về."),
    ),
    "other_parcel": (_("Mã vận đơn thuộc về gói hàng khác"), _("Vui lòng hỏi GHN về mã này.")),
    "differs": (
        _("GHN báo khác với đơn"),
        _("Đơn được giữ nguyên. Vui lòng đối chiếu với GHN rồi ghi lại cho đúng."),
    ),
    "returned": (
        _("GHN báo đã trả hàng về"),
        _("Khi hàng đã về và còn bán được, vui lòng bấm “Đã nhận lại hàng”."),
    ),
    "lost": (
        _("GHN báo hàng thất lạc hoặc hư hỏng"),
        _("Vui lòng yêu cầu GHN bồi thường, rồi khép lại đơn để người mua được hoàn tiền đã trả."),
    ),
    "not_told": (_("GHN không cho biết gói hàng đang ở đâu"), _("Vui lòng hỏi GHN, rồi ghi kết quả bằng tay.")),
}


def notice_title(kind: str, topic: str) -> Any:
    """What a notice in the page says in one line; its `about` names the thing."""
    told: dict[str, dict[str, tuple[Any, Any]]] = {
        "return": RETURN_WORDS_FOR_BOOTH, "booth": BOOTH_WORDS, "paper": PAPER_WORDS,
        "product": {**PRODUCT_WORDS, **CHANGE_WORDS}, "order": CARRIER_WORDS,
    }  # fmt: skip
    return told.get(kind, {}).get(topic, (KIND_WORDS[kind],))[0]
