"""The words of a review: the one comment under a pull request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from urllib.parse import quote

from papershelf.errors import Problem, Rejected, Severity, stop
from papershelf.github.result import (
    Correction,
    Event,
    FileChange,
    Flag,
    Loss,
    MendingLines,
    Notice,
    PaperChange,
    Refusal,
    Result,
    WordChange,
)
from papershelf.text import check_url, code_github, counted, escape_github, fence_github

MARK = "<!-- papershelf-review -->"
"""The first line of the comment, by which the next run finds it."""

LONGEST = 60_000
"""The most bytes of a comment; GitHub takes 65,536 characters."""
_VANISHED = "vanished-address"
"""The rule whose problems have a section of their own."""

_Row = Callable[[], str]
"""What writes a row of a section, if there is room for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a contributor edits the request's files on GitHub."""

    repository: str
    """The address of the repository that the request comes from, without a slash at its end."""
    branch: str

    def edit(self, path: str) -> str:
        """The address of GitHub's editor on a file."""
        return f"{self.repository}/edit/{quote(self.branch)}/{quote(path)}"


def place(repository: str | None, branch: str | None) -> Place | None:
    """Where a request's files are edited, if both are known and the address is one.

    Raises:
        PapershelfError: It is not an address.
    """
    if not repository or not branch:
        return None
    return Place(repository=str(_address("--repository", repository)), branch=branch)


def _address(option: str, url: str | None) -> str | None:
    """An address of GitHub's as it can be in a link, without a slash at its end."""
    if not url:
        return None
    try:
        check_url(url)
    except Rejected as error:
        raise stop(option, error.problem, error.remedy) from None
    return quote(url.rstrip("/"), safe=":/")


def to_markdown(result: Result, place: Place | None = None, run: str | None = None, changed: Sequence[str] = ()) -> str:
    """The text of the comment.

    Args:
        result: What the review found.
        place: Where its files are edited; None: the comment has no edit links.
        run: The address of the workflow's run, which has the preview; None: none is named.
        changed: The files that the request changes, as GitHub itself says, if they were asked for.

    Raises:
        PapershelfError: `run` is not an address.
    """
    sections = [
        MARK,
        f"### {_headline(result)}",
        _own_workflows(changed),
        _notices(result.notices),
        # Each section has room of its own, so that none pushes the others out.
        _section("To mend", _to_mend(result, place), 20_000, "more; run `papershelf check` for all of them"),
        _section("Files that were not read", [partial(_refused, each) for each in result.refused], 6_000, "more"),
        _section("Addresses that would vanish", _vanished(result), 6_000, "more"),
        _section(
            "What this removes or replaces", [partial(_lost_value, each) for each in result.losses], 9_000, "more"
        ),
        _section("What changes", [partial(_changed, each) for each in result.papers], 9_000, "more papers"),
        _section("The vocabulary", [partial(_word, each) for each in result.words], 6_000, "more entries"),
        _section("Other files of the list", [partial(_file, each) for each in result.files], 6_000, "more files"),
        _preview(result, _address("--run", run)),
        _end(result),
    ]
    text = "\n\n".join(filter(None, sections))
    return _cut(text, LONGEST, "\n\nThis comment was too long, and ends here.") + "\n"


def _headline(result: Result) -> str:
    count = Counter(finding.severity for finding in result.findings)
    errors = count[Severity.ERROR] + len(result.refused)
    warned = count[Severity.WARNING]
    warnings = counted(warned, "warning")
    if errors:
        return f"{counted(errors, 'thing')} to mend before this can be merged{f', and {warnings}' if warned else ''}"
    if warned:
        said = f"Nothing is in the way of this, and there {'is' if warned == 1 else 'are'} {warnings}"
        return f"{said}; a maintainer is asked whether what it removes may go" if result.losses else said
    if result.losses:
        return "Nothing is in the way of this; a maintainer is asked whether what it removes may go"
    if result.notices:
        return "Nothing is in the way of this; a maintainer is asked to look at it"
    return "All is well: thank you"


_NOTICES = {
    Flag.CONFLICT: "The branch it would be merged into has changed the same lines. Merge that branch into this one, "
    "or press **Resolve conflicts** below. Until then this review is about the request as it was written.",
    Flag.MIXED: "It changes papers and other files in one request",
    Flag.OUTSIDE: "It changes files outside of the list",
    Flag.FILES: "It changes very many files",
    Flag.SIZE: "It is very large",
    Flag.DELETIONS: "It removes many files of the list",
    Flag.MARKUP: "It puts links or bold text into summaries",
}


def _own_workflows(changed: Sequence[str]) -> str:
    """A warning where the workflows that ran are the request's own, which may have said anything."""
    own = [path for path in changed if path.startswith((".github/", ".ci/"))]
    if not own:
        return ""
    paths = ", ".join(code_github(path, 80) for path in own[:_MOST_PATHS])
    return (
        "> [!CAUTION]\n> **This request changes what checks it.** Its mark `check` is its own; this comment and "
        f"the mark `papershelf` are not. Read these files first: {paths}."
    )


def _notices(notices: Iterable[Notice]) -> str:
    rows = [f"> - {_notice(notice)}" for notice in notices]
    return "\n".join(["> [!WARNING]", "> **For the maintainer**", *rows]) if rows else ""


def _notice(notice: Notice) -> str:
    text = _NOTICES[notice.flag]
    if notice.flag is Flag.CONFLICT:
        return text
    number = f"{notice.count / 1e6:,.1f} MB" if notice.flag is Flag.SIZE else f"{notice.count:,}"
    if not notice.paths:
        return f"{text}: {number}."
    named = [code_github(path, 80) for path in notice.paths[:_MOST_PATHS]]
    paths = ", ".join(named)
    more = f" and {notice.count - len(named):,} more" if notice.count > len(named) else ""
    return f"{text} ({number}): {paths}{more}."


def _to_mend(result: Result, place: Place | None) -> list[_Row]:
    """An item for each line that something is said of: what is wrong, then the line as it should be."""
    rows: list[_Row] = []
    fitting: set[Correction] = set()
    mending = MendingLines(result.corrections)
    for (path, line), findings in _by_line(each for each in result.findings if each.rule != _VANISHED):
        found = mending.at(path, line)
        fitting.update(found)
        rows.append(partial(_problems, path, line, findings, found, place))
    alone = [each for each in result.corrections if each not in fitting]
    return [*rows, *(partial(_problems, each.path, each.first, [], [each], place) for each in alone)]


def _problems(
    path: str, line: int | None, findings: list[Problem], mending: list[Correction], place: Place | None
) -> str:
    said = (_said(finding, mended=bool(mending)) for finding in findings)
    head = "<br>".join([f"- {_where(path, line, place)}", *said])
    return "\n\n".join([head, *map(_paste, mending)])


def _by_line(findings: Iterable[Problem]) -> Iterable[tuple[tuple[str, int | None], list[Problem]]]:
    """The findings of each line together, those lines first that have an error."""
    lines: dict[tuple[str, int | None], list[Problem]] = {}
    for finding in sorted(findings, key=_by_weight):
        lines.setdefault((finding.path, finding.line), []).append(finding)
    return lines.items()


def _by_weight(finding: Problem) -> tuple[int, str, int]:
    return (list(Severity).index(finding.severity), finding.path, finding.line or 0)


def _said(finding: Problem, *, mended: bool) -> str:
    """What is wrong, and what to do unless a corrected line says it."""
    sign = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.NOTE: "💬"}[finding.severity]
    field = f"{code_github(finding.field, 60)}: " if finding.field else ""
    remedy = "" if mended else f" {to_sentence(finding.remedy)}"
    return f"{sign} {field}{to_sentence(finding.problem)}{remedy}"


def to_sentence(words: str) -> str:
    """A clause of ours, which may quote anything, as a sentence."""
    return escape_github(words[:1].upper() + words[1:] + ("" if words.endswith("?") else "."), 600)


def _where(path: str, line: int | None, place: Place | None) -> str:
    name = PurePosixPath(path).name if path.startswith("content/papers/") else path
    shown = f"**{code_github(name, 100)}**" + ("" if line is None else f" line {line}")
    # Without parentheses, quotes or spaces, as `quote` leaves it, an address cannot end its own link.
    return shown if place is None else f"{shown} ([edit]({place.edit(path)}))"


def _paste(correction: Correction) -> str:
    """The corrected lines in a block of their own, indented as a part of the list's item."""
    if not correction.lines:
        rows = "one line" if correction.first == correction.last else f"lines {correction.first} to {correction.last}"
        return f"  Remove {rows}."
    block = fence_github("\n".join(correction.lines), "yaml")
    return "\n".join(f"  {row}" for row in block.split("\n"))


def _refused(refusal: Refusal) -> str:
    return f"- {code_github(refusal.path, 200)}: {escape_github(refusal.reason)}."


def _vanished(result: Result) -> list[_Row]:
    lost = [finding for finding in result.findings if finding.rule == _VANISHED]
    return [partial(_lost, finding) for finding in lost]


def _lost(finding: Problem) -> str:
    return f"- {_said(finding, mended=False)}"


_MOST_PATHS = 12
"""Of one notice that are named."""
_MOST_TAGS = 20
"""Of one paper that are named; the rules allow a third of that."""

_SIGNS = {
    Event.ADDED: "**New:**",
    Event.CHANGED: "",
    Event.REMOVED: "**Removed:**",
    Event.RENAMED: "**Renamed:**",
}


def _lost_value(loss: Loss) -> str:
    """What goes, and what takes its place, for a maintainer to compare."""
    of = escape_github(loss.title, 160) if loss.title else code_github(loss.path, 120)
    after = escape_github(loss.after, 500) if loss.after else "*nothing*"
    before = escape_github(loss.before, 500) if loss.before else "*nothing*"
    return f"- {of}, {code_github(loss.field, 40)}<br>was: {before}<br>becomes: {after}"


def _name(path: str) -> str:
    return PurePosixPath(path).name


def _changed(change: PaperChange) -> str:
    title = f"{_SIGNS[change.event]} {escape_github(change.title, 200)}".strip()
    return f"- {title}{''.join(f'<br>{row}' for row in _details(change))}"


def _details(change: PaperChange) -> Iterator[str]:
    if change.event is Event.REMOVED:
        return
    if change.former is not None:
        yield f"file: {code_github(_name(change.former), 100)} → {code_github(_name(change.path), 100)}"
    tags = [f"+ {code_github(tag, 80)}" for tag in change.tags_added[:_MOST_TAGS]]
    tags += [f"− {code_github(tag, 80)}" for tag in change.tags_removed[:_MOST_TAGS]]
    if tags:
        yield f"tags: {' '.join(tags)}"
    elif change.event is Event.ADDED:
        yield "no tags yet"
    if change.proposed:
        named = " ".join(code_github(tag, 80) for tag in change.proposed[:_MOST_TAGS])
        command = code_github(f"papershelf suggest --confirm {PurePosixPath(change.path).stem}", 160)
        yield f"proposed, and no tags before a person moves them to `tags` or runs {command}: {named}"
    if change.event is Event.ADDED:
        yield "with a summary" if change.summary else "no summary yet"
    elif change.summary is not None:
        yield f"summary {change.summary.value}"
    if change.fields:
        yield f"also: {', '.join(code_github(name, 40) for name in change.fields)}"


def _word(change: WordChange) -> str:
    kind = escape_github(change.kind, 20)
    return f"- {kind} {change.event.value}: {code_github(change.key, 80)}, {escape_github(change.label, 100)}"


_UNITS = {
    "content/synonyms.txt": ("group", "groups"),
    "content/map.csv": ("place", "places"),
    "content/urls.txt": ("address", "addresses"),
    "content/digests/sent.txt": ("delivery", "deliveries"),
}
"""What a line of a file is, and several of them."""
_WRITERS = {
    "content/map.csv": "`papershelf map` writes it",
    "content/tags.schema.json": "`papershelf editor` writes it",
    "content/sources.schema.json": "`papershelf editor` writes it",
    "content/urls.txt": "only commands write it",
    "content/digests/sent.txt": "only `papershelf digest send` writes it, and a digest that it names is never sent",
}
"""Files that no person edits, with what a maintainer should know of them."""


def _file(change: FileChange) -> str:
    unit = _UNITS.get(change.path, ("line", "lines"))
    numbers = [f"{counted(n, *unit)} {done}" for n, done in ((change.added, "added"), (change.removed, "removed")) if n]
    said = ", ".join(numbers) or "its lines in another order"
    writer = f". It is not a file to edit by hand: {_WRITERS[change.path]}" if change.path in _WRITERS else ""
    return f"- {f'{_SIGNS[change.event]} '.lstrip()}{code_github(change.path, 120)}: {said}{writer}."


def _preview(result: Result, run: str | None) -> str:
    if run is None or not (result.papers or result.words or result.files) or not result.is_sound:
        return ""
    return f"The pages that change are at the foot of [this run]({run}), as the artifact `preview`."


def _end(result: Result) -> str:
    left_out = f"{result.left_out:,} more items were left out. " if result.left_out else ""
    about = f"About {code_github(result.head[:10])} as it would be merged into {code_github(result.base[:10])}."
    return f"<sub>{left_out}{about} A new push renews this comment.</sub>"


def _section(title: str, rows: Sequence[_Row], room: int, more: str) -> str:
    """A heading and as many rows as there is room for, in bytes; what has no room is not even written."""
    kept: list[str] = []
    for row in rows:
        text = row()
        room -= len(text.encode("utf-8"))
        if room < 0:
            kept.append(f"- and {len(rows) - len(kept):,} {more}")
            break
        kept.append(text)
    return "\n".join([f"#### {title}", "", *kept]) if kept else ""


def _cut(text: str, limit: int, end: str) -> str:
    raw = text.encode("utf-8")
    return text if len(raw) <= limit else raw[: limit - len(end)].decode("utf-8", "ignore") + end
