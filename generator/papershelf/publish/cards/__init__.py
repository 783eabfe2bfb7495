"""Cards: the pictures that stand for pages where their addresses are shared."""

from papershelf.publish.cards.compose import of_digest, of_list, of_listing, of_paper, of_tag, of_topic
from papershelf.publish.cards.picture import Card, Chip, Look, Studio
from papershelf.publish.cards.sheet import HEIGHT, LARGEST_LOGO, WIDTH, check_logo

__all__ = [
    "HEIGHT",
    "LARGEST_LOGO",
    "WIDTH",
    "Card",
    "Chip",
    "Look",
    "Studio",
    "check_logo",
    "of_digest",
    "of_list",
    "of_listing",
    "of_paper",
    "of_tag",
    "of_topic",
]
