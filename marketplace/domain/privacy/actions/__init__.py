"""Verbs about personal data."""

from marketplace.domain.privacy.actions.leaving import Download, download_data, erase_person

__all__ = ["Download", "download_data", "erase_person"]
