"""What must hold of checklists at any moment."""

from __future__ import annotations

from marketplace.core.invariants import Invariant

INVARIANTS = (
    Invariant(
        "checklist-marks-fit-their-item",
        "Only what an owner may say was attested, only what an organizer looks at was verified.",
        """SELECT m.id FROM checklist_marks m JOIN checklist_items i ON i.id = m.item_id
           WHERE m.kind IN ('attested', 'verified') AND m.kind <> i.kind""",
    ),
    Invariant(
        "checklist-marks-are-in-the-audit-trail",
        "Every mark on a checklist, waivers above all, stands in the audit trail under the name of who made it.",
        """SELECT m.id FROM checklist_marks m WHERE NOT EXISTS (
           SELECT 1 FROM audit_entries a WHERE a.subject = 'checklist:' || m.item_id
           AND a.action = 'checklist.' || m.kind AND a.booth_id = m.booth_id AND a.person_id = m.by_id)""",
    ),
)
