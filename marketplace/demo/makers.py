"""Invented people behind invented booths. Booths that bear a real maker's name show nobody: nobody was asked."""

from __future__ import annotations

from random import Random

from marketplace.core import files
from marketplace.demo.illustrations import draw_portrait
from marketplace.demo.names import a_person_name
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.actions import MakerFacts, show_maker
from marketplace.domain.booths.models import Booth
from marketplace.domain.booths.queries import makers_of

_PARTS = (
    ("Làm hàng, nếm từng mẻ", "Makes the goods, tastes every batch", "Mẻ nào chưa ưng thì để nhà ăn.",
     "What is not good enough stays in our own kitchen."),
    ("Đi lấy nguyên liệu", "Fetches what we make it from", "Sáng nào cũng vào từng nhà, mua đúng giá bà con nói.",
     "Every morning from house to house, at the price people ask."),
    ("Đóng gói, trả lời khách", "Packs and answers you", "Hỏi gì cứ nhắn, tối muộn mới xem được.",
     "Write to me; I read it late in the evening."),
)  # fmt: skip


def show_sample_makers(booth: Booth, owner: Person, number: int) -> None:
    """Up to three people, the same for the same booth; some booths show nobody."""
    random = Random(f"makers:{number}")
    for place, (part, part_en, words, words_en) in enumerate(random.sample(_PARTS, random.randint(0, len(_PARTS)))):
        facts = MakerFacts(a_person_name(random), part, part_en, words, words_en)
        show_maker(booth, by=owner, facts=facts, agreed=True)
        portrait = draw_portrait(number * 10 + place)
        makers_of(booth)[-1].picture_key = files.keep(portrait.encode(), folder="booths", suffix="svg")
