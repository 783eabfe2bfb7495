"""The one choke point where untrusted text becomes something that can be published.

Text as it was captured goes in; out come plain text (`show`), escaped text (`escape_html`,
`escape_markdown`), safe HTML (`abstract_html`, `summary_html`), names (`slugify`, `fold`) and
links. `Html` is marked as safe for templates, and nothing else in the house makes any.
"""

from generator.prose.abstracts import abstract_html, inline_html
from generator.prose.characters import capture, capture_notes, check_written, is_blank
from generator.prose.encodings import known_format, other_encoding
from generator.prose.escape import Html, escape_commonmark, escape_html, escape_markdown
from generator.prose.github import code_github, escape_github, fence_github
from generator.prose.links import check_url, find_links, is_url, link_kind
from generator.prose.names import (
    DEVICE,
    LONGEST_SLUG,
    SLUG,
    alike,
    fold,
    identity,
    is_slug,
    near_keys,
    skeleton,
    slugify,
)
from generator.prose.normalization import normalize
from generator.prose.numbers import ascii_digits, counted
from generator.prose.sentences import sentences
from generator.prose.summaries import (
    check_summary,
    summary_faults,
    summary_html,
    summary_plain_html,
    summary_text,
)
from generator.prose.tex.repair import show
from generator.prose.urls import Url, parse_url

__all__ = [
    "DEVICE",
    "LONGEST_SLUG",
    "SLUG",
    "Html",
    "Url",
    "abstract_html",
    "alike",
    "ascii_digits",
    "capture",
    "capture_notes",
    "check_summary",
    "check_url",
    "check_written",
    "code_github",
    "counted",
    "escape_commonmark",
    "escape_github",
    "escape_html",
    "escape_markdown",
    "fence_github",
    "find_links",
    "fold",
    "identity",
    "inline_html",
    "is_blank",
    "is_slug",
    "is_url",
    "known_format",
    "link_kind",
    "near_keys",
    "normalize",
    "other_encoding",
    "parse_url",
    "sentences",
    "show",
    "skeleton",
    "slugify",
    "summary_faults",
    "summary_html",
    "summary_plain_html",
    "summary_text",
]
