"""What a suggestion becomes, as JSON for the workflow that acts on it: a pull request, or an answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256

from papershelf.errors import Problem
from papershelf.github.form import Field
from papershelf.github.suggestion import Author, Suggestion
from papershelf.github.tag_answers import MOST_WORDS
from papershelf.text import escape_github

MARK = "<!-- papershelf-suggestion -->"
"""The first line of the answer under an issue, by which the next run finds it."""
_NEWER = "If the issue has the label `accepted` already, it was given to an earlier text: a maintainer gives it again."


def to_request(suggestion: Suggestion, who: Author, issue: int, text: bytes) -> str:
    """The pull request that a suggestion becomes, as JSON for the workflow that opens it.

    A stranger's words are in the body only, escaped; branch, title and message are made of our own
    words, numbers and names that are safe by their form.

    Args:
        suggestion: The suggestion.
        who: Who opened the issue.
        issue: Its number.
        text: The issue's text, as it was accepted: its hash tells whether it was changed since.
    """
    what = _headline(suggestion)
    accepted = sha256(text).hexdigest()
    notes = [f"- {escape_github(problem.sentences, 600)}" for problem in suggestion.notes]
    rows = "\n\n".join(
        "\n".join([f"**{escape_github(change.paper.title)}**", "", *change.rows]) for change in suggestion.changes
    )
    said = "\n".join(["The rules say only this:", "", *notes]) if notes else "No rule is broken."
    body = [
        f"Closes #{issue}, in which @{who.login} suggested this.",
        rows,
        said,
        "The check ran before this request was opened: it loads, keeps the rules, and the site builds.",
        f"<sub>Made of the issue's text as it was accepted (SHA-256 {accepted[:12]}). Later edits are not in it.</sub>",
    ]
    answer = [
        MARK,
        "### This can be applied",
        rows,
        said,
        f"A maintainer accepts it with the label `accepted`. {_NEWER}",
    ]
    return _to_json(
        {
            "applied": True,
            "accepted": accepted,
            "answer": "\n\n".join(answer),
            "branch": f"suggestion/issue-{issue}",
            "title": what,
            "body": "\n\n".join(body),
            "message": f"{what}\n\nSuggested in issue {issue}.\n\n{who.trailer}\n",
            "files": [{"path": f"content/{name}", "content": text} for name, text in suggestion.files.items()],
        }
    )


def _headline(suggestion: Suggestion) -> str:
    """What changes, in keys and slugs alone, so that a list of requests can be read through."""
    first, *others = suggestion.changes
    if first.is_new:
        return f"Add {first.paper.slug}"
    if others:
        return f"Improve the tags of {len(suggestion.changes)} papers"
    signs = [*(f"+{tag}" for tag in first.tags_added), *(f"-{tag}" for tag in first.tags_removed)]
    return f"Improve {first.paper.slug}{': ' if signs else ''}{' '.join(signs)}"[:200]


def to_answer(problems: Iterable[Problem]) -> str:
    """What is said under an issue whose suggestion cannot be applied, as JSON for the workflow that says it."""
    rows = []
    for problem in list(problems)[:MOST_WORDS]:
        field = f"**{problem.field}:** " if problem.field in set(Field) else ""
        rows.append(f"- {field}{escape_github(problem.sentences, 600)}")
    body = [
        MARK,
        "### This cannot be applied as it stands",
        "\n".join(rows),
        f"Edit the text of the issue above: the `…` menu, then **Edit**. It is tried again when you save it. {_NEWER}",
    ]
    return _to_json({"applied": False, "answer": "\n\n".join(body)})


def _to_json(data: Mapping[str, object]) -> str:
    return json.dumps(data, indent=1) + "\n"
