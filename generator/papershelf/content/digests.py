"""`content/digests/`: which papers each digest told of, and which digests were sent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from papershelf.addresses import DIGESTS, digest_url
from papershelf.content import ledger, papers
from papershelf.content.yaml import edit
from papershelf.content.yaml.fields import MOST_NAMED, Report, check_day, check_keys, is_day, text, texts
from papershelf.content.yaml.nodes import Node
from papershelf.errors import Problem, Rejected
from papershelf.model import Delivery, Digest, Library
from papershelf.text import capture_text, check_summary

FOLDER = "digests"
"""Below `content/`; one file a digest, named after its day."""
SENT = f"{FOLDER}/sent.txt"
"""The digests that were handed to a mail server, a line each."""

FIELDS = ("since", "papers")

_SENT_LINE = re.compile(r"(\S{10}) (begun|sent)")


def read(report: Report, day: str, text: str) -> Digest | None:
    """Read one digest's file strictly.

    Args:
        report: Where every problem is noted.
        day: The file's name without its ending.
        text: The file, with line ends as LF.

    Returns:
        The digest, or None where something it needs is missing. Problems may be noted either way.
    """
    if (parts := papers.split(report, text)) is None:
        return None
    front = parts.front
    check_keys(report, front, None, FIELDS)
    missing = [name for name in FIELDS if name not in front.entries]
    for name in missing:
        report.add(None, name, "it is missing", "Take the file back from the last commit")
    if missing:
        return None
    since = _since(report, front.entries["since"].value, day)
    node = front.entries["papers"].value
    told = texts(report, node, "papers", "papers: […]")
    repeated = sorted(paper for paper, times in Counter(told).items() if times > 1)
    for paper in repeated[:MOST_NAMED]:
        report.add(node, "papers", f"'{paper[:60]}' appears twice", "Remove one of the two")
    introduction = capture_text(parts.body)
    try:
        check_summary(introduction)
    except Rejected as error:
        report.add_rejected(parts.body_line, None, error)
        return None
    return None if since is None else Digest(date=day, since=since, papers=told, introduction=introduction)


def _since(report: Report, node: Node, day: str) -> str | None:
    since = text(report, node, "since", 'since: "2026-11-14"')
    if since is None:
        return None
    report.attempt(node, "since", lambda: check_day(since, 'Write `since: "2026-11-14"`'))
    if not is_day(since):
        return None
    if since > day:
        report.add(node, "since", f"'{since}' is not a day up to {day}", 'Write `since: "2026-11-14"`')
        return None
    return since


def write(digest: Digest) -> str:
    """The file of a digest."""
    values: dict[str, edit.Value] = {"since": edit.Quoted(digest.since), "papers": list(digest.papers)}
    front = [line for name in FIELDS for line in edit.field_lines(name, values[name])]
    return "\n".join(["---", *front, "---", f"{digest.introduction}\n" if digest.introduction else ""])


def read_sent(report: Report, text: str) -> dict[str, Delivery]:
    """Read how far the delivery of each digest came."""
    found: dict[str, Delivery] = {}
    for number, row in enumerate(text.removesuffix("\n").split("\n") if text else (), start=1):
        match = _SENT_LINE.fullmatch(row)
        if match is None or match[1] in found or not is_day(match[1]):
            problem = f"'{row[:60]}' is not `YYYY-MM-DD sent`, or its day appears twice"
            remedy = "Leave this file to `papershelf digest send`; take it back from the last commit"
            report.problems.append(Problem(path=report.path, line=number, problem=problem, remedy=remedy))
        else:
            found[match[1]] = Delivery(match[2])
    return found


def write_sent(deliveries: Mapping[str, Delivery]) -> str:
    """The file of deliveries, in the order of days; what was not begun has no line."""
    begun = {day: how for day, how in deliveries.items() if how is not Delivery.NONE}
    return "".join(f"{day} {begun[day].value}\n" for day in sorted(begun))


def mark(library: Library, day: str, how: Delivery) -> dict[str, str]:
    """The file that changes when the delivery of a digest comes a step further, or back to its beginning."""
    deliveries = {digest.date: digest.delivery for digest in library.digests}
    return {SENT: write_sent(deliveries | {day: how})}


def record(texts: Mapping[str, str], digest: Digest) -> dict[str, str]:
    """The files that a new digest adds or changes: itself, and the ledger, which promises its page for good."""
    files = {f"{FOLDER}/{digest.date}.md": write(digest)}
    return files | ledger.promise(texts, (DIGESTS, digest_url(digest)))
