"""The colours and marks of topics, in the order of the vocabulary."""

from __future__ import annotations

from papershelf.catalog.catalog import Catalog
from papershelf.model import KIND_TOPIC

COLOURS = (
    "#861118", "#5c4300", "#005813", "#015259", "#1e3f97", "#6d2073", "#057c59", "#027493", "#6358ba",
    "#a23e7c", "#ab4501", "#736c01", "#a272d4", "#d46080", "#c67707", "#779b1e", "#06a295", "#2193e0",
)  # fmt: skip
"""One a topic, in the order of the vocabulary and then from the start: those of the site in its light dress."""
NEUTRAL = "#6a7079"
"""For what belongs to no topic."""


def colour_of(topic: int | None) -> str:
    """The colour of the topic at this place in the vocabulary."""
    return NEUTRAL if topic is None else COLOURS[topic % len(COLOURS)]


TOPIC_COLOURS = 18
TOPIC_MARKS = 6
"""How many colours and marks for topics the style sheet has; further topics begin anew."""


def to_style_sheet(catalog: Catalog) -> str:
    """A style sheet that gives every topic its colour and mark, in the vocabulary's order; all kinds share one."""
    looks = {
        topic.key: (f"colour-{number % TOPIC_COLOURS}", f"mark-{number % TOPIC_MARKS}")
        for number, topic in enumerate(catalog.topics)
    }
    looks[KIND_TOPIC] = ("neutral", "mark-kind")
    return "".join(
        f'[data-topic="{key}"]{{--ps-topic:var(--ps-{colour});--ps-mark:var(--ps-{mark})}}\n'
        for key, (colour, mark) in looks.items()
    )
