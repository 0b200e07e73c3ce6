"""Where every page of the market stands: found by its route, with things of its own in its address.

What is no page stands in `NO_PAGES` with what it is instead, and what needs a question in `ASKED`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flask import Flask
from werkzeug.routing import Rule

from tests.domain.returns.stage import delivered
from tests.web.authorization_table import IN, TABLE
from tests.web.stage import Stage
from tests.web.test_authorization import Cell, address, rules_of, things_of

ROLES = ("visitor", "shopper", "owner", "organizer", "admin")

NO_PAGES = {
    "answers for programs": {
        "api.list_booths", "api.list_campaigns", "api.list_products", "api.show_booth", "api.show_campaign",
        "api.show_description", "api.show_metrics", "api.show_product", "storefront.show_health", "storefront.show_metrics",
        "storefront.show_readiness", "storefront.show_robots", "storefront.show_security", "storefront.show_sitemap",
        "storefront.show_manifest", "storefront.show_service_worker",
    },
    "answers that a script of ours puts into an open page": {
        "organizer.show_desk_board", "seller.show_news", "storefront.list_places", "storefront.list_suggestions",
        "storefront.show_line_up", "storefront.show_live_state", "storefront.show_payment_state",
    },
    "pictures": {
        "organizer.show_evidence", "organizer.show_link_picture", "organizer.show_return_picture", "organizer.show_scan",
        "seller.show_return_picture", "seller.show_scan", "storefront.show_campaign_share", "storefront.show_commune_map",
        "storefront.show_media", "storefront.show_payment_code", "storefront.show_product_share",
        "storefront.show_return_picture",
    },
    "sheets to print": {
        "organizer.show_poster", "organizer.show_report", "organizer.show_run_sheet", "seller.list_label_sheets",
        "seller.list_labels", "seller.list_slips", "seller.show_code_sheet",
    },
    "files to take home": {
        "organizer.show_figures_file", "organizer.show_period_file", "seller.export_earnings", "seller.show_download",
        "organizer.show_order_import_file", "seller.show_figures_file", "seller.show_movement_file", "seller.show_order_import_file",
        "seller.show_product_list", "seller.show_template",
    },
    "ways that lead to a page looked at": {
        "account.show_platform_answer", "hooks.show_letters_ending", "seller.show_booking_label",
        "storefront.follow_code", "storefront.follow_link", "storefront.show_return",
    },
    "pages after a step that nobody here has taken: a password given, a carrier connected, a platform's answer, a file not understood": {
        "account.new_second_step", "organizer.edit_platform_choice", "organizer.update_figure_columns",
        "seller.edit_platform_choice", "seller.new_booking", "seller.new_bookings",
    },
    "pages that an empty cart leads away from, looked at with goods in it": {
        "storefront.edit_delivery", "storefront.show_checkout",
    },
}  # fmt: skip
WITHOUT_LOOKING = frozenset().union(*NO_PAGES.values())


def order_to(rest: str) -> Callable[[Stage], str]:
    """The address of a page about an order that reached the shopper of the stage."""

    def path(stage: Stage) -> str:
        order = delivered(stage._goods("minh"), stage.person("owner"), by=stage.person("shopper"))
        return rest.format(purchase=order.purchase.code, order=order.code)

    return path


ASKED: dict[str, Callable[[Stage], str]] = {
    "storefront.edit_review": order_to("/orders/{purchase}/reviews/new?order={order}"),
    "storefront.new_return": order_to("/orders/{purchase}/returns/new?order={order}"),
    "storefront.new_complaint": lambda stage: f"/complaints/new?booth={stage.booth('minh').slug}",
}


def who_opens(endpoint: str) -> str | None:
    return next((role for role in ROLES if TABLE[endpoint].policy.own[role] == IN), None)


def opened(app: Flask, endpoint: str) -> list[Rule]:
    return [rule for rule in rules_of(app)[endpoint] if "GET" in (rule.methods or ())]


def path_to(stage: Stage, endpoint: str, rule: Rule, role: str) -> str:
    row = TABLE[endpoint]
    return address(stage, rule, row, Cell(role, ("own",) * len(things_of(row))))


def pages_for(stage: Stage, app: Flask, role: str) -> Iterator[str]:
    """Every page that this role is the first to be let into."""
    for endpoint in sorted(set(TABLE) - WITHOUT_LOOKING):
        if who_opens(endpoint) == role:
            for rule in opened(app, endpoint):
                yield ASKED[endpoint](stage) if endpoint in ASKED else path_to(stage, endpoint, rule, role)
