"""Verbs about personal data."""

from marketplace.domain.privacy.actions.leaving import download_data, erase_person

__all__ = ["download_data", "erase_person"]
