"""After signing in one goes on to a page of this market, and to no other, however it is spelled."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.web.onward import local_path

FOREIGN = [
    "http://evil.example", "https://evil.example/account", "HTTP://EVIL.EXAMPLE", "//evil.example",
    "///evil.example", "////evil.example", "/\\evil.example", "\\\\evil.example", "\\/evil.example",
    "/\\/evil.example", "//evil.example/%2e%2e", "//evil.example\\@localhost", "//localhost@evil.example",
    "http:evil.example", "http:/evil.example", "http:///evil.example", "https:evil.example", "javascript:alert(1)",
    "JaVaScRiPt:alert(1)", "javascript://localhost/%0aalert(1)", "data:text/html,<script>alert(1)</script>",
    "vbscript:x", "file:///etc/passwd", "ftp://evil.example", "mailto:a@evil.example", "/\tevil.example/",
    "/\t/evil.example", "/\n/evil.example", "/\r/evil.example", "\t//evil.example", "\n//evil.example",
    " //evil.example", "\x00//evil.example", "/\x00/evil.example", "\x0b//evil.example", "\x0c//evil.example",
    "\u00a0//evil.example", "\u2028//evil.example", "\ufeff//evil.example", "／／evil.example", "/／evil.example",
    "〳evil.example", "/\u2215evil.example", "/\u200b/evil.example", "evil.example", "www.evil.example", "./evil",
    "../evil", "?next=//evil.example", "#//evil.example", "@evil.example", ":80", "/账户", "/é", "http://[::1]",
    "//[::1]/", "http://127.0.0.1.evil.example", "//evil%E3%80%82example", "/account\r\nSet-Cookie: a=b",
    "/account\nLocation: //evil.example", "", " ", "/" + "a" * 2000,
]  # fmt: skip

LOCAL = [
    "/",
    "/account",
    "/en/account/orders?page=2",
    "/search?q=c%C3%A0+ph%C3%AA",
    "/checkout#who",
    "/l/abc?x=http://y",
]


@pytest.mark.parametrize("text", [None, *FOREIGN])
def test_a_way_that_leads_elsewhere_is_no_way(text):
    assert local_path(text) is None


def test_sixty_spellings_are_tried():
    assert len(set(FOREIGN)) >= 60


@pytest.mark.parametrize("text", LOCAL)
def test_a_page_of_ours_is_kept(text):
    assert local_path(text) == text


@given(st.one_of(st.text(), st.text(alphabet="/\\:@.?#%aehtp\t\n "), st.from_regex(r"/[^\s]*", fullmatch=True)))
def test_nothing_that_passes_names_a_host(text):
    path = local_path(text)
    if path is not None:
        assert urlsplit(path).netloc == ""
        assert path[0] == "/"
        assert path[1:2] not in ("/", "\\")
