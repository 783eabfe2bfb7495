"""Cards: the pictures that stand for pages where their addresses are shared."""

from papershelf.publish.cards.compose import of_digest, of_list, of_listing, of_paper, of_tag, of_topic
from papershelf.publish.cards.picture import Card, Chip, Studio
from papershelf.publish.cards.sheet import HEIGHT, WIDTH

__all__ = [
    "HEIGHT",
    "WIDTH",
    "Card",
    "Chip",
    "Studio",
    "of_digest",
    "of_list",
    "of_listing",
    "of_paper",
    "of_tag",
    "of_topic",
]
