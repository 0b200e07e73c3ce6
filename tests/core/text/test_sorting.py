import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.text import sort_key

# The order of ICU 78 (Intl.Collator("vi")).
ORDERED = (
    "a|A|à|ả|ã|á|ạ|ă|Ă|ằ|â|ậ|b|d|đ|Đ|e|ê|f|g|o|ô|ơ|u|ư|Ự|v|y|ý|z",
    "A Dơi|Ái Tử|Ba Đồn|Ba Lòng|Bắc Gianh|Bắc Trạch|Bến Hải|Bến Quan|Bố Trạch|Cam Lộ|Cồn Cỏ"
    "|Cồn Tiên|Cửa Tùng|Cửa Việt|Dân Hoá|Diên Sanh|Đakrông|Đông Hà|Đồng Hới|Đồng Lê|Khe Sanh|Kim Ngân"
    "|Lệ Ninh|Lệ Thuỷ|Lìa|Nam Ba Đồn|Ninh Châu|Tà Rụt|Tân Lập|Triệu Cơ|Trường Sơn|Tuyên Hoá|Vĩnh Linh",
    "hoa|Hoa|hoà|hoá|hòa|hóa|hoa quả|hoàn",
    "an|An|An Bình|anh|Ăn|Ân|Ơn|Út",
    "Gạo (5 kg)|Gạo 10 kg|Gạo 5 kg|Gạo ST25|Gạo-nếp|Gạo, nếp",
)


def test_letters_tones_and_capitals_come_in_the_order_of_the_dictionary():
    for line in ORDERED:
        keys = [sort_key(word) for word in line.split("|")]
        assert keys == sorted(set(keys))


@given(st.text(st.characters()))
def test_a_key_sorts_alike_in_every_database(text):
    assert set(sort_key(text)) <= set("0123456789")


@given(st.text("aăâdđeêoôơuưAĂĐ \u0300\u0301\u0323z1,"))
def test_both_spellings_have_one_key(text):
    assert sort_key(unicodedata.normalize("NFC", text)) == sort_key(unicodedata.normalize("NFD", text))
