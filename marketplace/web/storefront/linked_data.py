"""What machines read on public pages: JSON-LD in the words of schema.org."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import url_for

from marketplace.core import clock
from marketplace.core.assets import asset_url
from marketplace.core.bilingual import told
from marketplace.core.language import gettext as _
from marketplace.core.language import language, public_url
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product
from marketplace.domain.catalog.queries import photo_url
from marketplace.domain.livestream.models import Broadcast, Campaign
from marketplace.domain.returns.rules import USUAL
from marketplace.domain.reviews.queries import Voice, Voices
from marketplace.domain.search.queries import Card, Form
from marketplace.web.storefront.presenting import booth_picture

CONTEXT = "https://schema.org"
MARKET = "Gian Hàng"
Data = dict[str, Any]


def absolute(path: str) -> str:
    """The public address of a path that `url_for` made, which carries the language already."""
    return public_url(path)


def home_data() -> Data:
    """The market, who it is, and its search."""
    target = absolute(url_for("storefront.list_search_results")) + "?q={search_term_string}"
    action = {"@type": "SearchAction", "target": target, "query-input": "required name=search_term_string"}
    site = absolute(url_for("storefront.show_home"))
    web = {"@type": "WebSite", "name": MARKET, "url": site, "inLanguage": language(), "potentialAction": action}
    who = {"@type": "Organization", "name": MARKET, "url": site, "logo": absolute(asset_url("img/icon-512.png"))}
    return {"@context": CONTEXT, "@graph": [web, who]}


def trail_data(steps: list[tuple[str, str]]) -> Data:
    """Where a page stands: names and paths, the first page left out."""
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": absolute(path)}
        for place, (name, path) in enumerate(steps, start=1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def booth_data(booth: Booth, path: str, voices: Voices) -> Data:
    """Who runs a booth, and what buyers say of it once there are enough of them."""
    address = {
        "@type": "PostalAddress", "streetAddress": booth.legal_address, "addressLocality": booth.commune.full_name,
        "addressRegion": booth.commune.province.name, "addressCountry": "VN",
    }  # fmt: skip
    data: Data = {
        "@type": "Organization", "name": booth.name, "legalName": booth.legal_name, "url": absolute(path),
        "address": address, "telephone": booth.phone, "email": booth.email,
        "image": absolute(booth_picture(booth.portrait_key, 360)),
    }  # fmt: skip
    trail = trail_data([(str(_("Các gian hàng")), url_for("storefront.list_booths")), (booth.name, path)])
    trail.pop("@context")
    return {"@context": CONTEXT, "@graph": [data | (_opinions(voices) if voices.tally.is_told else {}), trail]}


def product_data(product: Product, card: Card, voices: Voices) -> Data:
    """A product, what it costs now, who sells it, and what buyers say once there are enough of them."""
    path = url_for("storefront.show_product", slug=product.slug)
    shelf = url_for("storefront.show_category", slug=product.category.slug)
    trail = trail_data([(told(product.category), shelf), (told(product), path)])
    data: Data = {
        "@type": "Product", "name": told(product), "url": absolute(path), "category": told(product.category),
        "description": told(product, "summary") or told(product, "description")[:300] or told(product),
        "countryOfOrigin": "VN", "brand": {"@type": "Brand", "name": product.booth.name},
        "offers": [_offer(form, product, path) for form in card.forms],
    }  # fmt: skip
    photos = [absolute(photo_url(photo, 1080)) for photo in product.photos]
    # Without a photo of its own the drawn picture with its name stands for it: search engines want one.
    data["image"] = photos or [f"{absolute(path)}/share.png"]
    if voices.tally.is_told:
        data |= _opinions(voices)
    trail.pop("@context")
    return {"@context": CONTEXT, "@graph": [data, trail]}


def broadcasts_data(campaign: Campaign, broadcasts: Iterable[Broadcast], path: str) -> Data:
    """A livestream programme: each of its broadcasts as an event that is watched on line."""
    return {"@context": CONTEXT, "@graph": [_broadcast(campaign, each, path) for each in broadcasts]}


def _broadcast(campaign: Campaign, broadcast: Broadcast, path: str) -> Data:
    address = absolute(path)
    return {
        "@type": "BroadcastEvent", "name": f"{told(campaign)}: {broadcast.title}", "url": address,
        "image": f"{address}/share.png", "isLiveBroadcast": broadcast.state == "live",
        "startDate": broadcast.starts_at.isoformat(), "endDate": broadcast.ends_at.isoformat(),
        "eventStatus": f"{CONTEXT}/{'EventCancelled' if broadcast.state == 'cancelled' else 'EventScheduled'}",
        "description": told(campaign, "summary") or told(campaign),
        "eventAttendanceMode": f"{CONTEXT}/OnlineEventAttendanceMode",
        "location": {"@type": "VirtualLocation", "url": broadcast.url or address},
        "organizer": {"@type": "Organization", "name": MARKET, "url": absolute(url_for("storefront.show_home"))},
        "inLanguage": "vi",
    }  # fmt: skip


def _opinions(voices: Voices) -> Data:
    whole: Data = {
        "@type": "AggregateRating", "ratingValue": voices.tally.mean, "reviewCount": voices.tally.count,
        "bestRating": 5, "worstRating": 1,
    }  # fmt: skip
    return {"aggregateRating": whole, "review": [_review(each) for each in voices.reviews]}


def _review(voice: Voice) -> Data:
    data: Data = {
        "@type": "Review", "datePublished": clock.local_day(voice.at).isoformat(),
        "author": {"@type": "Person", "name": voice.signed or str(_("Người mua"))},
        "reviewRating": {"@type": "Rating", "ratingValue": voice.stars, "bestRating": 5, "worstRating": 1},
    }  # fmt: skip
    return data | ({"reviewBody": voice.text} if voice.text else {})


def _return_policy() -> Data:
    """What the law and the market grant everywhere: wrong, damaged or not as described goods go back."""
    return {
        "@type": "MerchantReturnPolicy", "applicableCountry": "VN", "merchantReturnDays": USUAL.days,
        "returnPolicyCategory": f"{CONTEXT}/MerchantReturnFiniteReturnWindow",
        "returnMethod": f"{CONTEXT}/ReturnByMail",
        "merchantReturnLink": absolute(url_for("storefront.show_page", slug="returns")),
    }  # fmt: skip


def _offer(form: Form, product: Product, path: str) -> Data:
    offer = {
        "@type": "Offer", "sku": form.sku, "price": form.price.price, "priceCurrency": "VND",
        "availability": f"{CONTEXT}/{'InStock' if form.left > 0 else 'OutOfStock'}", "url": absolute(path),
        "itemCondition": f"{CONTEXT}/NewCondition",
        "seller": {"@type": "Organization", "name": product.booth.legal_name},
        "hasMerchantReturnPolicy": _return_policy(),
    }  # fmt: skip
    if form.price.ends_at is not None:
        offer["priceValidUntil"] = form.price.ends_at.isoformat()
    return offer
