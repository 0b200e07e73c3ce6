"""What kinds of goods cost, weigh and are made of: the ranges that the demo world's invented figures follow.

Prices are plausible retail ranges, invented and marked as sample data wherever they are shown.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Good:
    """One kind of goods: how it is recognised, where it stands, what it costs in thousands of đồng."""

    words: tuple[str, ...]
    shelf: str
    unit: str
    net: str
    weight_g: int
    prices: tuple[int, int]
    made_of: str = ""
    storage: str = "Nơi khô mát, tránh nắng."
    shelf_life: str = "12 tháng kể từ ngày sản xuất"
    english: str = ""
    alcohol: bool = False
    supplement: bool = False
    fresh: bool = False

    def place_in(self, name: str) -> tuple[int, int] | None:
        """Where in the name this kind is said, and how little of it: the smaller, the surer."""
        spoken = f" {name.casefold()} "
        found = [(spoken.index(f" {word} "), -len(word)) for word in self.words if f" {word} " in spoken]
        return min(found, default=None)


_COOL, _DAYS = "Giữ lạnh 2–6 °C.", "3 ngày nơi mát, 7 ngày trong tủ lạnh"

GOODS: tuple[Good, ...] = (
    Good(("thực phẩm bảo vệ sức khỏe", "tpbvsk"), "Cao dược liệu", "hộp", "60 viên", 180, (180, 320), "Cao cà gai leo",
         english="Health supplement", supplement=True),
    Good(("du lịch", "tour du lịch"), "Du lịch cộng đồng", "suất", "", 100, (450, 900), "", "", "",
         english="Village stay"),
    Good(("trà", "chè"), "Trà, nước thảo mộc", "hộp", "50 g", 120, (45, 120), "Lá, nụ sấy khô",
         english="Herbal tea"),
    Good(("cà phê", "coffee"), "Cà phê", "gói", "250 g", 300, (80, 180), "100% cà phê Khe Sanh",
         "Đậy kín, nơi khô mát.", english="Coffee"),
    Good(("rượu",), "Rượu", "chai", "500 ml", 950, (90, 240), "Gạo nếp, men lá", english="Spirit", alcohol=True),
    Good(("nước lau sàn",), "Dầu gội, xà phòng, mỹ phẩm", "chai", "1 lít", 1150, (55, 95), "Tinh dầu sả, bồ hòn",
         english="Floor cleaner"),
    Good(("dầu gội",), "Dầu gội, xà phòng, mỹ phẩm", "chai", "300 ml", 380, (75, 160), "Bồ kết, sả, vỏ bưởi",
         english="Herbal shampoo"),
    Good(("xà phòng",), "Dầu gội, xà phòng, mỹ phẩm", "bánh", "100 g", 120, (35, 80), "Dầu dừa, sả, vỏ bưởi",
         english="Herbal soap"),
    Good(("tinh dầu",), "Tinh bột nghệ, tinh dầu", "chai", "50 ml", 120, (80, 180), "Tinh dầu chưng cất",
         english="Essential oil"),
    Good(("nước mắm chay",), "Nước mắm, ruốc, mắm", "chai", "500 ml", 900, (45, 85), "Nấm, đậu nành, muối",
         english="Vegetarian sauce"),
    Good(("nước mắm",), "Nước mắm, ruốc, mắm", "chai", "500 ml", 900, (40, 120), "Cá cơm, muối",
         english="Fish sauce"),
    Good(("ruốc", "mắm ruốc"), "Nước mắm, ruốc, mắm", "hũ", "200 g", 350, (60, 120), "Ruốc biển, muối",
         english="Shrimp powder"),
    Good(("muối",), "Tiêu, gia vị", "gói", "500 g", 540, (20, 60), "Muối biển", english="Sea salt"),
    Good(("dầu lạc", "dầu mè", "dầu"), "Dầu, hạt, lạc", "chai", "1 lít", 1100, (120, 180), "100% hạt ép nguyên chất",
         english="Pressed oil"),
    Good(("bơ đậu phộng", "lạc", "đậu phộng"), "Dầu, hạt, lạc", "hũ", "250 g", 400, (60, 110), "Đậu phộng rang",
         english="Peanut butter"),
    Good(("đậu",), "Gạo, bún, ngũ cốc", "gói", "1 kg", 1050, (60, 95), "Đậu xanh nguyên hạt", english="Mung beans"),
    Good(("gạo",), "Gạo, bún, ngũ cốc", "túi", "5 kg", 5150, (130, 250), "Gạo trồng tại Quảng Trị", english="Rice"),
    Good(("ngũ cốc",), "Gạo, bún, ngũ cốc", "hộp", "500 g", 600, (110, 190), "Gạo lứt, đậu, mè", english="Cereal"),
    Good(("bún", "miến", "bánh canh"), "Gạo, bún, ngũ cốc", "gói", "500 g", 550, (30, 70), "Bột gạo",
         english="Rice noodles"),
    Good(("tinh bột nghệ", "nghệ"), "Tinh bột nghệ, tinh dầu", "hũ", "500 g", 650, (200, 400), "Củ nghệ",
         english="Turmeric starch"),
    Good(("bột sắn",), "Gạo, bún, ngũ cốc", "hũ", "500 g", 600, (80, 140), "Củ sắn dây", english="Kudzu starch"),
    Good(("cao", "cà gai leo", "sâm"), "Cao dược liệu", "hộp", "100 g", 200, (80, 200), "Dược liệu cô đặc",
         english="Herbal extract"),
    Good(("sa tế", "ớt", "tương"), "Tiêu, gia vị", "hũ", "200 g", 320, (35, 80), "Ớt, tỏi, muối",
         english="Chilli relish"),
    Good(("tiêu", "hạt tiêu", "hồ tiêu"), "Tiêu, gia vị", "gói", "500 g", 540, (90, 180), "Hạt tiêu phơi khô",
         english="Black pepper"),
    Good(("mật ong",), "Mật ong, mứt, đồ ngọt", "chai", "500 ml", 900, (120, 250), "100% mật ong", english="Honey"),
    Good(("mứt",), "Mật ong, mứt, đồ ngọt", "hũ", "300 g", 420, (50, 110), "Trái cây, đường", english="Jam"),
    Good(("khoai deo", "khoai gieo"), "Mật ong, mứt, đồ ngọt", "gói", "500 g", 540, (60, 100), "Khoai sấy",
         english="Dried sweet potato"),
    Good(("chuối sấy", "sấy dẻo"), "Mật ong, mứt, đồ ngọt", "gói", "500 g", 540, (60, 100), "Trái cây sấy",
         english="Dried banana"),
    Good(("bánh",), "Món ăn địa phương", "cặp", "800 g", 900, (50, 120), "Nếp, đậu, thịt", _COOL, _DAYS,
         english="Local cake"),
    Good(("nem", "chả"), "Thịt, nem, chả", "chục", "500 g", 600, (50, 120), "Thịt heo, gia vị", _COOL, _DAYS,
         english="Fermented pork"),
    Good(("gà", "thịt"), "Thịt, nem, chả", "kg", "1 kg", 1200, (100, 160), "", _COOL, _DAYS, english="Hill chicken",
         fresh=True),
    Good(("cá", "tôm", "mực", "đặc sản biển"), "Hải sản khô", "gói", "250 g", 300, (90, 220), "Hải sản phơi khô",
         english="Dried seafood"),
    Good(("mộc nhĩ", "nấm", "nấm mộc nhĩ"), "Rau, củ, quả", "gói", "200 g", 240, (45, 90), "Nấm khô",
         english="Dried mushrooms"),
    Good(("măng",), "Rau, củ, quả", "hũ", "500 g", 750, (40, 80), "Măng, muối", english="Pickled bamboo shoots"),
    Good(("tỏi đen",), "Cao dược liệu", "hộp", "250 g", 320, (180, 320), "Tỏi lên men", english="Black garlic"),
    Good(("ném", "nén", "cam", "dưa", "rau", "khoai", "chuối", "mướp", "khoai môn"), "Rau, củ, quả", "kg",
         "1 kg", 1100, (25, 90),
         "", "Nơi thoáng mát.", "5–10 ngày", english="Fresh produce", fresh=True),
    Good(("nón",), "Nón lá, đan lát", "chiếc", "", 250, (50, 150), "Lá nón, tre", "", "", english="Conical hat"),
    Good(("chiếu", "giỏ"), "Nón lá, đan lát", "chiếc", "", 900, (60, 260), "Cói, mây", "", "",
         english="Wickerwork"),
    Good(("đũa",), "Nón lá, đan lát", "bó", "", 300, (30, 120), "Gỗ", "", "", english="Wooden chopsticks"),
    Good(("thổ cẩm", "dệt"), "Dệt, thổ cẩm", "tấm", "", 450, (250, 650), "Sợi bông", "", "", english="Brocade"),
    Good(("hương", "tranh", "nhang"), "Quà lưu niệm", "hộp", "", 350, (60, 350), "", "", "", english="Keepsake"),
    Good(("sen đá", "bonsai", "mai cảnh"), "Sinh vật cảnh", "chậu", "", 1800, (80, 600), "", "", "", english="Plant"),
)  # fmt: skip

ANYTHING = Good((), "Món ăn địa phương", "gói", "500 g", 550, (50, 120))


def good_for(name: str) -> Good:
    """The kind of goods that a product of this name is: in Vietnamese the head noun comes first."""
    found = [(place, number) for number, good in enumerate(GOODS) if (place := good.place_in(name))]
    return GOODS[min(found)[1]] if found else ANYTHING
