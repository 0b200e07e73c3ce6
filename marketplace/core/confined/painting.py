"""The inside of `core/pictures.py`, run by the child: pixels painted anew, so that nothing else survives.

The payload is a line of JSON (the `widths`, the width of the `master` or 0, and the frame: `turn`, `shape`, `focus`)
and then the file. The answer is a line of JSON and then the pictures.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

from marketplace.core.confined import Unfit

MOST_PIXELS = 25_000_000
# Its decoder keeps three canvases; more would not fit into the child's memory.
MOST_PIXELS_OF_WEBP = 12_500_000
MOST_UNEVEN = 20
_FORMATS = ("JPEG", "PNG", "WEBP")
_ORIENTATION = 0x0112
_LYING_DOWN = (5, 6, 7, 8)
_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
_SHAPES = {"square": (1, 1), "portrait": (4, 5)}
# Where the cut begins, in halves of what is cut off: across and down.
_FOCUS = {"centre": (1, 1), "top": (1, 0), "bottom": (1, 2), "left": (0, 1), "right": (2, 1)}


def paint(payload: bytes) -> bytes:
    """Every wanted width in WebP and JPEG; raise Unfit with `not-a-picture`, `too-large` or `moving`."""
    line, _newline, data = payload.partition(b"\n")
    wanted = json.loads(line)
    widths, master = wanted["widths"], wanted["master"]
    try:
        picture = _painted(_read(data, max(*widths, master)))
    except (Unfit, MemoryError):
        raise
    except Exception as fault:
        # Whatever a decoder stumbles over, it means the same to the person who sent the file.
        raise Unfit("not-a-picture") from fault
    kept = _as_webp(_narrowed(picture, master), quality=92) if master else b""
    return _written(_framed(picture, **wanted["frame"]), widths, kept)


def _framed(picture: Image.Image, turn: int, shape: str, focus: str) -> Image.Image:
    """The picture turned clockwise and then cut to a shape, as much of it as fits."""
    turned = picture.transpose(_TURNS[turn]) if turn else picture
    if not shape:
        return turned
    (across, down), (x, y) = _SHAPES[shape], _FOCUS[focus]
    width = min(turned.width, max(1, turned.height * across // down))
    height = min(turned.height, max(1, turned.width * down // across))
    left, top = (turned.width - width) * x // 2, (turned.height - height) * y // 2
    return turned.crop((left, top, left + width, top + height))


def _read(data: bytes, width: int) -> Image.Image:
    """The first frame, at most `width` wide, upright, in sRGB."""
    image = _opened(data)
    profile = image.info.get("icc_profile")
    upright = image.getexif().get(_ORIENTATION) not in _LYING_DOWN
    across, down = image.size if upright else image.size[::-1]
    box = (min(width, across), max(1, round(down * min(width, across) / across)))
    box = box if upright else (box[1], box[0])
    image.draft("RGB", box)
    small = _in_plain_colours(image).resize(box, Image.Resampling.LANCZOS, reducing_gap=3.0)
    return _in_srgb(ImageOps.exif_transpose(_with_alpha_or_not(small)), profile)


def _opened(data: bytes) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        image = Image.open(BytesIO(data), formats=_FORMATS)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Unfit("too-large") from None
    # A telephone's JPEG may carry a second picture for bright screens (MPO); that is no film.
    if image.format != "MPO" and getattr(image, "n_frames", 1) != 1:
        raise Unfit("moving")
    if image.format == "WEBP" and image.width * image.height > MOST_PIXELS_OF_WEBP:
        raise Unfit("too-large")
    if max(image.size) > MOST_UNEVEN * min(image.size):
        raise Unfit("not-a-picture")
    return image


def _in_plain_colours(image: Image.Image) -> Image.Image:
    """A mode that can be scaled, copied only where it must be: the picture is still at its full size."""
    if image.mode in ("L", "LA", "RGB", "RGBA"):
        return image
    if image.has_transparency_data:
        return image.convert("RGBA")
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value / 256).convert("L").convert("RGB")
    return image.convert("RGB")


def _with_alpha_or_not(image: Image.Image) -> Image.Image:
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if not profile or image.mode != "RGB":
        return image
    try:
        return ImageCms.profileToProfile(image, BytesIO(profile), ImageCms.createProfile("sRGB")) or image
    except (ImageCms.PyCMSError, OSError):
        return image


def _painted(image: Image.Image) -> Image.Image:
    """The pixels alone, on white: a new image has no metadata, comment or profile to pass on."""
    canvas = Image.new("RGB", image.size, "white")
    canvas.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
    return canvas


def _as_webp(picture: Image.Image, quality: int) -> bytes:
    file = BytesIO()
    picture.save(file, "webp", quality=quality)
    return file.getvalue()


def _written(picture: Image.Image, widths: Sequence[int], master: bytes) -> bytes:
    index: list[list[object]] = []
    blobs = [master]
    for width in sorted(widths):
        small = _narrowed(picture, width)
        for name, options in (("webp", {"quality": 80}), ("jpeg", {"quality": 82, "progressive": True})):
            file = BytesIO()
            small.save(file, name, **options)
            index.append([width, name, file.tell()])
            blobs.append(file.getvalue())
    head = {"width": picture.width, "height": picture.height, "master": len(master), "renditions": index}
    return json.dumps(head).encode() + b"\n" + b"".join(blobs)


def _narrowed(picture: Image.Image, width: int) -> Image.Image:
    if picture.width <= width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS)
