"""Photos are put in order, turned and cut; the whole picture stays, private, so that nothing wears off."""

from io import BytesIO

import pytest
from PIL import Image

from marketplace.core import files
from marketplace.core.pictures import Frame
from marketplace.domain.booths.errors import BoothNotThere
from marketplace.domain.catalog import actions, errors, queries
from marketplace.domain.catalog.models import Photo
from tests.people import on_sale

RED, BLUE, GREEN = (220, 30, 30), (30, 30, 220), (30, 160, 30)


@pytest.fixture
def product(booth):
    return on_sale(booth).product


def a_photo_file(size=(1200, 600), *, left=RED, right=BLUE):
    image = Image.new("RGB", size, left)
    image.paste(right, (size[0] // 2, 0, *size))
    file = BytesIO()
    image.save(file, "JPEG", quality=95)
    return file.getvalue()


def shown(photo, width=360):
    return Image.open(BytesIO(files.read(f"{photo.key}-{width}.webp"))).convert("RGB")


def near(colour, other):
    return all(abs(one - two) < 30 for one, two in zip(colour, other, strict=True))


def order_of(product):
    return [photo.id for photo in queries.photos_of(product)]


def test_photos_move_one_place_and_the_first_is_the_cover(product, minh):
    one, two, three = (actions.add_photo(product, by=minh, data=a_photo_file()) for _ in range(3))
    actions.move_photo(three, by=minh, step=-1)
    assert order_of(product) == [one.id, three.id, two.id]
    actions.move_photo(one, by=minh, step=1)
    assert order_of(product) == [three.id, one.id, two.id]
    assert three.key in queries.covers_of([product.id], 180)[product.id]
    actions.move_photo(three, by=minh, step=-1)
    actions.move_photo(two, by=minh, step=1)
    assert order_of(product) == [three.id, one.id, two.id]


def test_a_turned_photo_is_turned_clockwise_and_its_sizes_follow(product, minh):
    photo = actions.add_photo(product, by=minh, data=a_photo_file())
    actions.frame_photo(photo, by=minh, frame=Frame(turn=90))
    assert (photo.width, photo.height) == (1000, 2000) or photo.width < photo.height
    image = shown(photo)
    assert near(image.getpixel((image.width // 2, 5)), RED)
    assert near(image.getpixel((image.width // 2, image.height - 5)), BLUE)


@pytest.mark.parametrize(
    ("frame", "ratio", "colours"),
    [
        (Frame(shape="square", focus="left"), 1, (RED, RED)),
        (Frame(shape="square", focus="right"), 1, (BLUE, BLUE)),
        (Frame(shape="square", focus="centre"), 1, (RED, BLUE)),
        (Frame(shape="portrait", focus="right"), 4 / 5, (BLUE, BLUE)),
        (Frame(turn=90, shape="square", focus="top"), 1, (RED, RED)),
        (Frame(turn=180), 2, (BLUE, RED)),
    ],
)
def test_a_cut_photo_keeps_the_part_that_was_asked_for(product, minh, frame, ratio, colours):
    photo = actions.add_photo(product, by=minh, data=a_photo_file())
    actions.frame_photo(photo, by=minh, frame=frame)
    image = shown(photo)
    assert abs(image.width / image.height - ratio) < 0.02
    assert near(image.getpixel((5, image.height // 2)), colours[0])
    assert near(image.getpixel((image.width - 5, image.height // 2)), colours[1])


def test_turning_four_times_is_the_first_picture_again(product, minh):
    photo = actions.add_photo(product, by=minh, data=a_photo_file())
    first, master = shown(photo).tobytes(), files.read(photo.master_key)
    for turn in (90, 180, 270):
        actions.frame_photo(photo, by=minh, frame=Frame(turn=turn, shape="square"))
    actions.frame_photo(photo, by=minh, frame=Frame())
    again = shown(photo).tobytes()
    assert sum(abs(one - two) for one, two in zip(first, again, strict=True)) / len(first) < 3
    assert files.read(photo.master_key) == master


def test_what_was_shown_before_is_gone_and_the_whole_picture_goes_with_the_photo(product, minh):
    photo = actions.add_photo(product, by=minh, data=a_photo_file())
    old, master = f"{photo.key}-360.webp", photo.master_key
    actions.frame_photo(photo, by=minh, frame=Frame(turn=90))
    with pytest.raises(FileNotFoundError):
        files.read(old)
    actions.remove_photo(photo, by=minh)
    with pytest.raises(FileNotFoundError):
        files.read(master)


def test_the_whole_picture_is_not_to_be_had_by_shoppers(client, product, minh):
    photo = actions.add_photo(product, by=minh, data=a_photo_file())
    assert client.get(f"/media/{photo.key}-360.webp").status_code == 200
    assert client.get(f"/media/{photo.master_key}").status_code == 404


def test_a_photo_from_before_whole_ones_were_kept_is_turned_from_its_widest(product, minh):
    photo = actions.add_photo(product, by=minh, data=a_photo_file())
    files.drop(photo.master_key)
    photo.master_key = ""
    actions.frame_photo(photo, by=minh, frame=Frame(turn=270))
    assert photo.master_key
    image = shown(photo)
    assert near(image.getpixel((image.width // 2, 5)), BLUE)


def test_a_drawing_is_not_turned(product, minh):
    drawing = actions.attach_illustration(product, by=minh, svg="<svg xmlns='http://www.w3.org/2000/svg'/>", alt="Hũ")
    with pytest.raises(errors.DrawingStays):
        actions.frame_photo(drawing, by=minh, frame=Frame(turn=90))


def test_strangers_neither_turn_nor_move_nor_describe(product, minh, hoa):
    photo = actions.add_photo(product, by=minh, data=a_photo_file())
    with pytest.raises(BoothNotThere):
        actions.frame_photo(photo, by=hoa, frame=Frame(turn=90))
    with pytest.raises(BoothNotThere):
        actions.move_photo(photo, by=hoa, step=1)
    with pytest.raises(BoothNotThere):
        actions.describe_photo(photo, by=hoa, alt="x")


def test_a_description_is_kept_in_one_line(product, minh):
    photo = actions.add_photo(product, by=minh, data=a_photo_file())
    actions.describe_photo(photo, by=minh, alt="  Hũ mắm\nnhìn từ trên ")
    assert photo.alt == "Hũ mắm nhìn từ trên"
    assert isinstance(photo, Photo)
