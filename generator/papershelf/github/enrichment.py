"""What `papershelf enrich` found as a pull request: its text, with the reasons, and the files."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from papershelf.errors import Problem
from papershelf.facts.proposals import Plan, shown
from papershelf.facts.review import Candidate
from papershelf.github.request_text import cut
from papershelf.text import code_github, counted, escape_github

BRANCH = "enrich/facts"
"""The branch of the request, which the next run renews."""


def to_json(planned: Plan, candidates: Sequence[Candidate], problems: Sequence[Problem]) -> str:
    """The request as one JSON object in ASCII: `title`, `body`, `branch`, `message` and `files` (`path`, `content`)."""
    count = f"{counted(len(planned.additions), 'fact')} of {counted(planned.papers, 'paper')}"
    request = {
        "title": f"Complete {count}",
        "body": cut(_lines(planned, candidates, problems), "- and more: run `papershelf enrich`"),
        "branch": BRANCH,
        "message": f"Complete {count} from public data",
        "files": [{"path": f"content/{name}", "content": text} for name, text in planned.files.items()],
    }
    return json.dumps(request, indent=1) + "\n"


def _lines(planned: Plan, candidates: Sequence[Candidate], problems: Iterable[Problem]) -> Iterator[str]:
    counts = Counter((addition.source, addition.fact) for addition in planned.additions)
    yield "What public data says of papers that lacked it. Nothing that a person wrote is changed."
    if counts:
        yield from ("", "| source | fact | papers |", "| --- | --- | ---: |")
        yield from (f"| {escape_github(source)} | {fact} | {count:,} |" for (source, fact), count in counts.items())
        yield from ("", "### Facts and reasons", "")
        for addition in planned.additions:
            reason = f"{escape_github(addition.source)}, {escape_github(addition.reason)}"
            yield f"- {code_github(addition.paper.slug)} {addition.fact}: {escape_github(addition.shown)} ({reason})"
    if candidates:
        yield from ("", "### To review: run `papershelf enrich`, then accept what is right", "")
        for each in sorted(candidates, key=lambda each: each.key):
            record = each.match.record
            what = f"{escape_github(record.title)}, {escape_github(shown(record.authors))}"
            where = f"{escape_github(record.source)} {code_github(record.identifier)}"
            yield f"- {code_github(each.paper.slug)}: {what} ({where}): {escape_github(each.match.reason)}"
    if rows := [f"- {code_github(each.path)} {escape_github(each.sentences)}" for each in problems]:
        yield from ("", "### Disagreements and notices", "", *rows)
