"""Questions about what is held of a person."""

from marketplace.domain.privacy.queries.everything import data_of, pictures_of
from marketplace.domain.privacy.queries.staying import reasons_to_stay

__all__ = ["data_of", "pictures_of", "reasons_to_stay"]
