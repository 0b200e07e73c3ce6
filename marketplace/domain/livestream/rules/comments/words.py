"""The words of those who buy by comment, folded: no marks, lower case. Teencode and the Central way of speaking too."""

from __future__ import annotations

import re


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


NUMBER_WORDS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10, "chuc": 10, "cap": 2, "doi": 2,
}  # fmt: skip
"""What a number is called; the rest of what these letters may mean is told apart by where they stand."""

WITH_MARKS = _set("một hai ba bốn tư năm lăm sáu bảy bẩy tám chín mười chục cặp đôi")

UNITS = _set(
    "hu hop goi bich tui chai lo cai kg ky ki kilo lit can thung bao xau chuc cay con phan set combo thanh banh mieng "
    "tam cuon lon binh gio bo"
)

WEIGHTS = _set("kg ky ki kilo lit can gam g ml l")

NUMBER_MARKS = _set("so mon sp ms ma stt no #")
"""What stands before the number of an item in the line-up."""

ADDRESS_MARKS = _set("thon xom to khom ap kiet ngo hem kdc doi duong khu ngach kp")
"""After these a number is of an address."""

ORDER_WORDS = _set("chot lay mua dat order oder od book ship gui them giu gom ck rinh hot quat hup")
"""What people say when they buy."""

QUESTION = re.compile(
    r"\?|\b(?:bao nhieu|bn tien|bn 1|bn the|nhieu tien|may tien|gia (?:\w+ ){0,4}(?:sao|the nao|bn|nhieu|bao nhieu)|"
    r"the nao|lam sao|"
    r"(?:co|con) (?:\w+ ){0,6}(?:khong|ko|k|hok|hong|hem|kg|hk)(?: (?:a|shop|vay|z|dzay|nhi|ah))*(?=$|,)|"
    r"(?:khong|ko|hok|hong) (?:shop|a|ah|vay|nhi|ban)$|o dau|bao gio|khi nao|bao lau|hoi (?:ti|chut|gia|xiu)|"
    r"hsd|han su dung|la gi|sao mua|mua sao|mua the nao|dat sao|inbox|ib gia|xin gia|cho xem|nhu nao|ntn)\b"
)

CANCEL = re.compile(
    r"\b(?:huy (?:don|giup|dum|cho|nha|nhe|di|ma|so|cf|mon|het)|cho (?:minh|em|m|e|chi|c|anh|a|toi)? ?huy|xin huy|"
    r"bo (?:don|giup|dum|nha|nhe|qua|di|mon|so|ra)|thoi (?:\w+ )?(?:bo|huy)|thoi (?:minh |em |m |e |chi |c )?"
    r"(?:khong|ko|k|hok|hong|hem)\b|(?:khong|ko|k|hok|hong|hem) (?:lay|mua|chot|dat) nua|"
    r"doi y|nham don|chot nham)|^huy\b|^(?:thoi )?bo$"
)

POLITE = _set(
    "shop oi nhe nha nhen nghen a ah ak voi em e minh m anh chi c ban b toi t co chu bac o ad admin dum giup cam on "
    "thanks tks ok oke oki hi hihi kk haha nua luon di cho duoc vs vo va them la thi ne hen gap don hoac "
    "sdt dt phone tel sd so dien thoai dchi dc dia ve tai ten"
)
"""Manners and small words, as they are typed without marks."""

WITH_MARKS_POLITE = _set(
    "ơi nhé ạ à với mình chị bạn cô chú bác giúp cảm ơn nữa luôn đi được vô và thêm là thì nè đơn hoặc số điện thoại "
    "địa chỉ về tại ở tên chốt lấy đặt gửi giữ sđt đc đt"
)
"""The same with their marks: `nhà` and `chợ` are of an address where `nha` and `cho` are not."""

EXPANDED = {
    "cafe": "ca phe", "caphe": "ca phe", "cf": "ca phe", "caffe": "ca phe", "coffee": "ca phe", "cfe": "ca phe",
    "nuocmam": "nuoc mam", "nc": "nuoc", "nmam": "nuoc mam", "hattieu": "hat tieu", "hotieu": "hat tieu",
    "chevang": "che vang", "khoaideo": "khoai deo", "muoiot": "muoi ot", "matong": "mat ong", "bunkho": "bun kho",
    "tinhbot": "tinh bot", "tbot": "tinh bot",
}  # fmt: skip
"""Joined and shortened names of what people here sell."""
