"""Who may touch what: one row per endpoint, read by people, walked by `test_authorization.py`.

A new route without a row fails the test, and so does a row without a route. To add one:

1.  Find the endpoint (`flask --app marketplace routes`) and pick the policy that says who is let in.
2.  Name what each parameter of the address stands for: `Row(SELLER_EDITS, slug="product", photo_id="photo")`. The names
    are the methods of `tests/web/stage.py`; a new kind of thing needs a method there. `Fixed("opening")` is a parameter
    that chooses a way and names no thing.
3.  If being let in with an empty body looks like being refused (the body should name a thing that is not found), say
    so: `empty=404`. If a GET of this route may write (a click is counted), name the tables: `writes={"clicks"}`.
    If a stranger's thing and a missing one are both answered as if done, say `quiet=True`.

The roles: a visitor, a shopper without a booth, owner, manager and packer of Minh's booth, the owner of a rival booth
(for whom that booth is her own and Minh's the foreign one), an organizer, an admin.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.web.stage import ROLES

IN, SIGN_IN, APPLY, FORBIDDEN, NOT_THERE, NO_PROOF = "in", "sign in", "apply", "403", "404", "no proof"

SELLERS = ("owner", "manager", "packer", "rival")


@dataclass(frozen=True)
class Policy:
    """What each role is answered when it asks for what is its own, and whether foreign things are its business."""

    sentence: str
    own: Mapping[str, str]
    foreign_is_let_in: bool = False
    mixed_is_let_in: bool = False
    unsafe: Mapping[str, str] = field(default_factory=dict)

    def answer(self, role: str, whose: str, *, unsafe: bool) -> str:
        """What to expect; `whose` is own, foreign, mixed or missing."""
        usual = self.unsafe.get(role, self.own[role]) if unsafe else self.own[role]
        if usual != IN or whose == "own" or (whose == "foreign" and self.foreign_is_let_in):
            return usual
        if whose == "mixed" and self.mixed_is_let_in:
            return usual
        return NOT_THERE


def _all(answer: str, **others: str) -> dict[str, str]:
    return {**dict.fromkeys(ROLES, answer), **others}


def _sellers(**others: str) -> dict[str, str]:
    return _all(APPLY, visitor=SIGN_IN, owner=IN, manager=IN, packer=IN, rival=IN) | others


_NO_BOOTH = {"shopper": NOT_THERE, "organizer": NOT_THERE, "admin": NOT_THERE}

PUBLIC = Policy("everybody", _all(IN), foreign_is_let_in=True)
SIGNED_IN = Policy("whoever is signed in, for what is theirs", _all(IN, visitor=SIGN_IN))
BUYER = Policy("whoever bought it; to others it does not exist", _all(IN, visitor=NOT_THERE))
SHOPPER = Policy("whoever is signed in, for any booth's goods", _all(IN, visitor=SIGN_IN), foreign_is_let_in=True)
COMPLAINANT = Policy("whoever complained; to others it does not exist", _all(IN, visitor=NOT_THERE))
SELLER = Policy("everybody in the booth", _sellers(), unsafe=_NO_BOOTH)
SELLER_RUNS = Policy("owner and manager", _sellers(packer=FORBIDDEN), unsafe=_NO_BOOTH)
SELLER_OWNS = Policy("the owner alone", _sellers(packer=FORBIDDEN, manager=FORBIDDEN), unsafe=_NO_BOOTH)
OWNER_OF_ANY = Policy(
    "the owner alone, about what the market asks of everybody", _sellers(packer=FORBIDDEN, manager=FORBIDDEN),
    unsafe=_NO_BOOTH, foreign_is_let_in=True,
)  # fmt: skip
ORGANIZER = Policy(
    "organizers and admins; to others it does not exist",
    _all(NOT_THERE, visitor=SIGN_IN, organizer=IN, admin=IN), foreign_is_let_in=True,
)  # fmt: skip
ORGANIZER_OF_ALL = Policy(
    "organizers and admins, about any booth and anything the market asks of all",
    ORGANIZER.own, foreign_is_let_in=True, mixed_is_let_in=True,
)  # fmt: skip
ADMIN = Policy("admins alone", _all(NOT_THERE, visitor=SIGN_IN, admin=IN), foreign_is_let_in=True)
TOKEN = Policy("programs with a token; nobody by a cookie", _all(NO_PROOF))
SIGNATURE = Policy("programs that sign what they send; nobody by a cookie", _all(NO_PROOF))
MACHINE = Policy("this machine, or a bearer of the token", _all(NOT_THERE))


class Fixed(str):
    """A parameter that chooses a way; the same for everybody."""


@dataclass(frozen=True)
class Row:
    """The policy of one endpoint, and what the parameters of its address stand for."""

    policy: Policy
    things: Mapping[str, str]
    empty: int | None = None
    writes: frozenset[str] = frozenset()
    quiet: bool = False


def row(
    policy: Policy, *, empty: int | None = None, writes: set[str] | None = None, quiet: bool = False, **things: str
) -> Row:
    return Row(policy, things, empty, frozenset(writes or ()), quiet)


STOREFRONT = {
    "storefront.create_cancellation": row(BUYER, code="purchase", empty=404),  # the body says which part
    "storefront.create_complaint": row(PUBLIC, empty=404),  # the query names what it is about
    "storefront.create_complaint_reply": row(COMPLAINANT, code="complaint"),
    "storefront.create_cart_line": row(PUBLIC),
    "storefront.create_estimate": row(PUBLIC, slug="product"),
    "storefront.create_follow": row(SIGNED_IN, empty=404),  # the body names the booth
    "storefront.create_letters_ending": row(PUBLIC, key="way_out"),
    "storefront.create_question": row(SHOPPER, slug="product"),
    "storefront.create_question_withdrawal": row(SIGNED_IN, code="own_question"),
    "storefront.create_report": row(PUBLIC, kind=Fixed("reviews"), code="review"),
    "storefront.create_review": row(BUYER, code="purchase", empty=404),  # the body says of what
    "storefront.create_review_withdrawal": row(BUYER, code="purchase", empty=404),
    "storefront.create_wish": row(SIGNED_IN, empty=404),  # the body names the product
    "storefront.delete_follow": row(SHOPPER, slug="booth"),
    "storefront.delete_wish": row(SHOPPER, slug="product"),
    "storefront.edit_review": row(BUYER, code="purchase", empty=404),  # the query says of what
    "storefront.list_booth_reviews": row(PUBLIC, slug="booth"),
    "storefront.list_communes": row(PUBLIC),
    "storefront.show_commune_map": row(PUBLIC, code=Fixed("19429")),
    "storefront.list_follows": row(SIGNED_IN),
    "storefront.list_product_reviews": row(PUBLIC, slug="product"),
    "storefront.list_questions": row(PUBLIC, slug="product"),
    "storefront.list_reviews": row(BUYER, code="purchase"),
    "storefront.list_wishes": row(SIGNED_IN),
    "storefront.new_letters_ending": row(PUBLIC, key="way_out"),
    "storefront.new_report": row(PUBLIC, kind=Fixed("questions"), code="question"),
    "storefront.show_impact": row(PUBLIC, slug="closed_campaign"),
    "storefront.show_estimate": row(PUBLIC, slug="product"),
    "storefront.update_follow": row(SHOPPER, slug="booth"),
    "storefront.create_cart_voucher": row(PUBLIC, empty=404),  # without a cart there is nothing to put it on
    "storefront.create_payment": row(BUYER, code="purchase"),
    "storefront.create_purchase": row(PUBLIC),
    "storefront.create_reminder": row(PUBLIC, slug="campaign"),
    "storefront.create_return": row(BUYER, code="purchase", empty=404),  # the body says which part
    "storefront.create_return_escalation": row(BUYER, code="bought", return_id="sent_back"),
    "storefront.create_return_withdrawal": row(BUYER, code="bought", return_id="sent_back"),
    "storefront.create_repeat": row(BUYER, code="purchase", empty=404),
    "storefront.delete_cart_line": row(PUBLIC, variant_id="variant", empty=404),
    "storefront.delete_cart_voucher": row(PUBLIC, empty=404),
    "storefront.edit_delivery": row(PUBLIC),
    "storefront.find_purchase": row(PUBLIC),
    "storefront.follow_code": row(PUBLIC, code="printed_code"),
    "storefront.follow_link": row(PUBLIC, code="link", writes={"clicks", "click_tallies", "carts"}, quiet=True),
    "storefront.show_batch": row(PUBLIC, code="batch_code"),
    "storefront.list_booths": row(PUBLIC),
    "storefront.list_broadcasts": row(PUBLIC),
    "storefront.list_places": row(PUBLIC),
    "storefront.list_products": row(PUBLIC),
    "storefront.list_search_results": row(PUBLIC),
    "storefront.list_suggestions": row(PUBLIC),
    "storefront.show_booth": row(PUBLIC, slug="booth"),
    "storefront.new_complaint": row(PUBLIC, empty=404),
    "storefront.show_complaint": row(COMPLAINANT, code="complaint"),
    "storefront.new_return": row(BUYER, code="purchase", empty=404),
    "storefront.show_cart": row(PUBLIC),
    "storefront.show_category": row(PUBLIC, slug="category"),
    "storefront.show_checkout": row(PUBLIC),
    "storefront.show_health": row(PUBLIC),
    "storefront.show_help": row(PUBLIC),
    "storefront.show_home": row(PUBLIC),
    "storefront.show_line_up": row(PUBLIC, slug="campaign"),
    "storefront.new_reminder": row(PUBLIC, slug="campaign"),
    "storefront.show_live": row(PUBLIC, slug="campaign"),
    "storefront.show_live_state": row(PUBLIC, slug="campaign"),
    "storefront.show_campaign_share": row(PUBLIC, slug="campaign"),
    "storefront.show_product_share": row(PUBLIC, slug="product"),
    "storefront.show_manifest": row(PUBLIC),
    "storefront.show_media": row(PUBLIC, key="media"),
    "storefront.show_metrics": row(MACHINE),
    "storefront.show_offline": row(PUBLIC),
    "storefront.show_page": row(PUBLIC, slug="page"),
    "storefront.show_order_return": row(BUYER, code="bought", return_id="sent_back"),
    "storefront.show_return_picture": row(BUYER, code="bought", return_id="sent_back", picture_id="shown"),
    "storefront.show_payment": row(BUYER, code="purchase"),
    "storefront.show_payment_code": row(BUYER, code="purchase"),
    "storefront.show_payment_state": row(BUYER, code="purchase"),
    "storefront.show_product": row(PUBLIC, slug="product"),
    "storefront.show_purchase": row(BUYER, code="purchase"),
    "storefront.show_readiness": row(PUBLIC),
    "storefront.show_return": row(BUYER, code="purchase", empty=404),  # the provider names its session in the query
    "storefront.show_robots": row(PUBLIC),
    "storefront.show_security": row(PUBLIC),
    "storefront.show_service_worker": row(PUBLIC),
    "storefront.show_sitemap": row(PUBLIC),
    "storefront.update_cart_line": row(PUBLIC, variant_id="variant", empty=404),
    "storefront.update_delivery": row(PUBLIC),
    "storefront.update_fetching": row(PUBLIC),
    "storefront.update_delivery_address": row(PUBLIC),
}

ACCOUNT = {
    "account.create_address": row(SIGNED_IN),
    "account.list_helping": row(SIGNED_IN),
    "account.show_platform_answer": row(SIGNED_IN),
    "account.create_adoption": row(SIGNED_IN, code="purchase"),
    "account.create_download": row(SIGNED_IN),
    "account.create_erasure": row(SIGNED_IN),
    "account.edit_notices": row(SIGNED_IN),
    "account.update_notices": row(SIGNED_IN, empty=404),
    "account.new_download": row(SIGNED_IN),
    "account.new_erasure": row(SIGNED_IN),
    "account.create_reset": row(PUBLIC),
    "account.create_sign_in": row(PUBLIC),
    "account.create_sign_out": row(PUBLIC),
    "account.create_sign_up": row(PUBLIC),
    "account.delete_address": row(SIGNED_IN, address_id="address", quiet=True),
    "account.delete_other_sign_ins": row(SIGNED_IN),
    "account.delete_sign_in": row(SIGNED_IN, sign_in_id="sign_in", quiet=True),
    "account.edit_password": row(SIGNED_IN),
    "account.edit_profile": row(SIGNED_IN),
    "account.edit_reset": row(PUBLIC, token="reset", quiet=True),
    "account.list_addresses": row(SIGNED_IN),
    "account.list_complaints": row(SIGNED_IN),
    "account.list_orders": row(SIGNED_IN),
    "account.list_sign_ins": row(SIGNED_IN),
    "account.create_recovery_codes": row(SIGNED_IN),
    "account.create_second_factor": row(SIGNED_IN),
    "account.delete_second_factor": row(SIGNED_IN),
    "account.new_recovery_codes": row(SIGNED_IN),
    "account.show_second_factor": row(SIGNED_IN),
    "account.update_second_factor": row(SIGNED_IN),
    "account.create_second_step": row(PUBLIC),
    "account.new_second_step": row(PUBLIC, empty=302),  # who has not given the password is led to where it is asked
    "account.new_reset": row(PUBLIC),
    "account.new_sign_in": row(PUBLIC),
    "account.new_sign_out": row(PUBLIC),
    "account.new_sign_up": row(PUBLIC),
    "account.show_account": row(SIGNED_IN),
    "account.show_reset": row(PUBLIC),
    "account.update_password": row(SIGNED_IN),
    "account.update_profile": row(SIGNED_IN),
    "account.update_reset": row(PUBLIC, token="reset", quiet=True),
}

SELLER_FACE = {
    "seller.create_acceptance": row(SELLER, code="order"),
    "seller.create_acceptances": row(SELLER),
    "seller.create_application": row(SIGNED_IN),
    "seller.create_bulk_change": row(SELLER_RUNS),  # the body names the products
    "seller.create_copy": row(SELLER_RUNS, slug="product"),
    "seller.create_booking": row(SELLER, code="order"),
    "seller.create_booking_cancellation": row(SELLER, code="order"),
    "seller.create_booking_giving_up": row(SELLER, code="order"),
    "seller.create_booking_pickup": row(SELLER, code="order"),
    "seller.create_cancellation": row(SELLER, code="order"),
    "seller.create_carrier_issue_closing": row(SELLER, code="booked_order", issue_id="carrier_issue"),
    "seller.delete_carrier": row(SELLER_RUNS),
    "seller.edit_carrier": row(SELLER_RUNS),
    "seller.new_bookings": row(SELLER),
    "seller.new_booking": row(SELLER, code="order"),
    "seller.show_booking_label": row(SELLER, code="order"),
    "seller.update_carrier": row(SELLER_RUNS),
    "seller.create_delivery": row(SELLER, code="order"),
    "seller.create_invitation_answer": row(SELLER_RUNS, slug="invited_to"),
    "seller.create_proposal": row(SELLER_RUNS, slug="invited_to"),
    "seller.create_proposal_withdrawal": row(SELLER_RUNS, slug="invited_to", proposal_id="proposal"),
    "seller.list_campaigns": row(SELLER_RUNS),
    "seller.create_order_import": row(SELLER_RUNS),
    "seller.create_platform_authorization": row(SELLER_OWNS),
    "seller.delete_order_import": row(SELLER_RUNS, import_id="order_file"),
    "seller.delete_platform_shop": row(SELLER_OWNS, shop_id="platform_shop"),
    "seller.edit_platform_choice": row(SELLER_OWNS),
    "seller.list_platform_orders": row(SELLER_RUNS),
    "seller.show_order_import": row(SELLER_RUNS, import_id="order_file"),
    "seller.show_order_import_file": row(SELLER_RUNS, import_id="order_file"),
    "seller.show_platform_shops": row(SELLER_RUNS),
    "seller.update_order_columns": row(SELLER_RUNS, import_id="order_file"),
    "seller.update_order_import": row(SELLER_RUNS, import_id="order_file"),
    "seller.update_platform_choice": row(SELLER_OWNS),
    "seller.create_reading": row(SELLER, notice_id="notice"),
    "seller.create_readings": row(SELLER),
    "seller.edit_choices": row(SELLER),
    "seller.list_notices": row(SELLER),
    "seller.update_choices": row(SELLER, empty=409),  # the body names the kind
    "seller.create_download": row(SELLER_OWNS),
    "seller.list_downloads": row(SELLER_OWNS),
    "seller.show_download": row(SELLER_OWNS, writes={"audit_entries"}, download_id="download"),
    "seller.new_closing": row(SELLER_OWNS),
    "seller.create_closing": row(SELLER_OWNS),
    "seller.list_codes": row(SELLER_RUNS),
    "seller.show_code_sheet": row(SELLER_RUNS, empty=404),  # the query names the codes
    "seller.list_checklist": row(SELLER_RUNS),
    "seller.show_campaign_results": row(SELLER_RUNS, slug="invited_to"),
    "seller.show_campaign": row(SELLER_RUNS, slug="invited_to"),
    "seller.create_attestation": row(OWNER_OF_ANY, item_id="asked_item"),
    "seller.delete_attestation": row(OWNER_OF_ANY, item_id="asked_item"),
    "seller.create_lead": row(SELLER_RUNS, slug="product", photo_id="photo"),
    "seller.create_move": row(SELLER_RUNS, slug="product", move=Fixed("hiding")),
    "seller.create_movement": row(SELLER_RUNS, slug="product", variant_id="variant"),
    "seller.create_note": row(SELLER, code="order"),
    "seller.create_offer": row(SELLER_RUNS),
    "seller.create_offer_ending": row(SELLER_RUNS, offer_id="offer"),
    "seller.create_voucher_ending": row(SELLER_RUNS, voucher_id="voucher"),
    "seller.create_handover": row(SELLER, code="order"),
    "seller.create_packing": row(SELLER, code="order"),
    "seller.create_packings": row(SELLER),
    "seller.create_paper": row(SELLER_RUNS),
    "seller.create_photo_move": row(SELLER_RUNS, slug="product", photo_id="photo", way=Fixed("later")),
    "seller.update_photo": row(SELLER_RUNS, slug="product", photo_id="photo"),
    "seller.create_photo": row(SELLER_RUNS, slug="product"),
    "seller.create_product": row(SELLER_RUNS),
    "seller.create_refusal": row(SELLER, code="order"),
    "seller.create_return_acceptance": row(SELLER, return_id="return"),
    "seller.create_return_refusal": row(SELLER, return_id="return"),
    "seller.create_returned_goods": row(SELLER, return_id="return"),
    "seller.create_return_receipt": row(SELLER, code="order"),
    "seller.create_sending": row(SELLER_RUNS),
    "seller.create_shipment": row(SELLER, code="order"),
    "seller.create_bookings": row(SELLER),
    "seller.create_shipments": row(SELLER),
    "seller.create_shortfall": row(SELLER, code="order"),
    "seller.create_taking_in": row(SELLER_RUNS, sheet_id="sheet"),
    "seller.create_trial": row(SELLER_RUNS),
    "seller.create_variant": row(SELLER_RUNS, slug="product"),
    "seller.create_variant_move": row(SELLER_RUNS, slug="product", variant_id="variant", move=Fixed("stopping")),
    "seller.create_voucher": row(SELLER_RUNS),
    "seller.delete_import": row(SELLER_RUNS, sheet_id="sheet"),
    "seller.create_recall": row(SELLER_RUNS, slug="product", batch_id="batch"),
    "seller.list_batches": row(SELLER_RUNS, slug="product"),
    "seller.show_batch": row(SELLER_RUNS, slug="product", batch_id="batch"),
    "seller.delete_help": row(SELLER_OWNS, grant_id="grant"),
    "seller.delete_helper": row(SELLER_OWNS, grant_id="taken_grant"),
    "seller.delete_member": row(SELLER_OWNS, membership_id="membership"),
    "seller.delete_photo": row(SELLER_RUNS, slug="product", photo_id="photo"),
    "seller.edit_rates": row(SELLER_RUNS),
    "seller.list_imports": row(SELLER_RUNS),
    "seller.list_helping": row(SELLER_OWNS),
    "seller.list_label_sheets": row(SELLER, empty=404),  # the query names the orders
    "seller.list_labels": row(SELLER, empty=404),
    "seller.list_movements": row(SELLER_RUNS),
    "seller.list_earnings": row(SELLER_RUNS),
    "seller.show_figures": row(SELLER_RUNS),
    "seller.show_figures_file": row(SELLER_RUNS, group=Fixed("day"), kind=Fixed("csv")),
    "seller.export_earnings": row(SELLER_RUNS),
    "seller.list_members": row(SELLER_OWNS),
    "seller.list_makers": row(SELLER_OWNS),
    "seller.update_maker": row(SELLER_OWNS, maker_id="maker"),
    "seller.delete_maker": row(SELLER_OWNS, maker_id="maker"),
    "seller.list_orders": row(SELLER),
    "seller.list_papers": row(SELLER_RUNS),
    "seller.list_products": row(SELLER),
    "seller.list_promotions": row(SELLER_RUNS),
    "seller.list_questions": row(SELLER_RUNS),
    "seller.list_reviews": row(SELLER_RUNS),
    "seller.update_question_answer": row(SELLER_RUNS, code="question"),
    "seller.update_review_answer": row(SELLER_RUNS, code="review"),
    "seller.list_returns": row(SELLER),
    "seller.list_slips": row(SELLER, empty=404),  # the query names the orders
    "seller.show_import": row(SELLER_RUNS, sheet_id="sheet"),
    "seller.show_movement_file": row(SELLER_RUNS, kind=Fixed("csv")),
    "seller.show_news": row(SELLER),
    "seller.show_order": row(SELLER, code="order"),
    "seller.show_product": row(SELLER, slug="product"),
    "seller.show_return": row(SELLER, return_id="return"),
    "seller.show_return_picture": row(SELLER, return_id="return", picture_id="picture"),
    "seller.show_scan": row(SELLER_RUNS, paper_id="paper"),
    "seller.show_product_list": row(SELLER_RUNS, kind=Fixed("csv")),
    "seller.show_template": row(SELLER_RUNS, kind=Fixed("csv")),
    "seller.show_today": row(SELLER),
    "seller.update_acting_booth": row(SIGNED_IN, empty=404),  # the body names the booth
    "seller.update_cells": row(SELLER_RUNS, sheet_id="sheet"),
    "seller.create_stopping": row(SELLER_RUNS, sheet_id="sheet"),
    "seller.delete_archive": row(SELLER_RUNS, sheet_id="sheet", archive_id="archive"),
    "seller.create_archive": row(SELLER_RUNS, sheet_id="sheet"),
    "seller.update_columns": row(SELLER_RUNS, sheet_id="sheet"),
    "seller.create_holiday_removal": row(SELLER_RUNS),
    "seller.update_holiday": row(SELLER_RUNS),
    "seller.update_page": row(SELLER_RUNS),
    "seller.update_product": row(SELLER_RUNS, slug="product"),
    "seller.update_pickup_point": row(SELLER_RUNS),
    "seller.update_rates": row(SELLER_RUNS),
    "seller.update_schedule": row(SELLER_RUNS, slug="product"),
    "seller.delete_schedule": row(SELLER_RUNS, slug="product"),
    "seller.update_variants": row(SELLER_RUNS, slug="product"),
    "seller.update_watch": row(SELLER_RUNS, slug="product", variant_id="variant"),
    "seller.update_variant": row(SELLER_RUNS, slug="product", variant_id="variant"),
}

_BROADCAST = {"slug": "campaign", "broadcast_id": "broadcast"}
_ITEM = {**_BROADCAST, "item_id": "item"}

ORGANIZER_FACE = {
    "organizer.create_booth_decision": row(ORGANIZER, slug="booth", decision=Fixed("suspension")),
    "organizer.create_broadcast": row(ORGANIZER, slug="campaign"),
    "organizer.create_campaign": row(ORGANIZER),
    "organizer.create_order_import": row(ORGANIZER, slug="campaign"),
    "organizer.create_platform_authorization": row(ORGANIZER),
    "organizer.delete_order_import": row(ORGANIZER, slug="campaign", import_id="campaign_orders"),
    "organizer.delete_platform_shop": row(ORGANIZER, shop_id="market_shop"),
    "organizer.edit_platform_choice": row(ORGANIZER),
    "organizer.list_platform_orders": row(ORGANIZER, slug="campaign"),
    "organizer.show_order_import": row(ORGANIZER, slug="campaign", import_id="campaign_orders"),
    "organizer.show_order_import_file": row(ORGANIZER, slug="campaign", import_id="campaign_orders"),
    "organizer.show_platform_shops": row(ORGANIZER),
    "organizer.update_order_columns": row(ORGANIZER, slug="campaign", import_id="campaign_orders"),
    "organizer.update_order_import": row(ORGANIZER, slug="campaign", import_id="campaign_orders"),
    "organizer.update_platform_choice": row(ORGANIZER),
    "organizer.create_campaign_publication": row(ORGANIZER, slug="campaign"),
    "organizer.create_announcement": row(ORGANIZER),
    "organizer.create_announcement_withdrawal": row(ORGANIZER, announcement_id="announcement"),
    "organizer.list_announcements": row(ORGANIZER),
    "organizer.create_category": row(ORGANIZER),
    "organizer.create_checklist_item": row(ORGANIZER),
    "organizer.create_checklist_mark": row(
        ORGANIZER_OF_ALL, slug="booth", item_id="asked_item", mark=Fixed("verification")
    ),
    "organizer.create_suggestions": row(ORGANIZER),
    "organizer.delete_checklist_item": row(ORGANIZER, item_id="asked_item"),
    "organizer.list_checklist": row(ORGANIZER),
    "organizer.update_checklist_item": row(ORGANIZER, item_id="asked_item"),
    "organizer.create_change_decision": row(ORGANIZER, change_id="change", decision=Fixed("refusal")),
    "organizer.create_clearance_override": row(ORGANIZER, **_BROADCAST),
    "organizer.create_comment": row(ORGANIZER, slug="campaign"),
    "organizer.create_complaint_answer": row(ORGANIZER, code="case"),
    "organizer.create_complaint_closing": row(ORGANIZER, code="case"),
    "organizer.create_correction": row(ORGANIZER, slug="campaign", reading_id="reading"),
    "organizer.create_desk_pin": row(ORGANIZER, slug="campaign", empty=404),
    "organizer.create_explanation": row(ORGANIZER, slug="campaign", guard=Fixed("conversion")),
    "organizer.create_heard_order": row(ORGANIZER, slug="campaign", heard_id="heard"),
    "organizer.create_host_check": row(ORGANIZER, **_BROADCAST),
    "organizer.create_import": row(ORGANIZER, slug="campaign"),
    "organizer.create_invitation": row(ORGANIZER, slug="campaign", empty=404),  # the body names the booth
    "organizer.create_proposal_return": row(ORGANIZER, slug="campaign", proposal_id="proposal"),
    "organizer.create_proposal_taking": row(ORGANIZER, slug="campaign", proposal_id="proposal", empty=404),
    "organizer.create_duty": row(ORGANIZER, **_BROADCAST),
    "organizer.delete_duty": row(ORGANIZER, **_BROADCAST, duty_id="duty"),
    "organizer.list_duties": row(ORGANIZER, **_BROADCAST),
    "organizer.edit_goals": row(ORGANIZER, slug="campaign"),
    "organizer.list_invitations": row(ORGANIZER, slug="campaign"),
    "organizer.update_goals": row(ORGANIZER, slug="campaign"),
    "organizer.create_issue_closing": row(ORGANIZER, issue_id="issue", quiet=True),  # the empty form is refused first
    "organizer.create_item": row(ORGANIZER, **_BROADCAST),
    "organizer.create_line_attachment": row(ORGANIZER, line_id="line", quiet=True),
    "organizer.create_line_dismissal": row(ORGANIZER, line_id="line", quiet=True),
    "organizer.create_link": row(ORGANIZER, **_BROADCAST),
    "organizer.create_order": row(ORGANIZER, slug="campaign"),
    "organizer.create_page_withdrawal": row(ORGANIZER, version_id="version"),
    "organizer.create_paper_decision": row(ORGANIZER, paper_id="paper", decision=Fixed("refusal")),
    "organizer.create_pin": row(ORGANIZER, **_ITEM),
    "organizer.create_publication": row(ORGANIZER, slug="product"),
    "organizer.create_question_decision": row(ORGANIZER, code="question", decision=Fixed("hiding")),
    "organizer.create_review_decision": row(ORGANIZER, code="review", decision=Fixed("hiding")),
    "organizer.list_questions": row(ORGANIZER),
    "organizer.list_rates": row(ORGANIZER),
    "organizer.create_rate": row(ADMIN),
    "organizer.update_withholding": row(ADMIN, slug="booth"),
    "organizer.list_reviews": row(ORGANIZER),
    "organizer.show_question": row(ORGANIZER, code="question"),
    "organizer.show_review": row(ORGANIZER, code="review"),
    "organizer.create_reading": row(ORGANIZER, slug="campaign"),
    "organizer.create_refund_settlement": row(ORGANIZER, refund_id="refund", quiet=True),
    "organizer.create_request": row(ORGANIZER),
    "organizer.create_return": row(ORGANIZER, slug="product"),
    "organizer.create_return_decision": row(ORGANIZER, return_id="return", decision=Fixed("rejection")),
    "organizer.create_review": row(ORGANIZER, slug="campaign"),
    "organizer.create_rules_acceptance": row(ORGANIZER, **_BROADCAST),
    "organizer.create_synonym": row(ORGANIZER),
    "organizer.create_token": row(ORGANIZER),
    "organizer.create_turn": row(ORGANIZER, slug="campaign", heard_id="heard"),
    "organizer.create_waiting": row(ORGANIZER, slug="campaign", heard_id="heard"),
    "organizer.delete_campaign_publication": row(ORGANIZER, slug="campaign"),
    "organizer.delete_comment": row(ORGANIZER, slug="campaign", heard_id="heard"),
    "organizer.delete_desk_pin": row(ORGANIZER, slug="campaign"),
    "organizer.delete_desk_warning": row(ORGANIZER, slug="campaign"),
    "organizer.delete_import": row(ORGANIZER, slug="campaign", import_id="export"),
    "organizer.delete_item": row(ORGANIZER, **_ITEM),
    "organizer.delete_pin": row(ORGANIZER, **_BROADCAST),
    "organizer.delete_synonym": row(ORGANIZER, synonym_id="synonym"),
    "organizer.delete_token": row(ORGANIZER, token_id="token"),
    "organizer.edit_broadcast": row(ORGANIZER, **_BROADCAST),
    "organizer.edit_page": row(ORGANIZER, slug="page"),
    "organizer.edit_campaign": row(ORGANIZER, slug="campaign"),
    "organizer.list_booths": row(ORGANIZER),
    "organizer.list_campaigns": row(ORGANIZER),
    "organizer.list_categories": row(ORGANIZER),
    "organizer.list_comments": row(ORGANIZER, slug="campaign"),
    "organizer.list_complaints": row(ORGANIZER),
    "organizer.list_orders": row(ORGANIZER),
    "organizer.list_pages": row(ORGANIZER),
    "organizer.list_papers": row(ORGANIZER),
    "organizer.list_payments": row(ORGANIZER),
    "organizer.list_products": row(ORGANIZER),
    "organizer.list_purchases": row(ORGANIZER, slug="campaign"),
    "organizer.list_readings": row(ORGANIZER, slug="campaign"),
    "organizer.list_synonyms": row(ORGANIZER),
    "organizer.list_returns": row(ORGANIZER),
    "organizer.list_tokens": row(ORGANIZER),
    "organizer.new_broadcast": row(ORGANIZER, slug="campaign"),
    "organizer.new_campaign": row(ORGANIZER),
    "organizer.new_order": row(ORGANIZER, slug="campaign"),
    "organizer.new_request": row(ORGANIZER),
    "organizer.show_complaint": row(ORGANIZER, code="case"),
    "organizer.show_booth": row(ORGANIZER, slug="booth"),
    "organizer.show_broadcast": row(ORGANIZER, **_BROADCAST),
    "organizer.show_campaign": row(ORGANIZER, slug="campaign"),
    "organizer.show_clearance": row(ORGANIZER, **_BROADCAST),
    "organizer.show_period": row(ORGANIZER),
    "organizer.show_period_file": row(ORGANIZER, group=Fixed("booth"), kind=Fixed("csv")),
    "organizer.show_poster": row(ORGANIZER, slug="campaign", code="link"),
    "organizer.show_report": row(ORGANIZER, slug="campaign"),
    "organizer.show_run_sheet": row(ORGANIZER, **_BROADCAST),
    "organizer.show_desk": row(ORGANIZER, slug="campaign"),
    "organizer.show_desk_board": row(ORGANIZER, slug="campaign"),
    "organizer.show_evidence": row(ORGANIZER, slug="campaign", reading_id="reading"),
    "organizer.show_figures_file": row(ORGANIZER, slug="campaign", kind=Fixed("csv")),
    "organizer.show_import": row(ORGANIZER, slug="campaign", import_id="export"),
    "organizer.show_link_picture": row(ORGANIZER, slug="campaign", code="link", kind=Fixed("svg")),
    "organizer.show_paper": row(ORGANIZER, paper_id="paper"),
    "organizer.show_plan": row(ORGANIZER, slug="campaign"),
    "organizer.show_product": row(ORGANIZER, slug="product"),
    "organizer.show_purchase_evidence": row(ORGANIZER, slug="campaign", code="attributed"),
    "organizer.show_return": row(ORGANIZER, return_id="return"),
    "organizer.show_return_picture": row(ORGANIZER, return_id="return", picture_id="picture"),
    "organizer.show_scan": row(ORGANIZER, paper_id="paper"),
    "organizer.show_today": row(ORGANIZER),
    "organizer.update_broadcast": row(ORGANIZER, **_BROADCAST),
    "organizer.update_broadcast_state": row(ORGANIZER, **_BROADCAST),
    "organizer.update_campaign": row(ORGANIZER, slug="campaign"),
    "organizer.update_category": row(ORGANIZER, slug="category"),
    "organizer.update_desk_price": row(ORGANIZER, slug="campaign", empty=404),
    "organizer.update_desk_state": row(ORGANIZER, slug="campaign"),
    "organizer.update_desk_warning": row(ORGANIZER, slug="campaign"),
    "organizer.update_figure_columns": row(ORGANIZER, slug="campaign", import_id="export"),
    "organizer.update_import": row(ORGANIZER, slug="campaign", import_id="export"),
    "organizer.update_item": row(ORGANIZER, **_ITEM),
    "organizer.update_item_place": row(ORGANIZER, **_ITEM),
    "organizer.update_recording": row(ORGANIZER, **_BROADCAST),
    "organizer.update_page": row(ORGANIZER, slug="page"),
    "organizer.update_state": row(ORGANIZER, slug="campaign"),
    "organizer.update_synonym": row(ORGANIZER, synonym_id="synonym"),
}

PROGRAMS = {
    "api.create_readings": row(TOKEN, broadcast_id="broadcast"),
    "api.list_booths": row(PUBLIC),
    "api.list_campaigns": row(PUBLIC),
    "api.list_products": row(PUBLIC),
    "api.show_booth": row(PUBLIC, slug="booth"),
    "api.show_campaign": row(PUBLIC, slug="campaign"),
    "api.show_description": row(PUBLIC),
    "api.show_product": row(PUBLIC, slug="product"),
    "api.show_metrics": row(TOKEN, slug="campaign", quiet=True),  # open to all once published; the stage's are not
    "hooks.create_bank_line": row(SIGNATURE),
    "hooks.create_ghn_notice": row(PUBLIC, secret="carrier_hook"),  # the secret is the proof
    "hooks.create_letters_ending": row(PUBLIC, key="way_out"),  # the key is the proof
    "hooks.create_stripe_event": row(SIGNATURE),
    "hooks.create_tiktok_notice": row(SIGNATURE),
    "hooks.show_letters_ending": row(PUBLIC, key="way_out"),
}

TABLE: dict[str, Row] = {**STOREFRONT, **ACCOUNT, **SELLER_FACE, **ORGANIZER_FACE, **PROGRAMS}

# What other sites may send without being our own page: programs that prove themselves otherwise. Frozen: a new entry is
# a decision, not a convenience.
EXEMPT_FROM_ORIGIN = frozenset({
    "api.create_readings", "hooks.create_bank_line", "hooks.create_ghn_notice", "hooks.create_letters_ending",
    "hooks.create_stripe_event",
    "hooks.create_tiktok_notice",
})  # fmt: skip
