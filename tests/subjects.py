"""A list on four subjects that a machine can tell apart. Everything in it is invented."""

from __future__ import annotations

import random
from dataclasses import replace
from types import MappingProxyType

from fabricate import library, paper

from papershelf.model import Library, Tag, Vocabulary

TAGS = {"tea": "drinks", "kettles": "tools", "sheep": "animals", "clouds": "weather", "survey": "kind"}
WORDS = {
    "tea": "brewing leaves porcelain steeping infusion",
    "kettles": "kettle boiling spout whistle copper",
    "sheep": "wool flock shepherd meadow lamb",
    "clouds": "cumulus rain vapour drizzle sky",
}
ABOUT = {"survey": "An overview of what others found.", "tea": "All about brewing leaves."}


def invented() -> Library:
    """Sixteen papers on each of four subjects; every fourth is a survey and says so."""
    papers = []
    for tag, words in WORDS.items():
        for number in range(16):
            spread = " ".join(random.Random(f"{tag} {number}").sample(words.split(), 4))
            survey = number % 4 == 0
            papers.append(
                paper(
                    f"{tag}-{number}",
                    f"Notes on {spread}",
                    id=f"{tag}{number}",
                    summary=f"It covers {spread}{' in an overview of many experiments' if survey else ''}.",
                    tags=(tag, "survey") if survey else (tag,),
                )
            )
    made = library(*papers, tags=TAGS)
    tags = {
        key: Tag(
            key=key,
            label=tag.label,
            description=ABOUT.get(key, tag.description),
            topic=tag.topic,
            aliases=("cuppa",) if key == "tea" else (),
        )
        for key, tag in made.vocabulary.tags.items()
    }
    return replace(made, vocabulary=Vocabulary(topics=made.vocabulary.topics, tags=MappingProxyType(tags)))
