"""What each figure means, in words: shown beside it on every page, in the API and in every report."""
# ruff: noqa: E501 - a sentence for people stays in one piece

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marketplace.core.language import lazy_gettext as _
from marketplace.domain.livestream.queries import COUNT_KEYS, Metrics
from marketplace.domain.livestream.rules import METRICS


@dataclass(frozen=True)
class Definition:
    """The name and meaning of one figure.

    `source` is reported (by a platform), imported (counted from a platform's rows), measured (by us) or computed; `unit` is count, decimal, dong,
    seconds or percent.
    """

    key: str
    name: Any
    sentence: Any
    source: str
    unit: str = "count"


_PAID = _("đã trả tiền, hoặc là đơn tiền mặt đã được gian hàng nhận, và không bị hủy")
_DELIVERED = _("đã giao tới người mua và thu đủ tiền nếu là đơn tiền mặt")
_KEPT = _("đã giao quá 7 ngày, không trả lại và không hoàn hết tiền")

_ALL = (
    Definition("views", _("Lượt xem"), _("Tổng lượt xem nền tảng báo, kể cả người vào lại. Lấy số lũy kế mới nhất đã duyệt của từng buổi rồi cộng các buổi; một người xem hai buổi được tính hai lần."), "reported"),
    Definition("unique_viewers", _("Người xem"), _("Số người xem khác nhau nền tảng báo. Để trống nếu có buổi không báo, vì tổng thiếu sẽ làm tỷ lệ cao giả."), "reported"),
    Definition("peak_viewers", _("Đông nhất cùng lúc"), _("Số người xem cùng lúc cao nhất trong các buổi, không cộng dồn."), "reported"),
    Definition("avg_watch_seconds", _("Thời gian xem trung bình"), _("Giây mỗi lượt xem, trung bình theo lượt xem của từng buổi."), "reported", "seconds"),
    Definition("comments", _("Bình luận"), _("Số bình luận nền tảng báo, cộng các buổi."), "reported"),
    Definition("likes", _("Lượt thích"), _("Số lượt thích nền tảng báo, cộng các buổi."), "reported"),
    Definition("shares", _("Lượt chia sẻ"), _("Số lượt chia sẻ nền tảng báo, cộng các buổi."), "reported"),
    Definition("new_followers", _("Người theo dõi mới"), _("Số người theo dõi mới nền tảng báo, cộng các buổi."), "reported"),
    Definition("platform_clicks", _("Lượt nhấp trên nền tảng"), _("Lượt nhấp vào sản phẩm ngay trên nền tảng, do nền tảng báo. Không cộng với lượt nhấp liên kết của chợ."), "reported"),
    Definition("platform_orders", _("Đơn trên nền tảng"), _("Đơn mua ngay trong cửa hàng của nền tảng, do nền tảng báo. Không cộng với đơn của chợ."), "reported"),
    Definition("platform_value", _("Giá trị trên nền tảng"), _("Doanh số nền tảng báo, có thể gồm cả đơn trả lại sau đó. Không cộng với giá trị của chợ."), "reported", "dong"),
    Definition("shop_orders", _("Đơn nền tảng có từng dòng"), _("Đơn mua trong cửa hàng của nền tảng mà chợ có từng dòng, từ API hoặc tệp đơn hàng, kể cả đơn đã hủy: mỗi mã đơn một dòng, đặt trong giờ phát hoặc có mã phiên LIVE. Không cộng với đơn của chợ."), "imported"),
    Definition("shop_orders_cancelled", _("Đơn nền tảng đã hủy"), _("Trong số đơn nền tảng có từng dòng, số đơn đã hủy."), "imported"),
    Definition("shop_value", _("Giá trị đơn nền tảng có từng dòng"), _("Tiền người mua phải trả cho các đơn ấy, kể cả phí giao, trừ đơn đã hủy. Không cộng với giá trị của chợ."), "imported", "dong"),
    Definition("shop_refunded", _("Nền tảng đã hoàn"), _("Tiền nền tảng đã hoàn cho các đơn ấy, chưa trừ khỏi giá trị."), "imported", "dong"),
    Definition("clicks", _("Lượt nhấp liên kết"), _("Lượt mở liên kết hoặc mã QR của chợ, trừ máy tự động, trang tải trước, người nhà, và lần mở lại trong 30 phút: các lượt ấy được đếm riêng."), "measured"),
    Definition("clicks_bot", _("Lượt mở của máy tự động"), _("Lượt mở của chương trình máy: máy tìm kiếm, máy lấy ảnh xem trước của mạng xã hội, công cụ quét. Nhận ra theo tên máy tự xưng; vẫn được giữ lại nhưng không tính."), "measured"),
    Definition("clicks_prefetch", _("Lượt tải trước"), _("Lượt mở do trình duyệt tự tải trước khi chưa ai bấm, hoặc chỉ hỏi phần đầu của trang. Khi người ta bấm thật, lần ấy được tính riêng."), "measured"),
    Definition("clicks_repeat", _("Lượt mở lại trong 30 phút"), _("Lần mở sau của cùng một khách, cùng một liên kết, khi chưa quá 30 phút từ lần đã tính. Đơn đặt sau lần mở lại vẫn được tính."), "measured"),
    Definition("clicks_own", _("Lượt mở của người nhà"), _("Lượt mở của người đã đăng nhập thuộc ban tổ chức, có việc trong buổi phát, hoặc là thành viên hay người giúp của gian hàng trong chương trình. Đơn họ đặt qua liên kết cũng không tính."), "measured"),
    Definition("unique_clickers", _("Người nhấp"), _("Số khách khác nhau đứng sau các lượt nhấp. Đếm theo trình duyệt nên có thể thấp hơn thực tế khi nhiều người dùng chung mạng."), "measured"),
    Definition("visitors", _("Người mở sản phẩm"), _("Người nhấp đã mở trang của một sản phẩm trong bảy ngày sau khi nhấp, hoặc đã bỏ hàng vào giỏ."), "measured"),
    Definition("carts", _("Người bỏ giỏ"), _("Người nhấp đã bỏ ít nhất một món vào giỏ."), "measured"),
    Definition("orders_placed", _("Đơn đã đặt"), _("Lần mua gắn với chương trình: có mã nói trên sóng, được nhập tay cho buổi phát, hoặc đến từ lần nhấp liên kết gần nhất trong thời hạn. Một lần bấm đặt là một đơn, dù mua của mấy gian hàng, và chỉ thuộc một buổi."), "measured"),
    Definition("orders_secured", _("Đơn chắc chắn"), _("Đơn đã đặt có ít nhất một phần %(stage)s.", stage=_PAID), "measured"),
    Definition("orders_delivered", _("Đơn đã giao"), _("Đơn chắc chắn có ít nhất một phần %(stage)s.", stage=_DELIVERED), "measured"),
    Definition("orders_kept", _("Đơn giữ lại"), _("Đơn đã giao có ít nhất một phần %(stage)s.", stage=_KEPT), "measured"),
    Definition("value_placed", _("Giá trị đã đặt"), _("Tiền hàng của các đơn đã đặt, trừ phần giảm do gian hàng chịu. Phí giao hàng và phần giảm do chợ chịu để riêng."), "measured", "dong"),
    Definition("value_secured", _("Giá trị chắc chắn"), _("Tiền hàng của những phần %(stage)s.", stage=_PAID), "measured", "dong"),
    Definition("value_delivered", _("Giá trị đã giao"), _("Tiền hàng của những phần %(stage)s.", stage=_DELIVERED), "measured", "dong"),
    Definition("value_kept", _("Giá trị giữ lại"), _("Tiền hàng của những phần %(stage)s.", stage=_KEPT), "measured", "dong"),
    Definition("orders_cancelled", _("Số đơn đã hủy"), _("Đơn đã đặt mà mọi phần đều bị hủy."), "measured"),
    Definition("orders_refused", _("Đơn bị từ chối"), _("Đơn có phần bị người nhận từ chối khi giao tới."), "measured"),
    Definition("refunded_value", _("Tiền đã hoàn"), _("Tiền hoàn đã ghi cho các đơn của chương trình, trừ lần hoàn không thành."), "measured", "dong"),
    Definition("click_rate", _("Tỷ lệ nhấp"), _("Lượt nhấp liên kết chia lượt xem."), "computed", "percent"),
    Definition("conversion", _("Tỷ lệ chuyển đổi"), _("Đơn chắc chắn chia người xem; khi nền tảng không báo người xem thì chia lượt xem. Tên luôn ghi rõ chia cho số nào."), "computed", "percent"),
    Definition("clicker_conversion", _("Đơn trên người nhấp"), _("Đơn chắc chắn chia người nhấp: phần mà chợ tự đo được cả hai vế."), "computed", "percent"),
    Definition("average_order", _("Đơn trung bình"), _("Giá trị chắc chắn chia đơn chắc chắn."), "computed", "dong"),
    Definition("value_per_1000_views", _("Giá trị mỗi 1.000 lượt xem"), _("Giá trị chắc chắn chia lượt xem, nhân 1.000."), "computed", "dong"),
    Definition("fall_through", _("Tỷ lệ giữ lại"), _("Đơn giữ lại chia đơn đã đặt: trong số lời hứa mua, bao nhiêu thành đơn giao xong không trả lại."), "computed", "percent"),
    Definition("units_placed", _("Số lượng đã đặt"), _("Số món trong các đơn đã đặt, mọi quy cách của sản phẩm."), "measured"),
    Definition("compared_viewers", _("Người xem hoặc lượt xem"), _("Với chương trình của chợ: người xem, hoặc lượt xem khi nền tảng không báo người xem. Với chương trình khác: số báo chí nêu, có thể lẫn giữa người xem và lượt xem, nên chỉ để biết cỡ."), "reported"),
    Definition("compared_orders", _("Đơn"), _("Với chương trình của chợ: đơn chắc chắn. Với chương trình khác: số đơn báo chí nêu, không rõ đếm lúc đặt hay lúc trả tiền."), "measured"),
    Definition("compared_value", _("Giá trị"), _("Với chương trình của chợ: giá trị chắc chắn. Với chương trình khác: số tiền báo chí nêu."), "measured", "dong"),
    Definition("orders_per_1000_viewers", _("Đơn mỗi 1.000 người xem"), _("Số đơn chia số người xem hoặc lượt xem ở cùng dòng, nhân 1.000."), "computed", "decimal"),
    Definition("value_per_1000_viewers", _("Giá trị mỗi 1.000 người xem"), _("Giá trị chia số người xem hoặc lượt xem ở cùng dòng, nhân 1.000."), "computed", "dong"),
)  # fmt: skip

STAGE_NAMES = {
    "placed": _("đã đặt"), "secured": _("chắc chắn"), "delivered": _("đã giao"), "kept": _("giữ lại"),
}  # fmt: skip


def _apart() -> tuple[Definition, ...]:
    shipping = [
        Definition(
            f"shipping_{stage}", _("Phí giao hàng, đơn %(stage)s", stage=name),
            _("Phí giao hàng người mua trả, để ngoài giá trị."), "measured", "dong",
        )
        for stage, name in STAGE_NAMES.items()
    ]  # fmt: skip
    discounts = [
        Definition(
            f"market_discount_{stage}", _("Chợ giảm giá, đơn %(stage)s", stage=name),
            _("Phần giảm do chợ chịu, để ngoài giá trị: gian hàng vẫn nhận đủ."), "measured", "dong",
        )
        for stage, name in STAGE_NAMES.items()
    ]  # fmt: skip
    return (*shipping, *discounts)


DEFINITIONS: dict[str, Definition] = {each.key: each for each in (*_ALL, *_apart())}
RATE_KEYS = ("click_rate", "conversion", "clicker_conversion", "average_order", "value_per_1000_views", "fall_through")

PLATFORM_NAMES = {
    "tiktok": "TikTok", "facebook": "Facebook", "youtube": "YouTube", "shopee": "Shopee", "on_site": _("Tại chỗ"),
}  # fmt: skip
PER_NAMES = {
    "unique_viewers": _("theo người xem"), "views": _("theo lượt xem"), "viewers": _("theo báo chí"),
}  # fmt: skip
BENCHMARK_NAMES = {
    "hai_phong": _("Chợ phiên OCOP Hải Phòng, Thành Đoàn"), "thanh_hoa": _("Chợ phiên OCOP Thanh Hóa, Tỉnh Đoàn"),
    "son_la": _("Chợ phiên OCOP Sơn La, Tỉnh Đoàn"), "ha_tinh": _("Chợ phiên OCOP Hà Tĩnh, Tỉnh Đoàn"),
}  # fmt: skip
ROUTE_NAMES = {"voucher": _("Mã nói trên sóng"), "hand": _("Nhập tay"), "click": _("Liên kết")}
KIND_NAMES = {"direct": _("trực tiếp"), "assisted": _("hỗ trợ"), "none": _("không thuộc")}
SOURCE_NAMES = {
    "reported": _("Nền tảng báo"), "imported": _("Từng đơn của nền tảng"), "measured": _("Chợ tự đo"), "computed": _("Tính từ số đếm"),
    "typed": _("nhập tay"), "file": _("tệp xuất"), "api": _("API"),
}  # fmt: skip
ORDER_FIELD_NAMES = {
    "external_id": _("Mã đơn"), "state": _("Tình trạng đơn"), "placed_at": _("Đặt lúc"), "value": _("Giá trị cả đơn"),
    "line_value": _("Thành tiền từng dòng"), "refunded": _("Tiền đã hoàn"), "after": _("Loại hủy hoặc trả"),
    "quantity": _("Số lượng"), "product": _("Tên sản phẩm"), "live_id": _("Số của phiên LIVE"),
    "paid_at": _("Trả tiền lúc"), "ready_at": _("Sẵn sàng giao lúc"), "shipped_at": _("Gửi lúc"),
    "delivered_at": _("Giao lúc"), "cancelled_at": _("Hủy lúc"),
}  # fmt: skip
FIGURE_FIELD_NAMES = {
    "starts_at": _("Giờ bắt đầu"), "external_id": _("Số của phiên LIVE"), "duration": _("Thời lượng"),
    "account": _("Tài khoản phát"), "title": _("Tiêu đề phiên"), "figure": _("ít nhất một con số, như lượt xem"),
    **{metric: DEFINITIONS[metric].name for metric in METRICS},
}  # fmt: skip
SHOP_STATE_NAMES = {
    "UNPAID": _("Chưa thanh toán"), "ON_HOLD": _("Tạm giữ"), "AWAITING_SHIPMENT": _("Chờ gửi"),
    "PARTIALLY_SHIPPING": _("Gửi một phần"), "AWAITING_COLLECTION": _("Chờ lấy hàng"), "IN_TRANSIT": _("Đang giao"),
    "DELIVERED": _("Đã giao"), "COMPLETED": _("Hoàn tất"), "CANCELLED": _("Đã hủy"),
}  # fmt: skip
MATCH_NAMES = {"live": _("theo mã phiên LIVE"), "time": _("đặt trong giờ phát"), "": _("ngoài giờ phát, không tính")}
CAMPAIGN_STATE_NAMES = {
    "draft": _("Bản nháp"), "scheduled": _("Đã lên lịch"), "live": _("Đang diễn ra"), "ended": _("Đã kết thúc"),
    "reviewed": _("Đã chốt số"),
}  # fmt: skip
BROADCAST_STATE_NAMES = {
    "planned": _("Sắp phát"), "live": _("Đang phát"), "ended": _("Đã phát xong"), "cancelled": _("Đã hủy"),
}  # fmt: skip
NOTES = {
    "people_overlap": _("Tổng lượt xem cộng nhiều buổi: một người có thể được tính ở mấy buổi."),
    "views_missing": _("Có buổi chưa có lượt xem, nên tổng còn thiếu."),
    "unique_missing": _("Có buổi không báo số người xem, nên tỷ lệ chuyển đổi chia cho lượt xem."),
    "not_reviewed": _("Có số liệu nền tảng chưa được người thứ hai duyệt."),
}
GUARD_QUESTIONS = {
    "orders_per_view": _("Số đơn vượt %(limit)s lượt xem. Các chương trình tương tự đạt %(usual)s. Vì sao con số này cao như vậy?", limit="5 %", usual=_("0,06–0,27 %")),
    "value_per_view": _("Giá trị mỗi 1.000 lượt xem cao hơn 3 lần chương trình tốt nhất đã chốt số. Vì sao?"),
}  # fmt: skip
GOAL_NAMES = {
    "views": _("Lượt xem"), "orders_secured": _("Đơn chắc chắn"), "value_secured": _("Giá trị chắc chắn"),
    "booths": _("Gian hàng bán được"),
}  # fmt: skip
INVITATION_STATE_NAMES = {"invited": _("Chờ trả lời"), "accepted": _("Đã nhận lời"), "declined": _("Đã từ chối")}
PROPOSAL_STATE_NAMES = {
    "proposed": _("Chờ xem"), "taken": _("Đã lên danh sách"), "returned": _("Trả lại"), "withdrawn": _("Đã rút"),
}  # fmt: skip
ROLE_NAMES = {"host": _("Người phát"), "moderator": _("Điều phối"), "order_taker": _("Người nhập đơn")}
VERDICTS = {
    "counts": _("Được tính theo cách này."),
    "weaker_route": _("Không dùng đến, vì đã có cách chắc chắn hơn."),
    "too_late": _("Đặt quá thời hạn ghi nhận sau lần nhấp."),
    "own_people": _("Người mua thuộc ban tổ chức, nhóm làm buổi phát hoặc gian hàng của chương trình."),
    "not_a_person": _("Lần nhấp là của máy tự động hoặc trang tải trước."),
}


def name_of(key: str, metrics: Metrics) -> str:
    """The name of a figure; the conversion's name says what it is divided by."""
    name = str(DEFINITIONS[key].name)
    if key != "conversion":
        return name
    return str(_("%(name)s (trên %(per)s)", name=name, per=str(DEFINITIONS[metrics.rates[key].per].name).lower()))


def missing_definitions() -> set[str]:
    """The keys of figures that nobody has defined."""
    return (set(COUNT_KEYS) | set(RATE_KEYS)) - set(DEFINITIONS)


DOUBT_NAMES = {
    "question": _("Có hỏi, đọc lại lời nhắn"),
    "no_phone": _("Thiếu số điện thoại"),
    "bad_phone": _("Số điện thoại sai"),
    "many_phones": _("Có nhiều số điện thoại"),
    "no_item": _("Chưa rõ món"),
    "which_item": _("Có nhiều món tên này"),
    "code_nearly": _("Mã gần giống"),
    "number_guessed": _("Đoán số thứ tự"),
    "pinned": _("Đoán là món đang ghim"),
    "quantity": _("Không ghi số lượng"),
    "many": _("Số lượng lớn"),
    "weight": _("Số lượng hay cân nặng?"),
    "no_place": _("Thiếu xã, phường"),
    "which_place": _("Có nhiều nơi tên này"),
    "no_name": _("Thiếu tên người nhận"),
    "maybe_repeat": _("Số này đã đặt món này"),
}
"""What a person must look at before confirming an order heard in a comment."""
