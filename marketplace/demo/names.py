"""Invented names for the booths and products that fill the demo world up; every one is marked as a sample."""

from __future__ import annotations

from random import Random

# Communes of Quảng Trị with what people there are known for.
PLACES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("19429", "Khe Sanh", ("Cà phê", "Chuối sấy dẻo", "Mứt chanh dây", "Măng khô")),
    ("19441", "Hướng Phùng", ("Cà phê", "Trà vỏ cà phê", "Mật ong")),
    ("19432", "Lao Bảo", ("Chuối sấy dẻo", "Hương trầm", "Tinh dầu sả")),
    ("19597", "Cam Lộ", ("Tiêu", "Cao chè vằng", "Cao cà gai leo", "Dầu lạc", "Gà đồi")),
    ("19603", "Hiếu Giang", ("Dầu lạc", "Tinh bột nghệ", "Ném")),
    ("19363", "Vĩnh Linh", ("Tiêu", "Tinh bột nghệ", "Bột sắn dây", "Tinh dầu tràm")),
    ("19414", "Cửa Tùng", ("Nước mắm", "Cá khô", "Mực khô", "Đậu xanh")),
    ("19372", "Vĩnh Hoàng", ("Mật ong", "Dưa hấu", "Nước mắm")),
    ("19681", "Diên Sanh", ("Ném", "Ớt dầm", "Rượu nếp")),
    ("19702", "Hải Lăng", ("Bánh tét", "Cam", "Nón lá", "Gạo sạch")),
    ("19741", "Mỹ Thủy", ("Nước mắm", "Ruốc bột", "Ném")),
    ("19624", "Triệu Phong", ("Gạo hữu cơ", "Bún khô", "Nem chua", "Dầu mè")),
    ("19669", "Ái Tử", ("Gạo sạch", "Ngũ cốc", "Nấm mộc nhĩ")),
    ("19495", "Gio Linh", ("Tiêu", "Bún hến", "Dầu lạc")),
    ("19496", "Cửa Việt", ("Cá khô", "Tôm khô", "Nước mắm")),
    ("19564", "Đakrông", ("Rượu men lá", "Mật ong", "Dệt thổ cẩm")),
    ("19588", "Tà Rụt", ("Dệt thổ cẩm", "Gạo nếp", "Măng khô")),
    ("19333", "Đông Hà", ("Rau sạch", "Ngũ cốc", "Xà phòng thảo mộc", "Tranh gạo")),
    ("19138", "Phong Nha", ("Mật ong", "Trà thảo mộc", "Tour du lịch cộng đồng")),
    ("19249", "Lệ Thủy", ("Khoai deo", "Tinh dầu tràm", "Chiếu cói", "Gạo sạch")),
    ("19225", "Ninh Châu", ("Khoai deo", "Mực khô", "Nước mắm")),
    ("18880", "Đồng Hới", ("Nước mắm", "Tôm khô", "Bánh mè xát")),
    ("19009", "Ba Đồn", ("Nón lá", "Đũa gỗ", "Bánh mè xát")),
    ("19111", "Hoàn Lão", ("Sâm Bố Chính", "Nấm khô", "Tiêu")),
)  # fmt: skip

_BOOTH_KINDS = (
    ("HTX {} {}", "cooperative"), ("Tổ hợp tác {} {}", "group"), ("Cơ sở {} {}", "household"),
    ("Nhà {} {}", "individual"), ("Công ty TNHH {} {}", "company"),
)  # fmt: skip
_BRANDS = (
    "An Nhiên", "Bình Minh", "Cát Trắng", "Đồi Xanh", "Gió Lào", "Hạt Nắng", "Hương Quê", "Lá Vằng", "Làng Mới",
    "Mạch Nguồn", "Mây Núi", "Nắng Mới", "Nếp Nhà", "Ngọn Đồi", "Quê Nội", "Rú Xanh", "Sông Hiếu", "Suối Trong",
    "Sương Sớm", "Thạch Hãn", "Thảo Nguyên", "Trăng Non", "Trường Sơn", "Vườn Mẹ",
)  # fmt: skip
_FAMILY = ("Nguyễn", "Trần", "Lê", "Hồ", "Phan", "Hoàng", "Võ", "Đỗ", "Bùi", "Lương")
_MIDDLE = ("Văn", "Thị", "Minh", "Thanh", "Ngọc", "Quốc", "Thu")
_GIVEN = ("An", "Bình", "Châu", "Dũng", "Giang", "Hà", "Khánh", "Linh", "Mai", "Nam", "Phương", "Quân", "Thảo", "Vy")
# How goods are praised, in both languages, by what they are: nobody sells a pure village stay or an heirloom melon.
_MADE = {"truyền thống": "Traditional", "nguyên chất": "Pure", "thượng hạng": "Premium", "gia truyền": "Heirloom"}
_GROWN = {"loại chọn": "Choice", "mùa mới": "New-season", "chọn tay": "Hand-picked", "vườn nhà": "Home-grown"}
_COOKED = {"truyền thống": "Traditional", "nhà làm": "Homemade", "mẻ nhỏ": "Small-batch", "loại chọn": "Choice"}
_CRAFTED = {"thủ công": "Handmade", "làng nghề": "Craft-village", "truyền thống": "Traditional"}
_STAYED = {"cuối tuần": "Weekend", "trọn ngày": "Whole-day", "theo mùa": "Seasonal"}
_PRAISED: dict[str, dict[str, str]] = {
    **dict.fromkeys(
        ("Măng khô", "Gà đồi", "Ném", "Đậu xanh", "Dưa hấu", "Cam", "Gạo sạch", "Gạo hữu cơ", "Gạo nếp", "Rau sạch",
         "Nấm khô", "Nấm mộc nhĩ", "Sâm Bố Chính", "Tiêu"), _GROWN),
    **dict.fromkeys(
        ("Chuối sấy dẻo", "Mứt chanh dây", "Cá khô", "Mực khô", "Tôm khô", "Ớt dầm", "Bánh tét", "Bún khô", "Nem chua",
         "Ngũ cốc", "Bún hến", "Khoai deo", "Bánh mè xát", "Xà phòng thảo mộc"), _COOKED),
    **dict.fromkeys(("Nón lá", "Dệt thổ cẩm", "Tranh gạo", "Chiếu cói", "Đũa gỗ"), _CRAFTED),
    "Tour du lịch cộng đồng": _STAYED,
}  # fmt: skip
_IN_ENGLISH = _MADE | _GROWN | _COOKED | _CRAFTED | _STAYED


def a_person_name(random: Random) -> str:
    """A made-up full name, marked as a sample."""
    return f"{random.choice(_FAMILY)} {random.choice(_MIDDLE)} {random.choice(_GIVEN)} (mẫu)"


def a_booth_name(random: Random, place: str, taken: set[str]) -> tuple[str, str]:
    """A made-up booth name that nobody has yet, and what kind of subject it is."""
    while True:
        pattern, kind = random.choice(_BOOTH_KINDS)
        name = pattern.format(random.choice(_BRANDS), place)
        if name not in taken:
            taken.add(name)
            return name, kind


def a_product_name(random: Random, speciality: str, booth: str, place: str) -> str:
    """A made-up product name: what it is, how it is, and the booth's brand or place."""
    brand = next((each for each in _BRANDS if each in booth), place)
    return f"{speciality} {random.choice(tuple(_PRAISED.get(speciality, _MADE)))} {brand}"


def in_english(product: str, english: str) -> str:
    """The English name of a made-up product, given what it is: how it is and whose stay in it."""
    quality = max(_IN_ENGLISH, key=lambda each: product.rfind(f" {each} "))
    brand = product.rpartition(f" {quality} ")[2]
    return f"{_IN_ENGLISH[quality]} {english[0].lower()}{english[1:]}, {brand}"
