"""Cards: the pictures that stand for pages where their addresses are shared."""

from generator.exports.cards.compose import of_digest, of_list, of_listing, of_paper, of_tag, of_topic
from generator.exports.cards.picture import HEIGHT, WIDTH, Card, Chip, Studio, colour_of

__all__ = [
    "HEIGHT",
    "WIDTH",
    "Card",
    "Chip",
    "Studio",
    "colour_of",
    "of_digest",
    "of_list",
    "of_listing",
    "of_paper",
    "of_tag",
    "of_topic",
]
