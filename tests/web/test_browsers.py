"""A browser is named as its owner knows it."""

import pytest

from marketplace.web.browsers import browser_name

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
ANDROID = "Mozilla/5.0 (Linux; Android 13; SM-A145F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (f"{ANDROID} Safari/537.36", "Chrome, Android"),
        (f"{ANDROID} Safari/537.36 musical_ly_2023 BytedanceWebview/d8a21c6", "TikTok, Android"),
        (f"{IPHONE} Mobile/15E148 Zalo iOS/603", "Zalo, iPhone"),
        (f"{IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/466]", "Facebook, iPhone"),
        (f"{IPHONE} Version/17.5 Mobile/15E148 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge, Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) coc_coc_browser/126 Chrome/120.0 Safari/537.36", "Cốc Cốc, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox, Linux"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_a_browser_is_named_as_its_owner_knows_it(said, name):
    assert browser_name(said) == name
