"""What a partner is not told: reviews, decisions, unpublished metadata, listed people, places on request."""

from kg.export.withholding.people import Listed, read_people
from kg.export.withholding.places import Level
from kg.export.withholding.profile import Profile, Withheld, withhold

__all__ = ["Level", "Listed", "Profile", "Withheld", "read_people", "withhold"]
