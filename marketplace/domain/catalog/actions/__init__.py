"""The verbs of the catalogue, one file per family."""

from __future__ import annotations

from marketplace.domain.catalog.actions.archiving import bring_photos, hang_brought_photos, take_back_photos
from marketplace.domain.catalog.actions.bulk import (
    Outcome,
    change_each,
    copy_product,
    move_to_category,
    reprice_product,
)
from marketplace.domain.catalog.actions.columns import map_import_columns
from marketplace.domain.catalog.actions.deciding import (
    accept_change,
    hide_product,
    publish_product,
    refuse_change,
    send_back_product,
    show_product_again,
    submit_product,
    take_back_product,
    withdraw_product,
)
from marketplace.domain.catalog.actions.framing import describe_photo, frame_of, frame_photo, move_photo
from marketplace.domain.catalog.actions.importing import (
    checked_import,
    drop_import,
    read_import,
    update_import_cells,
)
from marketplace.domain.catalog.actions.making import create_product, update_product
from marketplace.domain.catalog.actions.photos import add_photo, attach_illustration, lead_with_photo, remove_photo
from marketplace.domain.catalog.actions.pricing import (
    add_variant,
    resume_variant,
    stop_variant,
    update_variant,
)
from marketplace.domain.catalog.actions.scheduling import cancel_schedule, follow_schedules, schedule_product
from marketplace.domain.catalog.actions.sending import send_product
from marketplace.domain.catalog.actions.shelves import load_categories, save_category
from marketplace.domain.catalog.actions.tabling import update_variants
from marketplace.domain.catalog.actions.taking_in import (
    ask_to_take_in,
    stop_taking_in,
    take_in_asked_imports,
    take_in_import,
)

__all__ = [
    "Outcome",
    "accept_change",
    "add_photo",
    "add_variant",
    "ask_to_take_in",
    "attach_illustration",
    "bring_photos",
    "cancel_schedule",
    "change_each",
    "checked_import",
    "copy_product",
    "create_product",
    "describe_photo",
    "drop_import",
    "follow_schedules",
    "frame_of",
    "frame_photo",
    "hang_brought_photos",
    "hide_product",
    "lead_with_photo",
    "load_categories",
    "map_import_columns",
    "move_photo",
    "move_to_category",
    "publish_product",
    "read_import",
    "refuse_change",
    "remove_photo",
    "reprice_product",
    "resume_variant",
    "save_category",
    "schedule_product",
    "send_back_product",
    "send_product",
    "show_product_again",
    "stop_taking_in",
    "stop_variant",
    "submit_product",
    "take_back_photos",
    "take_back_product",
    "take_in_asked_imports",
    "take_in_import",
    "update_import_cells",
    "update_product",
    "update_variant",
    "update_variants",
    "withdraw_product",
]
