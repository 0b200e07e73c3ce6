"""The checklist to begin with; organizers change it as they like.

Who sells must be verified and published (Decree 248/2026/NĐ-CP, art. 18); food needs a certificate or a
self-declaration, and a distance sale must name its shipping cost beforehand (Law 19/2023/QH15, art. 37).
"""

from __future__ import annotations

from marketplace.domain.joining.rules import ItemFacts

SUGGESTIONS: tuple[tuple[str, str | None, ItemFacts], ...] = (
    ("computed", "identity_complete", ItemFacts(
        "Khai đủ thông tin người bán", "Seller details complete",
        "Tên theo giấy tờ, mã số thuế, địa chỉ, người đại diện, liên hệ: chợ phải công khai theo luật.",
        "Legal name, tax code, address, representative, contact: the law has the market publish them.",
    )),
    ("attested", None, ItemFacts(
        "Đã đọc và nhận làm theo quy chế chợ", "Read the market's rules and will follow them",
        "Quy chế nằm ở cuối mỗi trang của chợ. Chủ gian hàng xác nhận dưới tên mình.",
        "The rules are linked at the foot of the market's pages. The owner confirms in their own name.",
    )),
    ("attested", None, ItemFacts(
        "Không bán hàng cấm, hàng giả, hàng không rõ nguồn gốc",
        "No banned, counterfeit or untraceable goods",
        "Thực phẩm bảo vệ sức khỏe không được nói là chữa bệnh.",
        "Food supplements may not be said to cure anything.",
    )),
    ("verified", None, ItemFacts(
        "Ban tổ chức đã đối chiếu người bán", "Organizers have verified the seller",
        "Mã số thuế hoặc số định danh được đối chiếu với cổng tra cứu. Bạn không phải làm gì thêm.",
        "The tax code or personal number is compared with the public register. Nothing for you to do.",
    )),
    ("computed", "product_ready", ItemFacts(
        "Có ít nhất một sản phẩm đủ ảnh và giá", "At least one product with a photo and a price",
        "Soạn sẵn trong lúc chờ: mở gian là gửi duyệt được ngay.",
        "Prepare it while you wait: it can go to review as soon as the booth opens.", is_required=False,
    )),
    ("computed", "shipping_set", ItemFacts(
        "Đã đặt phí giao hàng của mình", "Own shipping fees set",
        "Chưa đặt thì chợ dùng bảng phí chung.", "Until then the market's common table applies.", is_required=False,
    )),
    ("computed", "paper_on_file", ItemFacts(
        "Đã nộp giấy tờ của hàng: an toàn thực phẩm, tự công bố, OCOP",
        "Papers of the goods handed in: food safety, self-declaration, OCOP",
        "Bán thực phẩm cần giấy đủ điều kiện an toàn thực phẩm hoặc bản tự công bố.",
        "Food needs a food-safety certificate or a self-declaration.", is_required=False,
    )),
    ("computed", "pictures_shown", ItemFacts(
        "Trang gian hàng có ảnh bìa và ảnh người làm", "Booth page with a cover and a portrait",
        "Người mua thích biết ai đứng sau sản phẩm.", "Shoppers like to know who makes it.", is_required=False,
    )),
)  # fmt: skip
"""Kind, check and words of each item, in order."""
