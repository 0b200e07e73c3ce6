"""Comments as people write them under a live stream, and what each of them says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.domain.livestream.rules.comments import (
    Comment,
    KnownItem,
    comments_in,
    read_comment,
    read_comments,
)

KNOWN = (
    KnownItem(11, 1, "CF01", "Cà phê Khe Sanh", "250 g"),
    KnownItem(12, 2, "CF02", "Cà phê Khe Sanh", "500 g"),
    KnownItem(13, 3, "TC02", "Hạt tiêu Cùa"),
    KnownItem(14, 4, "NM05", "Nước mắm Cửa Việt", "500 ml"),
    KnownItem(15, 5, "CV03", "Cao chè vằng"),
    KnownItem(16, 6, "MO07", "Mật ong rừng Hướng Hóa"),
    KnownItem(17, 7, "KD04", "Khoai deo Hải Ninh"),
    KnownItem(18, 8, "TN09", "Tinh bột nghệ Liên Giang"),
)
NUMBERS = {item.variant_id: item.number for item in KNOWN}
PLACES = {
    name: frozenset(codes.split())
    for name, codes in {
        "cam lo": "c1", "khe sanh": "c2", "dong ha": "c3", "gio linh": "c4", "vinh linh": "c5", "huong hoa": "c6",
        "hai lang": "c7", "trieu phong": "c8", "dong hoi": "c9", "ba don": "c10", "le thuy": "c11",
        "cua viet": "c12", "cua tung": "c13", "lao bao": "c14", "dakrong": "c15", "cam chinh": "c1", "1": "c3 c16",
        "ho xa": "c5", "nam cua viet": "c17", "ai tu": "c18", "con tien": "c19", "hieu giang": "c20",
    }.items()
}  # fmt: skip
PINNED = 15

# What was written; the items as {number: how many}; the phone; the place; what is doubtful.
ORDERS = [
    # By code.
    ("chốt 2 CF01 0912345678 Lan Cam Lộ", {1: 2}, "0912345678", "c1", ""),
    ("Chốt 1 TC02 0905 123 456 Hương Đông Hà", {3: 1}, "0905123456", "c3", ""),
    ("chot 3 nm05 0385123456 Tuan Gio Linh", {4: 3}, "0385123456", "c4", ""),
    ("CF01 x2 0912.345.678 Lan Cam Lộ", {1: 2}, "0912345678", "c1", ""),
    ("CF01 x 2 0912-345-678 Lan, Cam Lộ", {1: 2}, "0912345678", "c1", ""),
    ("x2 CF01 0912345678 Lan Cam Lộ", {1: 2}, "0912345678", "c1", ""),
    ("2x CF01 0912345678 lan cam lo", {1: 2}, "0912345678", "c1", ""),
    ("cf 01 2 hộp 0912345678 Lan Cam Lộ", {1: 2}, "0912345678", "c1", ""),
    ("mã CF01 lấy 2 0912345678 Lan Cam Lộ", {1: 2}, "0912345678", "c1", ""),
    ("lấy cho mình 2 gói CF02 nhé 0912345678 Lan Cam Lộ", {2: 2}, "0912345678", "c1", ""),
    ("CF01: 2, 0912345678, Lan, Cam Lộ", {1: 2}, "0912345678", "c1", ""),
    ("CF01 - 2 - 0912345678 - Lan - Cam Lộ", {1: 2}, "0912345678", "c1", ""),
    ("Đặt CF01 số lượng 4 sđt 0912345678 Lan Cam Lộ", {1: 4}, "0912345678", "c1", ""),
    ("CF01 sl 4 dt 0912345678 Lan Cam Lộ", {1: 4}, "0912345678", "c1", ""),
    ("chốt CF01 0912345678 Lan Cam Lộ", {1: 1}, "0912345678", "c1", "quantity"),
    ("TNO9 1 hũ 0912345678 Lan Cam Lộ", {8: 1}, "0912345678", "c1", "code_nearly"),
    ("CF-01 2 gói 0912345678 Lan Cam Lộ", {1: 2}, "0912345678", "c1", ""),
    ("1cf01 0912345678 Lan Cam Lộ", {1: 1}, "0912345678", "c1", "code_nearly quantity"),
    # By the number in the line-up.
    ("chốt 2 số 3 0912345678 Lan Cam Lộ", {3: 2}, "0912345678", "c1", ""),
    ("số 3 2 gói 0912345678 Lan Cam Lộ", {3: 2}, "0912345678", "c1", ""),
    ("so 3 x2 0912345678 lan cam lo", {3: 2}, "0912345678", "c1", ""),
    ("món số 6 lấy 1 chai 0912345678 Lan Cam Lộ", {6: 1}, "0912345678", "c1", ""),
    ("sp 6 1 chai 0912345678 Lan Cam Lộ", {6: 1}, "0912345678", "c1", ""),
    ("sp6 1 chai 0912345678 Lan Cam Lộ", {6: 1}, "0912345678", "c1", ""),
    ("#6 1 chai 0912345678 Lan Cam Lộ", {6: 1}, "0912345678", "c1", ""),
    ("chốt mã số 6 1 chai 0912345678 Lan Cam Lộ", {6: 1}, "0912345678", "c1", ""),
    ("số ba hai gói 0912345678 Lan Cam Lộ", {3: 2}, "0912345678", "c1", ""),
    ("chốt số 3 0912345678 Lan Cam Lộ", {3: 1}, "0912345678", "c1", "quantity"),
    ("3x2 0912345678 Lan Cam Lộ", {3: 2}, "0912345678", "c1", "number_guessed"),
    ("em lấy số 5 3 hũ ạ 0912345678 Lan Cam Lộ", {5: 3}, "0912345678", "c1", ""),
    ("cho e 2 sô 3 0912345678 Lan Cam Lộ", {3: 2}, "0912345678", "c1", ""),
    # By name, with and without marks, joined, shortened, typed with the keyboard off.
    ("2 hũ mật ong 0912345678 Lan Cam Lộ", {6: 2}, "0912345678", "c1", ""),
    ("mat ong 2 chai 0912345678 Lan Cam Lo", {6: 2}, "0912345678", "c1", ""),
    ("matong 2 chai 0912345678 Lan Cam Lo", {6: 2}, "0912345678", "c1", ""),
    ("cho chị 2 gói hạt tiêu 0912345678 Lan Cam Lộ", {3: 2}, "0912345678", "c1", ""),
    ("2 tieu cua 0912345678 Lan Cam Lo", {3: 2}, "0912345678", "c1", ""),
    ("2 goi tieu 0912345678 Lan Cam Lo", {3: 2}, "0912345678", "c1", ""),
    ("lấy 1 chai nước mắm cửa việt 0912345678 Lan Cam Lộ", {4: 1}, "0912345678", "c1", ""),
    ("1 nuocmam 0912345678 Lan Cam Lo", {4: 1}, "0912345678", "c1", ""),
    ("1 chai nuowcs mawms 0912345678 Lan Cam Lo", {4: 1}, "0912345678", "c1", ""),
    ("3 cao chè vằng 0912345678 Lan Cam Lộ", {5: 3}, "0912345678", "c1", ""),
    ("che vang 3 hu 0912345678 Lan Cam Lo", {5: 3}, "0912345678", "c1", ""),
    ("khoai deo 5 gói 0912345678 Lan Cam Lộ", {7: 5}, "0912345678", "c1", ""),
    ("khoaideo 5 goi 0912345678 Lan Cam Lo", {7: 5}, "0912345678", "c1", ""),
    ("1 hũ tinh bột nghệ 0912345678 Lan Cam Lộ", {8: 1}, "0912345678", "c1", ""),
    ("2 nghệ 0912345678 Lan Cam Lộ", {8: 2}, "0912345678", "c1", ""),
    ("2 gói cà phê 0912345678 Lan Cam Lộ", {1: 2}, "0912345678", "c1", "which_item"),
    ("2 gói cà phê 500 g 0912345678 Lan Cam Lộ", {2: 2}, "0912345678", "c1", ""),
    ("2 cf khe sanh 250 g 0912345678 Lan Cam Lo", {1: 2}, "0912345678", "c1", ""),
    ("2 caphe 0912345678 Lan Cam Lo", {1: 2}, "0912345678", "c1", "which_item"),
    # Numbers in words.
    ("hai hũ mật ong 0912345678 Lan Cam Lộ", {6: 2}, "0912345678", "c1", ""),
    ("chốt ba CF01 0912345678 Lan Cam Lộ", {1: 3}, "0912345678", "c1", ""),
    ("cho mình một chai số 4 0912345678 Lan Cam Lộ", {4: 1}, "0912345678", "c1", ""),
    ("lay bon goi so 3 0912345678 Lan Cam Lo", {3: 4}, "0912345678", "c1", ""),
    ("năm gói hạt tiêu 0912345678 Lan Cam Lộ", {3: 5}, "0912345678", "c1", ""),
    ("cặp CF01 0912345678 Lan Cam Lộ", {1: 2}, "0912345678", "c1", ""),
    ("một chục gói khoai deo 0912345678 Lan Cam Lộ", {7: 10}, "0912345678", "c1", "many"),
    ("mười hũ số 5 0912345678 Lan Cam Lộ", {5: 10}, "0912345678", "c1", "many"),
    # Telephones as people write them.
    ("2 CF01 +84912345678 Lan Cam Lộ", {1: 2}, "0912345678", "c1", ""),
    ("2 CF01 +84 912 345 678 Lan Cam Lộ", {1: 2}, "0912345678", "c1", ""),
    ("2 CF01 84912345678 Lan Cam Lộ", {1: 2}, "0912345678", "c1", ""),
    ("2 CF01 (0912) 345 678 Lan Cam Lộ", {1: 2}, "0912345678", "c1", ""),
    ("2 CF01 09 12 34 56 78 Lan Cam Lộ", {1: 2}, "0912345678", "c1", ""),
    ("2 CF01 0912 34 5678 Lan Cam Lộ", {1: 2}, "0912345678", "c1", ""),
    ("2 CF01 0912 345678 Lan Cam Lộ", {1: 2}, "0912345678", "c1", ""),
    ("2 CF01 o912345678 Lan Cam Lộ", {1: 2}, "0912345678", "c1", ""),
    ("2 CF01 O912 345 67O Lan Cam Lộ", {1: 2}, "0912345670", "c1", ""),
    ("2 CF01 sdt:0912345678 Lan Cam Lộ", {1: 2}, "0912345678", "c1", ""),
    ("2 CF01 0912345678, Lan, Cam Lộ", {1: 2}, "0912345678", "c1", ""),
    ("2 CF01 0912345678.Lan Cam Lộ", {1: 2}, "0912345678", "c1", ""),
    ("0912345678 Lan Cam Lộ 2 CF01", {1: 2}, "0912345678", "c1", ""),
    ("0912345678 2 CF01 Lan Cam Lộ", {1: 2}, "0912345678", "c1", ""),
    ("2 CF01 0912345678 hoặc 0385123456 Lan Cam Lộ", {1: 2}, "0912345678", "c1", "many_phones"),
    ("2 CF01 091234567 Lan Cam Lộ", {1: 2}, None, "c1", "bad_phone"),
    ("2 CF01 09123456789 Lan Cam Lộ", {1: 2}, None, "c1", "bad_phone"),
    ("2 CF01 01234567890 Lan Cam Lộ", {1: 2}, None, "c1", "bad_phone"),
    ("chốt 2 CF01 Lan Cam Lộ", {1: 2}, None, "c1", "no_phone"),
    ("2 CF01 nha shop", {1: 2}, None, None, "no_phone no_place no_name"),
    # Several products in one comment.
    ("2 CF01 1 TC02 0912345678 Lan Cam Lộ", {1: 2, 3: 1}, "0912345678", "c1", ""),
    ("CF01 2 TC02 1 0912345678 Lan Cam Lộ", {1: 2, 3: 1}, "0912345678", "c1", ""),
    ("2 CF01, 1 TC02, 3 số 5 0912345678 Lan Cam Lộ", {1: 2, 3: 1, 5: 3}, "0912345678", "c1", ""),
    ("chốt 1 mật ong + 2 tiêu 0912345678 Lan Cam Lộ", {6: 1, 3: 2}, "0912345678", "c1", ""),
    ("số 1 và số 3 mỗi loại 0912345678 Lan Cam Lộ", {1: 1, 3: 1}, "0912345678", "c1", "quantity"),
    ("CF01 x2 & NM05 x1 0912345678 Lan Cam Lộ", {1: 2, 4: 1}, "0912345678", "c1", ""),
    ("hai hũ mật ong với một gói tiêu 0912345678 Lan Cam Lộ", {6: 2, 3: 1}, "0912345678", "c1", ""),
    ("số 3 2 gói, số 4 1 chai 0912345678 Lan Cam Lộ", {3: 2, 4: 1}, "0912345678", "c1", ""),
    ("CF01 CF01 2 gói 0912345678 Lan Cam Lộ", {1: 2}, "0912345678", "c1", ""),
    # What is pinned, when nothing is named.
    ("chốt 2 0912345678 Lan Cam Lộ", {5: 2}, "0912345678", "c1", "pinned"),
    ("chốt 0912345678 Lan Cam Lộ", {5: 1}, "0912345678", "c1", "pinned quantity"),
    ("cho mình 2 hũ 0912345678 Lan Cam Lộ", {5: 2}, "0912345678", "c1", "pinned"),
    ("+2 0912345678 Lan Cam Lộ", {5: 2}, "0912345678", "c1", "pinned"),
    ("lấy hai hũ nha 0912345678 Lan Cam Lộ", {5: 2}, "0912345678", "c1", "pinned"),
    # Places.
    ("2 CF01 0912345678 Lan, thôn 2, xã Cam Chính, Cam Lộ", {1: 2}, "0912345678", "c1", ""),
    ("2 CF01 0912345678 Lan 12 Lê Duẩn Đông Hà", {1: 2}, "0912345678", "c3", ""),
    ("2 CF01 0912345678 Lan kiệt 45 Hùng Vương tp Đông Hà", {1: 2}, "0912345678", "c3", ""),
    ("2 CF01 0912345678 Lan phường 1", {1: 2}, "0912345678", "c16", "which_place"),
    ("2 CF01 0912345678 Lan phường 1 Đông Hà", {1: 2}, "0912345678", "c3", ""),
    ("2 TC02 0912345678 chị Hoa Khe Sanh", {3: 2}, "0912345678", "c2", ""),
    ("2 CF01 0912345678 Hùng Đakrông", {1: 2}, "0912345678", "c15", ""),
    ("2 CF01 0912345678 Hùng dakrong", {1: 2}, "0912345678", "c15", ""),
    ("2 CF01 0912345678 Hùng Nam Cửa Việt", {1: 2}, "0912345678", "c17", ""),
    ("2 CF01 0912345678 Hùng ở Hồ Xá, Vĩnh Linh", {1: 2}, "0912345678", "c5", ""),
    ("2 CF01 0912345678 Lan", {1: 2}, "0912345678", None, "no_place"),
    ("2 CF01 0912345678 Lan Hà Nội", {1: 2}, "0912345678", None, "no_place"),
    ("2 CF01 0912345678", {1: 2}, "0912345678", None, "no_place no_name"),
    ("ship 2 CF01 về Ba Đồn 0912345678 Lan", {1: 2}, "0912345678", "c10", ""),
    # Teencode, courtesies, haste.
    ("ck 2 cf01 nhen shop oi 0912345678 lan cam lo", {1: 2}, "0912345678", "c1", ""),
    ("e lay 2 cf01 nha c 0912345678 Lan cam lo", {1: 2}, "0912345678", "c1", ""),
    ("CHỐT 2 CF01 0912345678 LAN CAM LỘ", {1: 2}, "0912345678", "c1", ""),
    ("chốt đơn 2 CF01 cho em ạ 0912345678 Lan Cam Lộ", {1: 2}, "0912345678", "c1", ""),
    ("oder 2 CF01 0912345678 Lan Cam Lộ", {1: 2}, "0912345678", "c1", ""),
    ("2hũ số 5 0912345678 Lan Cam Lộ", {5: 2}, "0912345678", "c1", ""),
    ("2goi CF01 0912345678 Lan Cam Lo", {1: 2}, "0912345678", "c1", ""),
    ("quất 2 CF01 0912345678 Lan Cam Lộ", {1: 2}, "0912345678", "c1", ""),
    ("2 ký tiêu 0912345678 Lan Cam Lộ", {3: 2}, "0912345678", "c1", "weight"),
    ("chốt 20 CF01 0912345678 Lan Cam Lộ", {1: 20}, "0912345678", "c1", "many"),
    ("còn CF01 không, còn thì lấy 2 0912345678 Lan Cam Lộ", {1: 2}, "0912345678", "c1", "question"),
]

NO_ORDERS = [
    ("CF01 bao nhiêu tiền vậy shop", "question"),
    ("gia cf01 bn vay", "question"),
    ("còn CF01 không ạ?", "question"),
    ("con ca phe ko shop", "question"),
    ("ship về Đông Hà bao nhiêu", "question"),
    ("hạn sử dụng đến khi nào vậy", "question"),
    ("mật ong này pha thế nào ạ", "question"),
    ("hsd bao lâu v shop", "question"),
    ("shop ở đâu vậy", "question"),
    ("mua sao shop ơi", "question"),
    ("có giao Cam Lộ không", "question"),
    ("thôi bỏ", "cancel"),
    ("thôi bỏ CF01 giúp mình", "cancel"),
    ("hủy đơn giúp em 0912345678", "cancel"),
    ("huy don nha shop", "cancel"),
    ("cho mình hủy nha", "cancel"),
    ("k lấy nữa nha shop", "cancel"),
    ("ko mua nua", "cancel"),
    ("thôi không lấy nữa", "cancel"),
    ("chốt nhầm rồi shop ơi", "cancel"),
    ("đẹp quá", "talk"),
    ("cà phê thơm lắm nha mọi người", "talk"),
    ("chào cả nhà", "talk"),
    ("ủng hộ các bạn trẻ Quảng Trị", "talk"),
    ("Tú Anh đã tham gia", "talk"),
    ("❤️❤️❤️", "talk"),
    ("hàng nhận rồi, rất ngon", "talk"),
]


@pytest.mark.parametrize(("words", "items", "phone", "place", "doubts"), ORDERS, ids=[each[0] for each in ORDERS])
def test_an_order_is_read_from_a_comment(words, items, phone, place, doubts):
    heard = read_comment(Comment("", words), KNOWN, PLACES, pinned=PINNED)
    said = {NUMBERS[item.variant_id]: item.quantity for item in heard.items}
    shown = heard.phone and "0" + heard.phone.removeprefix("+84")
    assert (heard.kind, said, shown, heard.commune_code) == ("order", items, phone, place)
    assert set(heard.doubts) == set(doubts.split())


@pytest.mark.parametrize(("words", "kind"), NO_ORDERS, ids=[each[0] for each in NO_ORDERS])
def test_what_is_no_order_is_not_taken_for_one(words, kind):
    assert read_comment(Comment("", words), KNOWN, PLACES, pinned=PINNED).kind == kind


def test_there_are_enough_ways_of_writing_in_this_list():
    assert len(ORDERS) + len(NO_ORDERS) >= 120


COPIED_PAGE = """
Lan Nguyễn
chốt 2 CF01 0912345678 Lan Cam Lộ
Thích
Trả lời
2 phút
Fan cứng
Đạt Trần
giá sao vậy shop
Thích
Phản hồi
1 giờ
"""


def test_a_copied_page_is_taken_apart_into_who_wrote_what():
    assert comments_in(COPIED_PAGE) == [
        Comment("Lan Nguyễn", "chốt 2 CF01 0912345678 Lan Cam Lộ"), Comment("Đạt Trần", "giá sao vậy shop")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "author", "words"),
    [
        ("Lan Nguyễn: chốt 2 CF01", "Lan Nguyễn", "chốt 2 CF01"),
        ("Lan Nguyễn\tchốt 2 CF01", "Lan Nguyễn", "chốt 2 CF01"),
        ("20:15 Lan Nguyễn: chốt 2 CF01", "Lan Nguyễn", "chốt 2 CF01"),
        ("lan_nguyen99: chốt 2 CF01", "lan_nguyen99", "chốt 2 CF01"),
        ("chốt 2 CF01, sđt: 0912345678", "", "chốt 2 CF01, sđt: 0912345678"),
        ("sđt: 0912345678", "", "sđt: 0912345678"),
        ("Đạt: 2 CF01", "Đạt", "2 CF01"),
    ],
)
def test_a_line_may_say_who_wrote_it(line, author, words):
    assert comments_in(line) == [Comment(author, words)]


def test_goods_in_one_comment_and_the_telephone_in_the_next_are_one_order():
    said = [Comment("Lan", "chốt 2 CF01"), Comment("Hoa", "đẹp quá"), Comment("Lan", "0912345678 Cam Lộ")]
    order, talk = read_comments(said, KNOWN, PLACES, pinned=PINNED)
    assert (order.kind, order.phone, order.items[0].variant_id, order.items[0].quantity) == (
        "order", "+84912345678", 11, 2
    )  # fmt: skip
    assert order.doubts == ()
    assert talk.kind == "talk"


def test_a_telephone_of_somebody_else_is_not_joined_to_an_order():
    said = [Comment("Lan", "chốt 2 CF01"), Comment("Hoa", "0912345678 Cam Lộ")]
    assert [heard.phone for heard in read_comments(said, KNOWN, PLACES)] == [None, "+84912345678"]


@settings(max_examples=300)
@given(st.text(max_size=120))
def test_whatever_is_pasted_is_read_without_a_fault(text):
    for heard in read_comments(comments_in(text), KNOWN, PLACES, pinned=PINNED):
        assert heard.kind in ("order", "cancel", "question", "talk")
        assert all(0 < item.quantity < 100 for item in heard.items)
