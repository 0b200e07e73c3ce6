"""The map of the house: every blueprint, command, job and subscription in one list each."""

from __future__ import annotations

from collections.abc import Sequence

from click import Command
from flask import Blueprint

from marketplace.core import audit, letters, outbox, slugs, tries, versions
from marketplace.core import cli as core_commands
from marketplace.core.delivery import deliver_news
from marketplace.core.invariants import Invariant
from marketplace.core.jobs import Every, Job
from marketplace.core.outbox import Subscriptions
from marketplace.core.places import models as places_tables
from marketplace.core.tries import sweep_tries
from marketplace.core.upkeep import look_at_tables
from marketplace.demo.cli import demo
from marketplace.domain.accounts import cli as accounts_commands
from marketplace.domain.accounts import handlers as accounts_handlers
from marketplace.domain.accounts import models as accounts_tables
from marketplace.domain.accounts.events import PasswordChanged, PersonErased, ResetAsked, SecondFactorChanged
from marketplace.domain.accounts.invariants import INVARIANTS as ACCOUNTS_INVARIANTS
from marketplace.domain.booths import handlers as booths_handlers
from marketplace.domain.booths import models as booths_tables
from marketplace.domain.booths.events import (
    BoothChanged,
    BoothClosed,
    BoothClosing,
    BoothOpened,
    BoothRejected,
    BoothSuspended,
    HelperReadTooMuch,
)
from marketplace.domain.booths.invariants import INVARIANTS as BOOTHS_INVARIANTS
from marketplace.domain.carts import handlers as carts_handlers
from marketplace.domain.carts import jobs as carts_jobs
from marketplace.domain.carts import models as carts_tables
from marketplace.domain.catalog import cli as catalog_commands
from marketplace.domain.catalog import jobs as catalog_jobs
from marketplace.domain.catalog import models as catalog_tables
from marketplace.domain.catalog.events import (
    ChangeAccepted,
    ChangeRefused,
    ProductChanged,
    ProductHidden,
    ProductPublished,
    ProductSentBack,
    ProductWithdrawn,
    VariantAdded,
)
from marketplace.domain.catalog.invariants import INVARIANTS as CATALOG_INVARIANTS
from marketplace.domain.checkout import handlers as checkout_handlers
from marketplace.domain.checkout import jobs as checkout_jobs
from marketplace.domain.checkout.invariants import INVARIANTS as CHECKOUT_INVARIANTS
from marketplace.domain.complaints import handlers as complaints_handlers
from marketplace.domain.complaints import models as complaints_tables
from marketplace.domain.complaints.events import ComplaintAnswered, ComplaintFiled
from marketplace.domain.complaints.invariants import INVARIANTS as COMPLAINTS_INVARIANTS
from marketplace.domain.favourites import handlers as favourites_handlers
from marketplace.domain.favourites import models as favourites_tables
from marketplace.domain.figures import jobs as figures_jobs
from marketplace.domain.figures import models as figures_tables
from marketplace.domain.figures.invariants import INVARIANTS as FIGURES_INVARIANTS
from marketplace.domain.joining import models as joining_tables
from marketplace.domain.joining.invariants import INVARIANTS as JOINING_INVARIANTS
from marketplace.domain.leaving import jobs as leaving_jobs
from marketplace.domain.leaving import models as leaving_tables
from marketplace.domain.leaving.invariants import INVARIANTS as LEAVING_INVARIANTS
from marketplace.domain.ledger import cli as ledger_commands
from marketplace.domain.ledger import handlers as ledger_handlers
from marketplace.domain.ledger import jobs as ledger_jobs
from marketplace.domain.ledger import models as ledger_tables
from marketplace.domain.ledger.invariants import INVARIANTS as LEDGER_INVARIANTS
from marketplace.domain.livestream import cli as livestream_commands
from marketplace.domain.livestream import handlers as livestream_handlers
from marketplace.domain.livestream import jobs as livestream_jobs
from marketplace.domain.livestream import models as livestream_tables
from marketplace.domain.livestream.events import BoothInvited, BroadcastBegan
from marketplace.domain.livestream.invariants import INVARIANTS as LIVESTREAM_INVARIANTS
from marketplace.domain.notices import handlers as notices_handlers
from marketplace.domain.notices import jobs as notices_jobs
from marketplace.domain.notices import models as notices_tables
from marketplace.domain.notices.events import AnnouncementDue, FollowersLeft
from marketplace.domain.notices.invariants import INVARIANTS as NOTICES_INVARIANTS
from marketplace.domain.orders import handlers as orders_handlers
from marketplace.domain.orders import jobs as orders_jobs
from marketplace.domain.orders import models as orders_tables
from marketplace.domain.orders.events import OrderFellShort, OrderMoved, PurchaseLapsed, PurchasePaid, PurchasePlaced
from marketplace.domain.orders.invariants import INVARIANTS as ORDERS_INVARIANTS
from marketplace.domain.pages import models as pages_tables
from marketplace.domain.pages.invariants import INVARIANTS as PAGES_INVARIANTS
from marketplace.domain.papers import models as papers_tables
from marketplace.domain.papers.events import PaperChecked, PaperRefused
from marketplace.domain.papers.invariants import INVARIANTS as PAPERS_INVARIANTS
from marketplace.domain.payments import handlers as payments_handlers
from marketplace.domain.payments import jobs as payments_jobs
from marketplace.domain.payments import models as payments_tables
from marketplace.domain.payments.events import (
    MoneyCame,
    RefundFailed,
    RefundFoundOutside,
    RefundRequested,
    RefundSucceeded,
)
from marketplace.domain.payments.invariants import INVARIANTS as PAYMENTS_INVARIANTS
from marketplace.domain.privacy.invariants import INVARIANTS as PRIVACY_INVARIANTS
from marketplace.domain.promotions import models as promotions_tables
from marketplace.domain.promotions.invariants import INVARIANTS as PROMOTIONS_INVARIANTS
from marketplace.domain.returns import jobs as returns_jobs
from marketplace.domain.returns import models as returns_tables
from marketplace.domain.returns.events import ReturnMoved
from marketplace.domain.returns.invariants import INVARIANTS as RETURNS_INVARIANTS
from marketplace.domain.reviews import handlers as reviews_handlers
from marketplace.domain.reviews import models as reviews_tables
from marketplace.domain.reviews.events import QuestionAnswered, QuestionAsked, ReviewWritten
from marketplace.domain.reviews.invariants import INVARIANTS as REVIEWS_INVARIANTS
from marketplace.domain.search import cli as search_commands
from marketplace.domain.search import handlers as search_handlers
from marketplace.domain.search import models as search_tables
from marketplace.domain.shipping import cli as shipping_commands
from marketplace.domain.shipping import handlers as shipping_handlers
from marketplace.domain.shipping import jobs as shipping_jobs
from marketplace.domain.shipping import models as shipping_tables
from marketplace.domain.shipping.events import CarrierIssueOpened, ParcelLost
from marketplace.domain.shipping.invariants import INVARIANTS as SHIPPING_INVARIANTS
from marketplace.domain.stock import handlers as stock_handlers
from marketplace.domain.stock import models as stock_tables
from marketplace.domain.stock.invariants import INVARIANTS as STOCK_INVARIANTS
from marketplace.web.account import bp as account
from marketplace.web.api import bp as api
from marketplace.web.hooks import bp as hooks
from marketplace.web.organizer import bp as organizer
from marketplace.web.seller import bp as seller
from marketplace.web.storefront import bp as storefront

# Every table must be known before the first mapper is used.
TABLES = (
    audit, letters, outbox, slugs, tries, versions, places_tables,
    accounts_tables, booths_tables, catalog_tables, papers_tables, stock_tables, promotions_tables, search_tables,
    carts_tables, orders_tables, payments_tables, shipping_tables, ledger_tables, livestream_tables,
    complaints_tables, favourites_tables, reviews_tables, returns_tables,
    pages_tables, joining_tables, figures_tables, notices_tables, leaving_tables,
)  # fmt: skip

BLUEPRINTS: Sequence[Blueprint] = (hooks, storefront, account, organizer, seller, api)

COMMANDS: Sequence[Command] = (
    *core_commands.COMMANDS,
    demo,
    catalog_commands.categories,
    search_commands.search,
    livestream_commands.livestream,
    livestream_commands.tiktok,
    accounts_commands.people,
    ledger_commands.ledger,
    shipping_commands.carriers,
)

INVARIANTS: Sequence[Invariant] = (
    *ACCOUNTS_INVARIANTS, *BOOTHS_INVARIANTS, *CATALOG_INVARIANTS, *PAPERS_INVARIANTS, *STOCK_INVARIANTS,
    *PROMOTIONS_INVARIANTS, *ORDERS_INVARIANTS, *SHIPPING_INVARIANTS, *LIVESTREAM_INVARIANTS, *REVIEWS_INVARIANTS,
    *CHECKOUT_INVARIANTS, *PAYMENTS_INVARIANTS, *COMPLAINTS_INVARIANTS, *RETURNS_INVARIANTS,
    *PAGES_INVARIANTS, *PRIVACY_INVARIANTS, *JOINING_INVARIANTS, *LEDGER_INVARIANTS, *NOTICES_INVARIANTS,
    *LEAVING_INVARIANTS, *FIGURES_INVARIANTS,
)  # fmt: skip

SUBSCRIPTIONS: Subscriptions = {
    PasswordChanged: (accounts_handlers.warn_of_new_password,),
    SecondFactorChanged: (accounts_handlers.tell_owner_of_second_factor,),
    ResetAsked: (accounts_handlers.send_reset_link,),
    PersonErased: (
        booths_handlers.leave,
        carts_handlers.forget_carts_of,
        favourites_handlers.forget_wishes,
        orders_handlers.forget_name,
        payments_handlers.forget_card_holder,
        livestream_handlers.empty_heard,
        complaints_handlers.forget_reach,
        reviews_handlers.unsign,
        notices_handlers.forget_letters_about,
    ),
    OrderMoved: (
        payments_handlers.capture_cash,
        payments_handlers.cancel_cash,
        payments_handlers.refund_cancelled_order,
        payments_handlers.refund_returned_order,
        payments_handlers.ask_for_less,
        ledger_handlers.book_sale,
        ledger_handlers.book_undone,
        shipping_handlers.call_off_carrier,
        notices_handlers.tell_of_step,
        notices_handlers.tell_booth_of_cancellation,
    ),
    OrderFellShort: (payments_handlers.settle_shortfall, notices_handlers.tell_of_shortfall),
    CarrierIssueOpened: (notices_handlers.tell_booth_of_carrier,),
    ParcelLost: (notices_handlers.tell_of_loss,),
    PurchasePlaced: (
        ledger_handlers.freeze_terms,
        notices_handlers.thank_buyer,
        notices_handlers.tell_booths,
        checkout_handlers.keep_address,
    ),
    PurchasePaid: (notices_handlers.confirm_payment, notices_handlers.tell_booths),
    PurchaseLapsed: (notices_handlers.tell_of_lapse,),
    MoneyCame: (ledger_handlers.book_payment,),
    RefundRequested: (ledger_handlers.book_return,),
    RefundSucceeded: (ledger_handlers.book_refund, notices_handlers.tell_of_refund),
    RefundFailed: (ledger_handlers.book_refund,),
    RefundFoundOutside: (ledger_handlers.book_refund,),
    VariantAdded: (stock_handlers.shelve_new_variant,),
    ProductPublished: (search_handlers.index_product, notices_handlers.tell_of_product_decision),
    ProductChanged: (search_handlers.index_product,),
    ProductHidden: (search_handlers.index_product,),
    ProductWithdrawn: (search_handlers.index_product,),
    ProductSentBack: (search_handlers.index_product, notices_handlers.tell_of_product_decision),
    BoothOpened: (search_handlers.index_booth, notices_handlers.tell_booth_of_decision),
    BoothRejected: (notices_handlers.tell_booth_of_decision,),
    BoothSuspended: (search_handlers.index_booth, notices_handlers.tell_booth_of_decision),
    BoothClosing: (search_handlers.index_booth, notices_handlers.tell_booth_of_decision),
    HelperReadTooMuch: (notices_handlers.tell_owner_of_reading,),
    BoothClosed: (search_handlers.index_booth, notices_handlers.tell_booth_of_decision),
    ChangeAccepted: (notices_handlers.tell_of_change_decision,),
    ChangeRefused: (notices_handlers.tell_of_change_decision,),
    PaperChecked: (notices_handlers.tell_of_paper_decision,),
    PaperRefused: (notices_handlers.tell_of_paper_decision,),
    ComplaintFiled: (notices_handlers.acknowledge_complaint, notices_handlers.tell_booth_of_complaint),
    ComplaintAnswered: (notices_handlers.tell_of_complaint,),
    ReturnMoved: (notices_handlers.tell_of_return,),
    BoothChanged: (search_handlers.index_booth,),
    ReviewWritten: (notices_handlers.tell_booth_of_review,),
    QuestionAsked: (notices_handlers.tell_booth_of_question,),
    QuestionAnswered: (notices_handlers.tell_asker,),
    BoothInvited: (notices_handlers.tell_booth_of_invitation,),
    BroadcastBegan: (notices_handlers.tell_followers,),
    FollowersLeft: (notices_handlers.tell_more_followers,),
    AnnouncementDue: (notices_handlers.carry_announcement,),
}


JOBS: Sequence[Job] = (
    deliver_news, payments_jobs.work_webhooks, payments_jobs.send_refunds, catalog_jobs.take_in_lists,
    leaving_jobs.build_downloads,
    catalog_jobs.hang_photos_of_lists, shipping_jobs.send_bookings, shipping_jobs.work_carrier_notices,
)  # fmt: skip

PERIODIC: Sequence[Every] = (
    Every(deliver_news, minutes=1),
    Every(catalog_jobs.take_in_lists, minutes=1),
    Every(catalog_jobs.hang_photos_of_lists, minutes=1),
    Every(catalog_jobs.keep_to_schedules, minutes=1),
    Every(payments_jobs.work_webhooks, minutes=1),
    Every(payments_jobs.reconcile_payments, minutes=5),
    Every(payments_jobs.compare_with_provider, at_hour=18),
    Every(shipping_jobs.send_bookings, minutes=1),
    Every(shipping_jobs.work_carrier_notices, minutes=1),
    Every(shipping_jobs.follow_bookings, minutes=5),
    Every(checkout_jobs.lapse_unpaid_purchases, minutes=1),
    Every(livestream_jobs.mark_clicks_that_carted, minutes=1),
    Every(livestream_jobs.lapse_unanswered_turns, minutes=1),
    Every(livestream_jobs.forget_old_comments, at_hour=20),
    Every(livestream_jobs.put_marks_together, at_hour=19),
    Every(livestream_jobs.ask_platforms_for_figures, minutes=30),
    Every(livestream_jobs.ask_new_shops, minutes=1),
    Every(livestream_jobs.work_platform_notices, minutes=1),
    Every(livestream_jobs.forget_unended_authorizations, minutes=15),
    Every(notices_jobs.remind_viewers, minutes=5),
    Every(notices_jobs.carry_announcements, minutes=5),
    Every(leaving_jobs.finish_closings, minutes=5),
    Every(leaving_jobs.build_downloads, minutes=1),
    Every(notices_jobs.tell_of_low_shelves, minutes=5),
    Every(returns_jobs.escalate_unanswered_returns, minutes=5),
    Every(returns_jobs.lapse_unsent_returns, at_hour=20),
    Every(orders_jobs.complete_delivered_orders, at_hour=20),
    Every(notices_jobs.ask_for_reviews, at_hour=2),
    Every(notices_jobs.remind_of_ending_papers, at_hour=2),
    Every(carts_jobs.drop_old_carts, at_hour=20),
    Every(ledger_jobs.catch_up_with_the_book, at_hour=19),
    Every(sweep_tries, at_hour=19),
    Every(look_at_tables, at_hour=19),
    Every(figures_jobs.forget_marks, at_hour=19),
)
