"""Products, their variants, photos, stock and lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, RadioField, SelectField

from marketplace.core.bilingual import told
from marketplace.core.codes import random_code
from marketplace.core.errors import Refusal
from marketplace.core.language import gettext
from marketplace.core.language import lazy_gettext as _
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.errors import BadNet
from marketplace.domain.catalog.models import Variant
from marketplace.domain.catalog.queries import shelves
from marketplace.domain.catalog.rules import (
    HIGHEST_PRICE,
    LOWEST_PRICE,
    MOST_OFF,
    MOST_STOCK,
    MOST_UP,
    MOST_WEIGHT_G,
    ProductFacts,
    VariantFacts,
    packed_weight,
    read_net,
)
from marketplace.domain.stock.rules import BatchFacts, lacks_of_count
from marketplace.web.forms import (
    DayField,
    DongField,
    LineField,
    LinesField,
    MarketForm,
    PercentField,
    WholeField,
    asked,
    choices,
)
from marketplace.web.place_forms import PlaceForm


def _shelf_choices() -> list[Any]:
    """The categories to choose from, shelf by shelf, in the language of the page."""
    found = choices([("", gettext("Chọn nhóm hàng"))])
    for shelf in shelves():
        each = [(str(one.id), told(one)) for one in (*shelf.children, shelf.category)]
        found += choices(each, told(shelf.category))
    return found


class ProductForm(PlaceForm):
    """What is told of a product."""

    place_is_asked = False

    name = LineField(_("Tên sản phẩm"), most=120, required=True)
    category_id = SelectField(_("Nhóm hàng"), coerce=str)
    unit = LineField(
        _("Đơn vị bán"), most=20, required=True, description=_("Người mua mua theo gói, hũ, chai, kg, chiếc…")
    )
    summary = LineField(_("Tóm tắt"), most=300, description=_("Một câu để người mua muốn xem tiếp."))
    description = LinesField(_("Mô tả"), most=8000)
    ingredients = LinesField(_("Thành phần"), most=1000)
    storage = LinesField(_("Bảo quản"), most=500)
    shelf_life = LineField(_("Hạn sử dụng"), most=200, description=_("Ví dụ: 12 tháng kể từ ngày sản xuất."))
    origin_note = LineField(_("Vùng, thôn, làng nghề"), most=200, description=_("Ví dụ: vùng Cùa, làng Mai Xá."))
    name_en = LineField(_("Tên tiếng Anh"), most=120)
    summary_en = LineField(_("Tóm tắt tiếng Anh"), most=300)
    description_en = LinesField(_("Mô tả tiếng Anh"), most=8000)
    is_fresh = BooleanField(_("Hàng tươi, cần giao nhanh"))
    is_youth_startup = BooleanField(_("Sản phẩm khởi nghiệp của thanh niên"))
    is_alcohol = BooleanField(_("Có cồn"))
    is_supplement = BooleanField(_("Thực phẩm bảo vệ sức khỏe"))

    def __init__(self, *args: Any, facts: ProductFacts | None = None, **kwargs: Any) -> None:
        values = asdict(facts) if facts else {}
        values["commune_code"] = values.pop("origin_commune_code", None)
        values["category_id"] = str(values.get("category_id", ""))
        super().__init__(*args, data=values, **kwargs)
        self.category_id.choices = _shelf_choices()
        self.commune.label.text = _("Xã, phường nơi làm ra")

    def facts(self) -> ProductFacts:
        """What was filled in."""
        texts = {
            name: self[name].data
            for name in ("name", "unit", "summary", "description", "ingredients", "storage", "shelf_life",
                         "origin_note", "name_en", "summary_en", "description_en")
        }  # fmt: skip
        flags: dict[str, Any] = {
            name: bool(self[name].data) for name in ("is_fresh", "is_youth_startup", "is_alcohol", "is_supplement")
        }
        return ProductFacts(
            category_id=int(self.category_id.data) if self.category_id.data else 0,
            origin_commune_code=self.commune_code.data or None, **texts, **flags,
        )  # fmt: skip


class VariantFields(MarketForm):
    """What is told of one buyable form of a product."""

    variant_name = LineField(_("Quy cách"), most=60, description=_("Ví dụ: Gói 250 g. Chỉ có một loại thì để trống."))
    price = DongField(_("Giá bán"), low=LOWEST_PRICE, high=HIGHEST_PRICE, required=True)
    net_quantity = LineField(_("Lượng tịnh"), most=20, description=_("Ví dụ: 500 g, 1,5 kg, 750 ml, 12 viên."))
    weight_g = WholeField(
        _("Cân nặng khi gửi"), low=1, high=MOST_WEIGHT_G, description=_("Cả bao bì, để tính phí giao hàng.")
    )
    sku = LineField(_("Mã hàng"), most=40, description=_("Mã của riêng bạn; để trống thì chúng tôi tự đặt."))

    def variant(self, stock: int = 0) -> VariantFacts:
        """What was filled in; raise BadNet."""
        quantity, unit = _net(self.net_quantity.data)
        weight = self.weight_g.data or packed_weight(quantity, unit) or 0
        return VariantFacts(
            price=self.price.data, weight_g=weight, name=self.variant_name.data, sku=self.sku.data,
            net_quantity=quantity, net_unit=unit, stock=stock,
        )  # fmt: skip


class VariantForm(VariantFields):
    """A new variant, or one that changes."""

    stock = WholeField(_("Số lượng có sẵn"), low=0, high=MOST_STOCK)

    @classmethod
    def of(cls, variant: Variant) -> VariantForm:
        """The form with what is told today."""
        return cls(
            variant_name=variant.name, price=variant.price, weight_g=variant.weight_g, sku=variant.sku,
            net_quantity=_written_net(variant),
        )  # fmt: skip


class NewProductForm(ProductForm, VariantFields):
    """A product with its first variant: name, price, how much there is."""

    stock = WholeField(_("Số lượng có sẵn"), low=0, high=MOST_STOCK)


class SendingForm(VariantFields):
    """A product in three steps. `key` names the sending, `booth` the one it was written for."""

    key = HiddenField()
    booth = HiddenField()
    photo = FileField(_("Ảnh sản phẩm"))
    name = LineField(_("Tên sản phẩm"), most=120, required=True)
    unit = LineField(_("Đơn vị bán"), most=20, required=True, description=_("Gói, hũ, chai, kg, chiếc…"))
    stock = WholeField(_("Số lượng có sẵn"), low=0, high=MOST_STOCK)
    category_id = SelectField(_("Nhóm hàng"), coerce=str)
    ingredients = LinesField(_("Thành phần, chất liệu"), most=1000)
    shelf_life = LineField(_("Hạn sử dụng"), most=200, description=_("Ví dụ: 12 tháng kể từ ngày sản xuất."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.category_id.choices = _shelf_choices()

    @classmethod
    def of(cls, booth: Booth) -> SendingForm:
        """An empty form for this booth, under a key of its own."""
        return cls(key=random_code(24), booth=booth.slug)

    def facts(self, booth: Booth) -> ProductFacts:
        """What was filled in; made where the booth is, until somebody says otherwise."""
        return ProductFacts(
            name=self.name.data, unit=self.unit.data, ingredients=self.ingredients.data,
            shelf_life=self.shelf_life.data, origin_commune_code=booth.commune_code,
            category_id=int(self.category_id.data) if self.category_id.data else 0,
        )  # fmt: skip


class BulkChangeForm(MarketForm):
    """What to do with many products at once."""

    way = RadioField(
        _("Bạn muốn"),
        choices=choices(
            [
                ("hide", _("Ẩn khỏi kệ")),
                ("show", _("Bán trở lại")),
                ("price", _("Đổi giá")),
                ("category", _("Chuyển nhóm hàng")),
                ("withdraw", _("Ngừng bán hẳn")),
            ]
        ),
        validators=[asked()],
    )
    percent = PercentField(
        _("Đổi giá bao nhiêu"),
        low=-MOST_OFF,
        high=MOST_UP,
        description=_("Ví dụ: 10 là tăng một phần mười, -5 là giảm. Làm tròn đến 500 ₫."),
    )
    category_id = SelectField(_("Nhóm hàng mới"), coerce=str, description=_("Món đang bán chờ duyệt rồi mới chuyển."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.category_id.choices = _shelf_choices()

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the wanted change is told in full."""
        fine = bool(super().validate(extra_validators))
        if self.way.data == "price" and self.percent.data is None and not self.percent.errors:
            self.percent.errors = [gettext("Vui lòng ghi tăng hay giảm bao nhiêu phần trăm.")]
        if self.way.data == "category" and not self.category_id.data:
            self.category_id.errors = [gettext("Vui lòng chọn nhóm hàng.")]
        return fine and not self.percent.errors and not self.category_id.errors


class StockForm(MarketForm):
    """Goods that came in, or a count of what is there."""

    way = RadioField(
        _("Bạn muốn"),
        choices=choices([("receive", _("Nhập thêm hàng")), ("count", _("Đếm lại, ghi số đúng"))]),
        default="receive",
    )
    quantity = WholeField(_("Số lượng"), low=0, high=MOST_STOCK, required=True)
    reason = LineField(
        _("Ghi chú"), most=200, description=_("Đếm lại thì ghi vì sao. Ví dụ: mẻ rang ngày 20/11; hàng hỏng 2 gói.")
    )

    def lacks(self) -> Sequence[Refusal]:
        """The reason of a count."""
        return lacks_of_count(self.reason.data) if self.way.data == "count" else ()


class WatchForm(MarketForm):
    """From how few units on the booth is told."""

    threshold = WholeField(
        _("Báo khi còn từ"),
        low=0,
        high=MOST_STOCK,
        required=True,
        description=_("Xuống mức này, chủ và quản lý nhận một thư; 0 là chỉ báo khi hết hẳn."),
    )


class BatchForm(MarketForm):
    """Goods made together: how many, when, how long they keep, and what is worth telling."""

    variant_id = SelectField(_("Quy cách"), coerce=str)
    quantity = WholeField(_("Số lượng"), low=1, high=MOST_STOCK, required=True)
    made_on = DayField(_("Ngày làm ra"), required=True)
    best_before = DayField(_("Hạn dùng"), description=_("Để trống nếu hàng không có hạn."))
    note = LinesField(
        _("Kể về lô này"), most=1000, description=_("Vườn nào, ai làm, thời tiết ra sao: người mua đọc khi quét mã.")
    )
    note_en = LinesField(_("Kể bằng tiếng Anh"), most=1000)

    def __init__(self, *args: Any, variants: Sequence[Variant] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.variant_id.choices = choices(
            [(str(each.id), each.name or each.product.unit) for each in variants if each.is_active]
        )

    def facts(self) -> BatchFacts:
        """What was filled in."""
        return BatchFacts(
            quantity=self.quantity.data, made_on=self.made_on.data, best_before=self.best_before.data,
            note=self.note.data, note_en=self.note_en.data,
        )  # fmt: skip


class RecallForm(MarketForm):
    """Why nobody should eat or use goods of a batch."""

    reason = LinesField(_("Lý do"), most=500, required=True)


class SheetForm(MarketForm):
    """A product list to bring."""

    file = FileField(_("Bảng hàng (XLSX hoặc CSV)"))


def _net(text: str) -> tuple[int | None, str]:
    if not text:
        return None, "piece"
    net = read_net(text)
    if net is None:
        raise BadNet
    return net


def _written_net(variant: Variant) -> str:
    if not variant.net_quantity:
        return ""
    return f"{variant.net_quantity} {variant.net_unit}" if variant.net_unit != "piece" else str(variant.net_quantity)
