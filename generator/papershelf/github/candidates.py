"""What `papershelf fetch` brought as a pull request: papers' files that merging takes in, and its text.

The request has papers, not candidates, so that merging is all it takes. Beside them is what remembers them: of a
paper whose file is deleted in the request, that alone is merged, and it never comes again. Their addresses are not
promised before they are on the list, so that a deleted one has promised nothing; the next request promises them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from papershelf.content import inbox, ledger
from papershelf.errors import Problem
from papershelf.github.request_text import cut
from papershelf.inbox.arrivals import Arrivals
from papershelf.inbox.decide import accept
from papershelf.model import Library, Paper
from papershelf.text import code_github, counted, escape_github

BRANCH = "inbox/candidates"
"""The branch of the request, to which the next run adds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a run adds to the request."""

    files: Mapping[str, str]
    """By path under `content/`."""
    pending: Sequence[Paper]
    """The papers that it has from earlier runs."""


def propose(published: Library, texts: Mapping[str, str], library: Library, arrived: Arrivals, day: str) -> Proposal:
    """Make papers of what a run brought.

    Args:
        published: The list as it is.
        texts: Its files, by path under `content/`.
        library: The list as it would be with the request.
        arrived: What is new to it.
        day: The day that papers are marked with, `YYYY-MM-DD`.
    """
    pending = [paper for paper in library.papers if paper.id not in {each.id for each in published.papers}]
    if not arrived.arrivals:
        return Proposal(files={}, pending=pending)
    change = accept(library, arrived.files, arrived.arrivals, added=day, promised=False)
    papers = {name: text for name, text in change.files.items() if text is not None}
    # Where the request cannot be merged yet, it does not have whatever was published since.
    there = {paper.id for paper in library.papers}
    promised = ledger.promise(texts, ledger.promised(paper for paper in published.papers if paper.id in there))
    remembered = inbox.record((each.paper for each in arrived.arrivals), day)
    return Proposal(files={**promised, **papers, **remembered}, pending=pending)


def to_json(proposal: Proposal, arrived: Arrivals, problems: Iterable[Problem]) -> str:
    """The request as one JSON object in ASCII: `title`, `body`, `branch`, `message` and `files` (`path`, `content`)."""
    new, waiting = len(arrived.arrivals), len(proposal.pending)
    request = {
        "title": f"Take in {counted(new + waiting, 'candidate')}",
        "body": cut(_lines(proposal, arrived, problems), "- and more: see the files"),
        "branch": BRANCH,
        "message": f"Propose {counted(new, 'candidate')} for the list",
        "files": [{"path": f"content/{name}", "content": text} for name, text in proposal.files.items()],
    }
    return json.dumps(request, indent=1) + "\n"


def _lines(proposal: Proposal, arrived: Arrivals, problems: Iterable[Problem]) -> Iterator[str]:
    yield "Merging takes these papers in. Delete the file of one that does not belong: it is dropped for good."
    yield "Tags under `proposed` wait for a person: move those that are right to `tags`."
    if arrived.arrivals:
        yield from ("", "### New", "")
        for each in arrived.arrivals:
            yield f"- {_shown(each.paper)}: {escape_github(each.reason)}."
            for found in arrived.suggested.get(each.paper.slug, ()):
                yield f"  - {code_github(found.tag)} {found.confidence:.2f}: {escape_github(found.reason)}"
    if proposal.pending:
        yield from ("", "### From earlier runs", "", *(f"- {_shown(paper)}" for paper in proposal.pending))
    if arrived.left:
        yield from ("", f"{counted(arrived.left, 'more candidate')} will come with the next run.")
    if rows := [f"- {code_github(each.path)} {escape_github(each.sentences)}" for each in problems]:
        yield from ("", "### Notices", "", *rows)


def _shown(paper: Paper) -> str:
    named = {"arXiv": paper.arxiv, "DOI": paper.doi}
    where = next((f" ({kind} {code_github(value)})" for kind, value in named.items() if value), "")
    return f"{code_github(paper.file)} {escape_github(paper.title)}{where}"
