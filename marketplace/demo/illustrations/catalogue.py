"""Every kind of picture there is, and the hand that draws it."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.demo.illustrations import bottles, boxes, crafts, jars, larder, packets, produce
from marketplace.demo.illustrations.stage import Sketch

DRAWINGS: dict[str, Callable[[Sketch], str]] = {
    drawing.__name__: drawing
    for drawing in (
        *(packets.coffee_bag, packets.ground_coffee_pouch, packets.cereal_pouch, packets.pepper_pouch),
        *(
            packets.peanut_bag,
            packets.bean_bag,
            packets.rice_sack,
            packets.noodle_pack,
            packets.dried_fruit_pouch,
        ),
        *(packets.herb_pouch, packets.sweet_potato_strips, packets.salt_bag, packets.mushroom_pouch),
        *(packets.dried_shrimp, packets.dried_fish, packets.food_pouch),
        *(
            jars.honey_jar,
            jars.paste_jar,
            jars.shrimp_paste_jar,
            jars.pickle_jar,
            jars.chilli_jar,
        ),
        *(
            jars.jam_jar,
            jars.starch_jar,
            jars.white_starch_jar,
            jars.pepper_jar,
            jars.salt_jar,
        ),
        *(bottles.fish_sauce_bottle, bottles.oil_bottle, bottles.honey_bottle, bottles.spirit_bottle),
        *(bottles.wine_bottle, bottles.cleaner_bottle, bottles.shampoo_bottle, bottles.essential_oil_bottle),
        *(boxes.tea_box, boxes.teabag_box, boxes.extract_box, boxes.supplement_box, boxes.ginger_sweets),
        *(boxes.black_garlic, boxes.ginseng_box, boxes.incense, boxes.gift_hamper),
        *(produce.orange, produce.bananas, produce.pineapple, produce.watermelon, produce.passion_fruit),
        *(produce.fruit_basket, produce.bitter_melon, produce.chillies, produce.greens, produce.shallots),
        *(produce.taro, produce.pepper_string, produce.mushrooms, produce.fresh_garlic, produce.fresh_roots),
        *(produce.bonsai, produce.potted_flower, produce.woven_basket),
        *(larder.chicken, larder.fresh_meat, larder.eggs, larder.sausage, larder.fermented_pork),
        *(
            larder.seafood_tray,
            larder.banh_tet,
            larder.sesame_crackers,
            larder.rice_sheets,
            larder.leaf_cakes,
        ),
        *(larder.noodle_bowl, crafts.conical_hat, crafts.brocade, crafts.chopsticks, crafts.sedge_mat),
        *(crafts.rice_picture, crafts.soap, crafts.carved_wood, crafts.lacquer_tray, crafts.village_stay),
    )
}

KINDS: tuple[str, ...] = tuple(DRAWINGS)
