"""What machines read of public pages has what search engines require of each kind, and what they recommend."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import pytest

from marketplace.domain.livestream.actions import schedule_campaign
from marketplace.domain.search.actions import reindex_all
from tests.domain.livestream.stage import a_broadcast, a_campaign
from tests.domain.reviews.stage import reviewed
from tests.people import a_booth, on_sale

# The properties that make a node of each kind valid, and those it should have.
REQUIRED = {
    "WebSite": {"name", "url", "potentialAction"},
    "SearchAction": {"target", "query-input"},
    "Product": {"name", "image", "offers"},
    "Offer": {"price", "priceCurrency", "availability"},
    "AggregateRating": {"ratingValue", "reviewCount"},
    "Review": {"author", "reviewRating"},
    "Rating": {"ratingValue"},
    "Person": {"name"},
    "Brand": {"name"},
    "Organization": {"name"},
    "PostalAddress": {"addressCountry"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "BroadcastEvent": {"name", "startDate", "location", "isLiveBroadcast"},
    "VirtualLocation": {"url"},
    "MerchantReturnPolicy": {"applicableCountry", "returnPolicyCategory", "merchantReturnDays"},
}
RECOMMENDED = {
    "Product": {"description", "url", "brand", "category"},
    "Offer": {"url", "itemCondition", "seller", "sku", "hasMerchantReturnPolicy"},
    "AggregateRating": {"bestRating", "worstRating"},
    "Review": {"datePublished"},
    "BroadcastEvent": {"endDate", "eventStatus", "eventAttendanceMode", "image", "description", "organizer", "url"},
    "MerchantReturnPolicy": {"returnMethod", "merchantReturnLink"},
}
ADDRESSES = {"url", "item", "image", "logo", "merchantReturnLink"}
WORDS = {
    "availability": {"InStock", "OutOfStock"},
    "itemCondition": {"NewCondition"},
    "eventStatus": {"EventScheduled", "EventCancelled"},
    "eventAttendanceMode": {"OnlineEventAttendanceMode"},
    "returnPolicyCategory": {"MerchantReturnFiniteReturnWindow"},
    "returnMethod": {"ReturnByMail"},
}


def nodes_of(page: str) -> list[dict[str, Any]]:
    """Every node of every block of linked data on a page."""
    found: list[dict[str, Any]] = []
    for block in re.findall(r'ld\+json">(.*?)</script>', page, re.S):
        data = json.loads(block)
        assert data["@context"] == "https://schema.org"
        _gather(data, found)
    return found


def _gather(value: Any, found: list[dict[str, Any]]) -> None:
    if isinstance(value, list):
        for each in value:
            _gather(each, found)
    elif isinstance(value, dict):
        if "@type" in value:
            found.append(value)
        for each in value.values():
            _gather(each, found)


def faults_of(node: dict[str, Any]) -> list[str]:
    kind = node["@type"]
    if kind not in REQUIRED:
        return [f"{kind} is a kind that no rule here knows"]
    wanted = REQUIRED[kind] | RECOMMENDED.get(kind, set())
    faults = [f"{kind} has no {name}" for name in sorted(wanted) if node.get(name) in (None, "", [])]
    for name in ADDRESSES & set(node):
        addresses = node[name] if isinstance(node[name], list) else [node[name]]
        faults += [f"{kind}.{name} is no whole address: {each}" for each in addresses if not urlsplit(each).scheme]
    for name, words in WORDS.items():
        if name in node and node[name].removeprefix("https://schema.org/") not in words:
            faults.append(f"{kind}.{name} is no word of schema.org: {node[name]}")
    return faults + _faults_of_values(kind, node)


def _faults_of_values(kind: str, node: dict[str, Any]) -> list[str]:
    faults = []
    if kind == "Offer" and not (
        isinstance(node["price"], int) and node["price"] > 0 and node["priceCurrency"] == "VND"
    ):
        faults.append("an offer costs no đồng")
    if kind == "AggregateRating" and not (1 <= node["ratingValue"] <= 5 and node["reviewCount"] >= 3):
        faults.append("a rating of too few, or outside its scale")
    if kind == "BreadcrumbList":
        places = [each["position"] for each in node["itemListElement"]]
        faults += [] if places == list(range(1, len(places) + 1)) and places else ["a trail with a gap"]
    if kind == "BroadcastEvent" and datetime.fromisoformat(node["startDate"]) >= datetime.fromisoformat(
        node["endDate"]
    ):
        faults.append("a broadcast ends before it begins")
    return faults


@pytest.fixture
def shop(app):
    """A product with reviews and one without anything, in a booth."""
    booth = a_booth(slug="khe-sanh", name="HTX Khe Sanh", story="Dòng một.")
    pepper = on_sale(booth, name="Hạt tiêu Cùa", slug="tieu", summary="Tiêu sọ.", stock=50)
    on_sale(booth, name="Hết rồi", slug="het-roi", stock=0)
    for _each in range(3):
        reviewed(pepper)
    reindex_all()
    return pepper


def a_shown_campaign(ngoc):
    campaign = a_campaign(ngoc)
    a_broadcast(campaign, ngoc)
    schedule_campaign(campaign, by=ngoc)
    return campaign


PAGES = ["/", "/categories/thuc-pham", "/products/tieu", "/products/het-roi", "/booths/khe-sanh"]


@pytest.mark.parametrize("root", ["", "/en"])
@pytest.mark.parametrize("path", PAGES)
def test_linked_data_has_what_each_kind_needs(client, shop, path, root):
    nodes = nodes_of(client.get(root + path).text)
    assert nodes
    assert [fault for node in nodes for fault in faults_of(node)] == []


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("/", {"WebSite", "Organization"}),
        ("/products/tieu", {"Product", "Offer", "AggregateRating", "Review", "BreadcrumbList", "Organization"}),
        ("/booths/khe-sanh", {"Organization", "PostalAddress", "BreadcrumbList"}),
        ("/categories/thuc-pham", {"BreadcrumbList"}),
    ],
)
def test_each_page_tells_what_it_is(client, shop, path, kinds):
    assert kinds <= {node["@type"] for node in nodes_of(client.get(path).text)}


def test_a_broadcast_is_an_event_that_is_watched_on_line(client, ngoc):
    campaign = a_shown_campaign(ngoc)
    for root in ("", "/en"):
        nodes = nodes_of(client.get(f"{root}/live/{campaign.slug}").text)
        assert "BroadcastEvent" in {node["@type"] for node in nodes}
        assert [fault for node in nodes for fault in faults_of(node)] == []


def test_pictures_named_for_machines_are_there(client, shop):
    for path in ("/products/tieu", "/booths/khe-sanh", "/"):
        for node in nodes_of(client.get(path).text):
            for name in {"image", "logo"} & set(node):
                for address in node[name] if isinstance(node[name], list) else [node[name]]:
                    answer = client.get(urlsplit(address).path)
                    assert answer.status_code == 200, address
                    assert answer.mimetype.startswith("image/")
                    answer.close()


@pytest.mark.parametrize("root", ["", "/en"])
def test_a_product_and_a_campaign_have_a_picture_to_share(client, shop, ngoc, root):
    campaign = a_shown_campaign(ngoc)
    for path in ("/products/tieu", f"/live/{campaign.slug}"):
        page = client.get(root + path).text
        told = dict(re.findall(r'<meta property="(og:[a-z:]+)" content="([^"]*)">', page))
        assert {"og:type", "og:title", "og:url", "og:image", "og:image:width", "og:image:height"} <= set(told), path
        picture = client.get(urlsplit(told["og:image"]).path)
        assert picture.mimetype == "image/png"
        assert picture.data[16:24] == bytes.fromhex("000004b000000276")  # 1200 × 630, in the head of every PNG


def test_a_rating_of_two_is_told_to_nobody(client):
    pepper = on_sale(a_booth(), slug="hai", stock=9)
    for _each in range(2):
        reviewed(pepper)
    assert "AggregateRating" not in {node["@type"] for node in nodes_of(client.get("/products/hai").text)}


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("Offer", {"price": 0}),
        ("Offer", {"availability": "yes"}),
        ("Product", {"image": []}),
        ("Offer", {"seller": None}),
    ],
)
def test_the_rules_see_what_is_wrong(client, shop, kind, change):
    node = next(each for each in nodes_of(client.get("/products/tieu").text) if each["@type"] == kind)
    assert faults_of(node) == []
    assert faults_of(node | change)
