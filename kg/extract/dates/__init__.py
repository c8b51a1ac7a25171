"""Date expressions, and the days they can mean."""

from kg.extract.dates.finding import Anchor, DateMention, anchor_of, days_agree, find_dates

__all__ = ["Anchor", "DateMention", "anchor_of", "days_agree", "find_dates"]
