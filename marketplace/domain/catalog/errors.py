"""What the catalogue will not do."""

from __future__ import annotations

from marketplace.core.errors import BadInput, NotThere, Refusal
from marketplace.core.language import lazy_gettext as _


class ProductNotThere(NotThere):
    """No such product, or not one of this booth's."""

    sentence = _("Không tìm thấy sản phẩm này. Địa chỉ có thể gõ nhầm, hoặc sản phẩm đã đổi chỗ.")


class VariantNotThere(NotThere):
    """No such variant of this product."""

    sentence = _("Không tìm thấy quy cách này.")


class PhotoNotThere(NotThere):
    """No such photo of this product."""

    sentence = _("Không tìm thấy ảnh này.")


class CategoryNotThere(NotThere):
    """No such shelf."""

    sentence = _("Không tìm thấy nhóm hàng này.")


class ChangeNotThere(NotThere):
    """No change of this product waits."""

    sentence = _("Không có thay đổi nào đang chờ duyệt.")


class SheetNotThere(NotThere):
    """No such product list of this booth."""

    sentence = _("Không tìm thấy bảng hàng này.")


class ArchiveNotThere(NotThere):
    """There is no such ZIP beside this list."""

    sentence = _("Không tìm thấy bảng hàng này.")


class ProductCannotMove(Refusal):
    """The product is not in a state from which this can be done."""

    sentence = _("Sản phẩm không còn ở bước này nữa. Xin tải lại trang để xem tình trạng mới.")


class ChangedMeanwhile(Refusal):
    """The seller changed the product after the organizer's page was made."""

    sentence = _("Gian hàng vừa sửa sản phẩm này. Xin xem lại nội dung mới rồi quyết định.")


class BoothIsLeaving(Refusal):
    """A booth that closes sells nothing any more."""

    sentence = _("Gian hàng đang đóng nên không bày bán thêm được.")


class BoothNotOpenYet(Refusal):
    """Products go on sale once their booth is open."""

    sentence = _("Gian hàng chưa mở nên sản phẩm chưa bày bán được.")


class BadSendingKey(BadInput):
    """A sending names itself by a key of 16 to 64 letters and figures, so that it counts once."""

    sentence = _("Trang này đã cũ. Xin tải lại trang rồi gửi lại.")


class NotThisBooth(Refusal):
    """The page was opened for another booth than the one the person acts for now."""

    sentence = _("Trang này được mở cho một gian hàng khác của bạn. Xin chuyển về gian hàng đó rồi gửi lại.")


class NothingToBuy(BadInput):
    """A product needs at least one variant that can be bought."""

    sentence = _("Sản phẩm cần ít nhất một quy cách đang bán, có giá và khối lượng.")


class NameMissing(BadInput):
    """A product has a name."""

    sentence = _("Vui lòng ghi tên sản phẩm.")
    field = "name"


class BadName(BadInput):
    """A text is longer than can be shown, or piles marks upon letters."""

    sentence = _("Nội dung này dài quá hoặc có ký tự lạ. Tối đa %(most)s chữ.")


class NameTaken(BadInput):
    """The booth has a product of this name."""

    sentence = _("Gian hàng đã có sản phẩm tên này. Nếu là loại khác, hãy thêm quy cách vào sản phẩm đó.")
    field = "name"


class UnitMissing(BadInput):
    """A product is sold by something."""

    sentence = _("Vui lòng ghi đơn vị bán, ví dụ gói, hũ, chai, kg.")
    field = "unit"


class UnknownCategory(BadInput):
    """Not one of our shelves."""

    sentence = _("Vui lòng chọn nhóm hàng trong danh sách.")
    field = "category_id"


class UnknownOrigin(BadInput):
    """Not a commune in force."""

    sentence = _("Vui lòng chọn xã, phường trong danh sách.")
    field = "origin_commune_code"


class BadPrice(BadInput):
    """A price outside its bounds."""

    sentence = _("Giá bán từ 1.000 ₫ đến 1.000.000.000 ₫.")
    field = "price"


class BadWeight(BadInput):
    """A weight that no parcel of ours has."""

    sentence = _("Khối lượng đóng gói từ 1 g đến 200.000 g.")
    field = "weight_g"


class BadNet(BadInput):
    """Contents that no label states."""

    sentence = _("Lượng tịnh ghi như 500 g, 1,5 kg, 750 ml hoặc 12 viên.")
    field = "net_quantity"


class BadStock(BadInput):
    """An opening stock outside its bounds."""

    sentence = _("Số lượng có sẵn từ 0 đến 1.000.000.")
    field = "stock"


class SkuTaken(BadInput):
    """Another variant of the booth has this code."""

    sentence = _("Mã hàng này đã dùng cho một quy cách khác của gian hàng.")
    field = "sku"


class TooManyVariants(Refusal):
    """A product has so many variants and no more."""

    sentence = _("Mỗi sản phẩm có tối đa 30 quy cách.")


class NothingScheduled(BadInput):
    """A schedule without a moment."""

    sentence = _("Vui lòng chọn giờ bán, giờ ẩn, hoặc cả hai.")
    field = "shows_at"


class MomentIsPast(BadInput):
    """A scheduled moment that is over."""

    sentence = _("Giờ này đã qua. Vui lòng chọn một giờ sắp tới.")


class HidesBeforeItShows(BadInput):
    """The end of a schedule is not after its beginning."""

    sentence = _("Giờ ẩn cần sau giờ bán.")
    field = "hides_at"


class AlreadyOnSale(BadInput):
    """What is on sale cannot be scheduled to go on sale."""

    sentence = _("Sản phẩm đang bán rồi. Hãy tạm ẩn trước, hoặc để trống giờ bán.")
    field = "shows_at"


class DrawingStays(Refusal):
    """One of our own drawings is neither turned nor cut."""

    sentence = _("Hình vẽ minh họa không xoay, không cắt được. Hãy thêm một ảnh chụp.")


class TooManyPhotos(BadInput):
    """A product has so many photos and no more."""

    sentence = _("Mỗi sản phẩm có tối đa 8 ảnh. Hãy bỏ bớt ảnh cũ trước.")
    field = "photo"


class SlugTaken(BadInput):
    """Another shelf has this name in its address."""

    sentence = _("Đã có nhóm hàng tên này.")
    field = "name"


class NoHeader(BadInput):
    """A product list of a single column."""

    sentence = _("Bảng cần có ít nhất hai cột, ví dụ “Tên sản phẩm” và “Giá bán”. Hãy tải bảng mẫu để so.")
    field = "file"


class ColumnsLacking(BadInput):
    """No column is said to be the name and the price, nor the code of known goods."""

    sentence = _("Hãy chọn cột nào là “Tên sản phẩm” và cột nào là “Giá bán”; bảng chỉ cập nhật thì chọn “Mã hàng”.")


class ColumnTwice(BadInput):
    """Two columns are said to be the same."""

    sentence = _("Đã chọn mục này cho cột “%(name)s”. Mỗi mục chỉ lấy từ một cột.")


class NoRows(BadInput):
    """A product list without products."""

    sentence = _("Bảng chưa có sản phẩm nào dưới dòng tên cột.")
    field = "file"


class NoPhotoMatches(BadInput):
    """A ZIP none of whose photos is named by a row."""

    sentence = _(
        "Không ảnh nào khớp với bảng (%(names)s). Đặt tên ảnh theo mã hàng, hoặc ghi tên ảnh vào cột “Tên tệp ảnh”."
    )
    field = "archive"


class SheetHasProblems(Refusal):
    """Nothing is taken in while a cell is wrong."""

    sentence = _("Còn ô cần sửa, nên chưa đưa sản phẩm nào vào gian hàng.")


class SheetIsBusy(Refusal):
    """The list is being taken in."""

    sentence = _("Bảng này đang được đưa vào gian hàng. Xin chờ xong rồi làm tiếp.")


class SheetIsDone(Refusal):
    """The list was taken in or dropped."""

    sentence = _("Bảng này đã xong, không sửa được nữa.")
