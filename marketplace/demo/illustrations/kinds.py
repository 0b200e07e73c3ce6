"""Which picture fits a product, read from its Vietnamese name.

The head noun comes first in Vietnamese, so the words found earliest decide and, at the same place, the longer
ones. Words written with marks match only with those marks (ném the shallot, nem the fermented pork); words
written without match either way.
"""

from __future__ import annotations

import re
import unicodedata

from marketplace.core.text import fold

WORDS: dict[str, tuple[str, ...]] = {
    "coffee_bag": ("ca phe", "coffee", "cafe", "arabica", "robusta"),
    "ground_coffee_pouch": (
        "ca phe bot",
        "ca phe+bot",
        "coffee+bot",
        "ca phe phin",
        "ca phe xay",
        "ca phe hoa tan",
    ),
    "cereal_pouch": ("ngu coc", "bot ngu coc", "bot dinh duong", "bot gao lut", "hat dinh duong", "bot"),
    "pepper_jar": ("tieu", "hat tieu", "ho tieu", "tieu so"),
    "peanut_bag": ("lac", "dau phong", "lac rang", "hat lac", "hat dieu", "mac ca"),
    "bean_bag": ("dau xanh", "dau den", "dau do", "dau nanh", "hat sen", "bap", "ngo"),
    "rice_sack": ("gao", "gạo lứt", "nep"),
    "noodle_pack": ("bun", "mien", "pho kho", "mi", "my soi", "banh da", "bánh tráng", "bun kho", "pho"),
    "noodle_bowl": ("bun hen", "bun bo", "banh canh", "chao", "chao canh", "chao bot", "sup"),
    "dried_fruit_pouch": ("chuoi say", "mit say", "trai cay say", "hoa qua say", "khoai mon say", "say deo"),
    "herb_pouch": (
        "che vang",
        "ca gai leo",
        "la voi",
        "la say",
        "duoc lieu",
        "thao duoc",
        "day thia canh",
        "rau ma say",
    ),
    "sweet_potato_strips": ("khoai deo", "khoai gieo", "khoai say", "khoai lang", "khoai xam"),
    "salt_jar": ("muoi", "muoi bien", "muoi ham"),
    "mushrooms": ("nam", "moc nhi", "nam moc nhi", "nam linh chi", "nam rom", "nam bao ngu"),
    "dried_shrimp": ("tom kho", "ruoc kho", "tom nom", "tep kho", "tôm rim"),
    "dried_fish": (
        "ca kho",
        "ca bom",
        "ca com",
        "kho ca",
        "muc kho",
        "muc mot nang",
        "ca mot nang",
        "dac san bien",
        "cá chỉ vàng",
        "muc rim",
    ),
    "honey_jar": ("mat ong", "phan hoa", "sua ong chua"),
    "paste_jar": ("bo dau", "bo lac", "bo dau phong", "bo me", "muoi lac", "muoi me", "cha bong", "chà bông"),
    "shrimp_paste_jar": ("ruoc", "ruoc bot", "mam", "mam ruoc", "mam tom", "mam nem", "mam ca"),
    "pickle_jar": (
        "mang",
        "ot dam",
        "ot ngam",
        "dua mon",
        "dua muoi",
        "cu kieu",
        "ca phao",
        "toi ngam",
        "dua cai",
        "cai muoi",
    ),
    "chilli_jar": ("sa te", "ot bot", "tuong ot", "ot chung", "tuong", "gia vi", "nuoc cham"),
    "jam_jar": ("mut", "mut chanh day", "siro", "nuoc cot"),
    "starch_jar": ("tinh bot nghe", "bot nghe", "vien nghe", "tinh nghe"),
    "white_starch_jar": ("tinh bot", "bot san day", "san day", "bot san", "bot gao", "bot nep", "bot loc"),
    "fish_sauce_bottle": ("nuoc mam", "nuoc tuong", "giấm"),
    "oil_bottle": ("dau lac", "dau me", "dau dua", "dau an", "dầu phộng", "dầu đậu phộng", "dau vung", "dầu"),
    "spirit_bottle": ("ruou", "ruou men la", "ruou gao"),
    "wine_bottle": ("ruou sim", "ruou vang", "ruou mo", "ruou nep cam"),
    "cleaner_bottle": ("nuoc lau", "nuoc rua", "nuoc giat", "tay rua"),
    "shampoo_bottle": ("dau goi", "sua tam", "dau xa", "gội"),
    "essential_oil_bottle": ("tinh dau", "dau tram", "dau xoa", "cao xoa"),
    "tea_box": ("trà", "che xanh", "che day"),
    "teabag_box": ("trà+tui loc", "tui loc"),
    "extract_box": ("cao ca gai leo", "cao che vang", "cao la", "cao duoc", "cao"),
    "supplement_box": ("thuc pham bao ve", "thuc pham chuc nang", "tpbvsk", "vien nang", "vien uong"),
    "ginger_sweets": ("mut gung", "gung say", "keo gung", "mut dua"),
    "black_garlic": ("toi den",),
    "ginseng_box": ("sam", "sam bo chinh", "dong trung"),
    "incense": ("hương", "nhang", "tram huong"),
    "gift_hamper": ("gio qua", "hop qua", "set qua", "combo", "qua tang", "qua tet"),
    "orange": ("cam", "quyt", "buoi", "chanh", "quất"),
    "bananas": ("chuoi",),
    "pineapple": ("dứa", "thơm", "trái thơm"),
    "watermelon": ("dua hau", "dua luoi"),
    "passion_fruit": ("chanh day", "chanh leo"),
    "fruit_basket": (
        "trai cay",
        "hoa qua",
        "oi",
        "mít",
        "sau rieng",
        "thanh long",
        "bo sap",
        "bơ",
        "mang cut",
        "vai",
        "xoai",
        "na",
    ),
    "bitter_melon": ("muop dang", "kho qua", "muop", "dua leo", "bí"),
    "chillies": ("ot",),
    "greens": ("rau", "cai", "xà lách", "hanh la", "rau sach", "mam rau", "rau ma"),
    "shallots": ("ném", "nén", "hành", "hanh tim", "kiệu"),
    "taro": ("khoai mon", "khoai tia", "khoai", "củ mài", "san"),
    "fresh_garlic": ("toi",),
    "fresh_roots": ("nghe", "gung", "riềng", "sả"),
    "bonsai": ("bonsai", "cay canh", "cay kieng", "mai", "mai vang", "tung la han"),
    "potted_flower": ("hoa", "lan", "hoa lan", "sen da", "hoa cuc"),
    "woven_basket": (
        "gio",
        "ro",
        "lang",
        "dan lat",
        "may tre",
        "may tre dan",
        "tui coi",
        "tui luc binh",
        "nia",
        "gùi",
    ),
    "chicken": ("gà", "vịt", "chim", "bo cau", "ngan", "ga cua", "ga doi"),
    "fresh_meat": ("thit", "thịt thỏ", "bò", "heo", "lợn", "de", "suon"),
    "eggs": ("trung", "trung ga", "trung vit"),
    "sausage": (
        "lap xuong",
        "xuc xich",
        "cha",
        "chả lụa",
        "gio lua",
        "giò",
        "thit gac bep",
        "bo kho",
        "thit kho",
    ),
    "fermented_pork": ("nem", "nem chua", "tre", "chả tôm"),
    "seafood_tray": ("tôm", "cá", "mực", "ghẹ", "cua bien", "hàu", "hai san", "ca loc", "ngao", "sò", "hến"),
    "banh_tet": ("banh tet", "banh chung", "banh u"),
    "sesame_crackers": (
        "banh me",
        "me xung",
        "mè xửng",
        "keo",
        "keo lac",
        "banh quy",
        "banh khoai",
        "banh in",
        "cu do",
    ),
    "rice_sheets": ("banh uot", "banh beo", "banh cuon", "banh bot loc", "banh xeo", "banh nam"),
    "leaf_cakes": ("banh", "banh it", "xoi", "che"),
    "conical_hat": ("non", "nón lá"),
    "brocade": (
        "det",
        "tho cam",
        "det tho cam",
        "khan",
        "vai tho cam",
        "ao dai",
        "ao",
        "tui vai",
        "tui tho cam",
    ),
    "chopsticks": ("dua go", "đũa", "dua tre"),
    "sedge_mat": ("chieu", "chieu coi", "tham coi"),
    "rice_picture": ("tranh", "tranh gao"),
    "soap": ("xa phong", "xa bong", "banh xa phong"),
    "carved_wood": ("go", "do go", "chen go", "bat go", "thia go", "muong", "thot"),
    "lacquer_tray": ("thu cong", "do luu niem", "gom", "moc khoa", "thiep", "quat", "do choi"),
    "village_stay": ("du lich", "tour", "homestay", "trai nghiem", "tham quan", "luu tru"),
}

BY_UNIT: dict[tuple[str, str], str] = {
    ("honey_jar", "chai"): "honey_bottle",
    ("pepper_jar", "gói"): "pepper_pouch",
    ("pepper_jar", "kg"): "pepper_string",
    ("salt_jar", "gói"): "salt_bag",
    ("salt_jar", "kg"): "salt_bag",
    ("mushrooms", "gói"): "mushroom_pouch",
    ("mushrooms", "hộp"): "mushroom_pouch",
    ("greens", "gói"): "food_pouch",
    ("seafood_tray", "gói"): "dried_fish",
    ("sweet_potato_strips", "kg"): "taro",
    ("starch_jar", "kg"): "fresh_roots",
}

UNKNOWN_BY_GROUP: dict[str, str] = {
    "Đồ uống": "tea_box",
    "Dược liệu và sản phẩm từ dược liệu": "herb_pouch",
    "Thủ công mỹ nghệ": "lacquer_tray",
    "Sinh vật cảnh": "potted_flower",
    "Du lịch": "village_stay",
}

UNKNOWN_BY_UNIT: dict[str, str] = {
    "chai": "fish_sauce_bottle",
    "hũ": "paste_jar",
    "gói": "food_pouch",
    "hộp": "supplement_box",
    "kg": "fruit_basket",
    "bó": "greens",
    "chục": "eggs",
    "đòn": "banh_tet",
    "cặp": "leaf_cakes",
    "suất": "village_stay",
}


def kind_of(product_name: str, group: str, unit: str) -> str:
    """The kind of picture for a product: by its words, else by its group, else by its unit."""
    kind = kind_by_words(product_name) or UNKNOWN_BY_GROUP.get(group) or UNKNOWN_BY_UNIT.get(unit, "woven_basket")
    return BY_UNIT.get((kind, unit), kind)


def kind_by_words(product_name: str) -> str | None:
    """The kind that the words of a name speak for, if any do."""
    marked = " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", product_name).casefold()))
    plain = fold(marked)
    found = [
        (at, -len(words), words == fold(words), kind)
        for kind, phrases in WORDS.items()
        for words in phrases
        if (at := _place(words, marked, plain)) >= 0
    ]
    return min(found)[3] if found else None


def _place(words: str, marked: str, plain: str) -> int:
    """Where the first of the words stands when all parts are there; otherwise less than nothing."""
    return min(f" {marked if part != fold(part) else plain} ".find(f" {part} ") for part in words.split("+"))
