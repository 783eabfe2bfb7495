"""The pages of digests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from papershelf import addresses
from papershelf.catalog.catalog import Catalog
from papershelf.model import Paper, Topic
from papershelf.publish import cards
from papershelf.publish.language import ENGLISH, Words
from papershelf.publish.page import Page

WHOLE_IN_DIGEST = 200
"""So many papers of a digest are shown with their first sentence and tags; of more, the titles only."""

SHOWN_OF_DIGEST = 3
"""How many of its topics the list of digests names."""


def compose_digests(catalog: Catalog, words: Words = ENGLISH) -> Iterator[Page]:
    """Compose the page of all digests, and that of each; none without digests."""
    digests = catalog.library.digests
    if not digests:
        return
    yield Page(
        address=addresses.DIGESTS,
        template="digests",
        title=words.say("Digests"),
        description=words.say("What was new in this list, digest by digest, the latest first."),
        context={
            "digests": [(each, words.day(each.date), _largest(catalog.sections_of(each))) for each in reversed(digests)]
        },
    )
    for number, each in enumerate(digests):
        day, since, count = words.day(each.date), words.day(each.since), len(each.papers)
        yield Page(
            address=addresses.digest_url(each),
            template="digest",
            title=words.say("Digest of %(day)s", day=day),
            description=words.counted(
                count,
                "%(num)s paper added to this list since %(day)s, by topic.",
                "%(num)s papers added to this list since %(day)s, by topic.",
                day=since,
            ),
            context={
                "digest": each,
                "since": since,
                "sections": catalog.sections_of(each),
                "whole": count <= WHOLE_IN_DIGEST,
                "earlier": digests[number - 1] if number else None,
                "later": digests[number + 1] if number + 1 < len(digests) else None,
            },
            edit=each.source,
            card=partial(cards.of_digest, catalog, each, day, words),
        )


def _largest(sections: Sequence[tuple[Topic | None, Sequence[Paper]]]) -> list[tuple[Topic, Sequence[Paper]]]:
    """The topics that most papers of a digest are under."""
    about = [(topic, papers) for topic, papers in sections if topic is not None]
    return sorted(about, key=lambda section: -len(section[1]))[:SHOWN_OF_DIGEST]
