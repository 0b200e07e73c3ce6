"""Applying for a booth, telling of it, letting people in."""

from __future__ import annotations

from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, SelectField

from marketplace.core.language import lazy_gettext as _
from marketplace.domain.booths.actions import MakerFacts
from marketplace.domain.booths.models import Booth, Maker
from marketplace.domain.booths.rules import BoothFacts
from marketplace.web.forms import AddressField, DayField, LineField, LinesField, MarketForm, PhoneField, choices
from marketplace.web.place_forms import PlaceForm
from marketplace.web.words import MEMBER_ROLES, SUBJECT_KINDS


class ApplicationForm(PlaceForm):
    """What the law asks of a seller, and the name over the booth."""

    name = LineField(_("Tên gian hàng"), most=100, required=True, description=_("Tên mà người mua sẽ thấy."))
    subject_kind = RadioField(_("Bạn bán hàng với tư cách"), choices=choices(SUBJECT_KINDS.items()))
    legal_name = LineField(
        _("Tên đầy đủ theo giấy tờ"), most=200, description=_("Như trên giấy đăng ký hoặc căn cước của chủ gian hàng.")
    )
    representative = LineField(_("Người đại diện"), most=100)
    tax_code = LineField(
        _("Mã số thuế"), most=20, description=_("10 số; hộ kinh doanh và cá nhân dùng 12 số định danh cá nhân.")
    )
    registration_number = LineField(_("Số giấy đăng ký kinh doanh"), most=50)
    legal_address = LineField(
        _("Địa chỉ"), most=300, description=_("Số nhà, thôn xóm. Địa chỉ này hiện công khai trên trang gian hàng.")
    )
    phone = PhoneField(_("Số điện thoại"))
    email = AddressField(_("E-mail"))
    story = LinesField(_("Giới thiệu"), most=3000, description=_("Ai làm, làm từ bao giờ, điều gì đáng kể lại."))
    is_youth_startup = BooleanField(_("Đây là dự án khởi nghiệp của thanh niên"))

    def facts(self) -> BoothFacts:
        """What was filled in."""
        return BoothFacts(
            name=self.name.data, subject_kind=self.subject_kind.data or "", commune_code=self.commune_code.data or "",
            legal_name=self.legal_name.data, legal_address=self.legal_address.data, tax_code=self.tax_code.data,
            registration_number=self.registration_number.data, representative=self.representative.data,
            phone=self.phone.data or "", email=self.email.data or "", story=self.story.data,
            is_youth_startup=bool(self.is_youth_startup.data),
        )  # fmt: skip


class BoothPageForm(MarketForm):
    """What shoppers read and see of the booth."""

    story = LinesField(_("Giới thiệu"), most=3000)
    story_en = LinesField(_("Giới thiệu bằng tiếng Anh"), most=3000)
    cover = FileField(_("Ảnh bìa"), description=_("Ảnh ngang: vườn, xưởng, nơi làm ra sản phẩm."))
    portrait = FileField(_("Ảnh người làm"), description=_("Người mua thích biết ai đứng sau sản phẩm."))

    @classmethod
    def of(cls, booth: Booth) -> BoothPageForm:
        """The form with what is told today."""
        return cls(story=booth.story, story_en=booth.story_en)


class MakerForm(MarketForm):
    """Somebody whom shoppers see behind the booth."""

    name = LineField(
        _("Tên"), most=80, required=True, description=_("Như người ấy muốn được gọi; tên gọi thân mật cũng được.")
    )
    part = LineField(_("Việc ở gian hàng"), most=80, description=_("Ví dụ: rang cà phê, giữ lửa nồi cao, chăm vườn."))
    part_en = LineField(_("Việc ở gian hàng, bằng tiếng Anh"), most=80)
    words = LinesField(_("Đôi lời"), most=400)
    words_en = LinesField(_("Đôi lời, bằng tiếng Anh"), most=400)
    picture = FileField(_("Ảnh chân dung"), description=_("Ảnh thấy rõ mặt. Không đăng ảnh trẻ em."))

    def facts(self) -> MakerFacts:
        """What was filled in."""
        return MakerFacts(self.name.data, self.part.data, self.part_en.data, self.words.data, self.words_en.data)

    @classmethod
    def of(cls, maker: Maker) -> MakerForm:
        """The form with what is told today."""
        told = {name: getattr(maker, name) for name in ("name", "part", "part_en", "words", "words_en")}
        return cls(**told)


class NewMakerForm(MakerForm):
    """Nobody is shown before they agreed."""

    agreed = BooleanField(
        _("Người này đã đồng ý cho hiện tên, lời và ảnh trên trang gian hàng"),
        description=_("Khi người ấy đổi ý, hãy gỡ xuống; chữ và ảnh được xóa ngay."),
    )


class HolidayForm(MarketForm):
    """From when to when nothing is sent, and what shoppers are told."""

    first_day = DayField(_("Nghỉ từ ngày"), required=True)
    last_day = DayField(_("Đến hết ngày"), required=True)
    note = LineField(
        _("Lời nhắn cho người mua"), most=200, description=_("Ví dụ: nghỉ Tết, gia đình có việc, chờ vụ mới.")
    )


HELP_HOURS = (
    ("2", _("2 giờ")),
    ("4", _("4 giờ")),
    ("8", _("8 giờ")),
    ("24", _("1 ngày")),
    ("72", _("3 ngày")),
    ("168", _("7 ngày")),
)


class MemberForm(MarketForm):
    """Who should come in, and for which part."""

    login = LineField(_("E-mail hoặc số điện thoại"), required=True, description=_("Người này cần có tài khoản trước."))
    role = SelectField(_("Phần việc"), choices=choices(MEMBER_ROLES.items()), default="packer")


class HelpForm(MarketForm):
    """What a helper may do, and for how long from when they come in."""

    may_edit_products = BooleanField(
        _("Sửa sản phẩm"), description=_("Soạn tên, ảnh, mô tả, giá, loại hàng và ghi hàng vào kho.")
    )
    may_handle_orders = BooleanField(
        _("Làm đơn hàng"), description=_("Xem đơn với tên và địa chỉ người mua, nhận đơn, đóng gói, ghi mã vận chuyển.")
    )
    hours = SelectField(_("Trong bao lâu, kể từ khi nhập mã"), choices=choices(HELP_HOURS), default="4")

    @property
    def permissions(self) -> list[str]:
        """What was ticked."""
        ticked = {"products": self.may_edit_products.data, "orders": self.may_handle_orders.data}
        return [name for name, is_ticked in ticked.items() if is_ticked]
