"""The verbs of the livestream area, one file per family."""

from __future__ import annotations

from marketplace.domain.livestream.actions.broadcasts import (
    BroadcastFacts,
    add_broadcast,
    begin_broadcast,
    cancel_broadcast,
    edit_broadcast,
    end_broadcast,
)
from marketplace.domain.livestream.actions.campaigns import (
    CampaignFacts,
    create_campaign,
    edit_campaign,
    end_campaign,
    explain_guard,
    publish_figures,
    review_campaign,
    schedule_campaign,
    unschedule_campaign,
    withdraw_figures,
)
from marketplace.domain.livestream.actions.clearances import (
    accept_rules,
    answer_for_missing,
    check_host,
    keep_recording,
)
from marketplace.domain.livestream.actions.clicks import (
    Followed,
    Visit,
    follow,
    has_waited_for_hit,
    hit_link,
)
from marketplace.domain.livestream.actions.columns import map_figure_columns, map_order_columns
from marketplace.domain.livestream.actions.comments import (
    Listening,
    confirm_heard,
    drop_heard,
    forget_heard,
    hear_comments,
    lapse_offered_turns,
    offer_turn,
    put_on_waiting_list,
)
from marketplace.domain.livestream.actions.connecting import (
    CameBack,
    begin_connection,
    choose_shops,
    come_back,
    connect_shops,
    disconnect_shop,
    forget_authorizations,
)
from marketplace.domain.livestream.actions.duties import (
    end_duty,
    give_duty,
)
from marketplace.domain.livestream.actions.forgetting import forget_listener, forget_reminders_to
from marketplace.domain.livestream.actions.goals import (
    set_goals,
)
from marketplace.domain.livestream.actions.imports import drop_export, matched_rows, read_export, take_in_export
from marketplace.domain.livestream.actions.invitations import (
    answer_invitation,
    invite_booth,
    propose_goods,
    return_proposal,
    take_proposal,
    withdraw_proposal,
)
from marketplace.domain.livestream.actions.lineup import (
    LiveTerms,
    add_to_line_up,
    change_item,
    create_pin,
    delete_pin,
    remove_from_line_up,
    reorder_line_up,
)
from marketplace.domain.livestream.actions.links import create_link, create_token, end_token
from marketplace.domain.livestream.actions.platform_notices import take_in_notice, work_notices
from marketplace.domain.livestream.actions.platform_tokens import seal_plain_tokens, tiktok_shop
from marketplace.domain.livestream.actions.platforms import sync_new_shops, sync_platform_figures
from marketplace.domain.livestream.actions.progress import looks_of, mark_progress, mark_seen
from marketplace.domain.livestream.actions.readings import (
    ReadingRow,
    Recorded,
    Source,
    correct_reading,
    record_readings,
    review_readings,
)
from marketplace.domain.livestream.actions.reminders import (
    forget_reminder,
    forget_reminders_of_the_past,
    remind_of,
    reminders_due,
)
from marketplace.domain.livestream.actions.sale_changes import thin_sale_changes
from marketplace.domain.livestream.actions.shop_orders import (
    Previewed,
    drop_orders,
    previewed,
    read_orders,
    take_in_orders,
)
from marketplace.domain.livestream.actions.tallies import recount_clicks
from marketplace.domain.livestream.actions.touches import note_touches
from marketplace.domain.livestream.actions.warnings import warn_viewers, withdraw_warning

__all__ = [
    "BroadcastFacts",
    "CameBack",
    "CampaignFacts",
    "Followed",
    "Listening",
    "LiveTerms",
    "Previewed",
    "ReadingRow",
    "Recorded",
    "Source",
    "Visit",
    "accept_rules",
    "add_broadcast",
    "add_to_line_up",
    "answer_for_missing",
    "answer_invitation",
    "begin_broadcast",
    "begin_connection",
    "cancel_broadcast",
    "change_item",
    "check_host",
    "choose_shops",
    "come_back",
    "confirm_heard",
    "connect_shops",
    "correct_reading",
    "create_campaign",
    "create_link",
    "create_pin",
    "create_token",
    "delete_pin",
    "disconnect_shop",
    "drop_export",
    "drop_heard",
    "drop_orders",
    "edit_broadcast",
    "edit_campaign",
    "end_broadcast",
    "end_campaign",
    "end_duty",
    "end_token",
    "explain_guard",
    "follow",
    "forget_authorizations",
    "forget_heard",
    "forget_listener",
    "forget_reminder",
    "forget_reminders_of_the_past",
    "forget_reminders_to",
    "give_duty",
    "has_waited_for_hit",
    "hear_comments",
    "hit_link",
    "invite_booth",
    "keep_recording",
    "lapse_offered_turns",
    "looks_of",
    "map_figure_columns",
    "map_order_columns",
    "mark_progress",
    "mark_seen",
    "matched_rows",
    "note_touches",
    "offer_turn",
    "previewed",
    "propose_goods",
    "publish_figures",
    "put_on_waiting_list",
    "read_export",
    "read_orders",
    "record_readings",
    "recount_clicks",
    "remind_of",
    "reminders_due",
    "remove_from_line_up",
    "reorder_line_up",
    "return_proposal",
    "review_campaign",
    "review_readings",
    "schedule_campaign",
    "seal_plain_tokens",
    "set_goals",
    "sync_new_shops",
    "sync_platform_figures",
    "take_in_export",
    "take_in_notice",
    "take_in_orders",
    "take_proposal",
    "thin_sale_changes",
    "tiktok_shop",
    "unschedule_campaign",
    "warn_viewers",
    "withdraw_figures",
    "withdraw_proposal",
    "withdraw_warning",
    "work_notices",
]
