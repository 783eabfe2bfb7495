"""The one choke point where untrusted text becomes something that can be published.

Text from outside becomes readable once, by the convention of its format (`from_listing`, `from_tex`,
`from_html`, `from_hand`). Of what files hold come plain text (`plain_text`, `summary_text`), escaped
text (`escape_html`, `escape_markdown`), safe HTML (`abstract_html`, `summary_html`), names (`slugify`,
`fold`) and links. `Html` is marked as safe for templates, and nothing else in the house makes any.
"""

from papershelf.text.bibtex_values import from_bibtex
from papershelf.text.characters import capture_notes, capture_text, check_written, is_blank
from papershelf.text.encodings import archive, known_format, other_encoding
from papershelf.text.escape import Html, escape_commonmark, escape_html, escape_markdown, fill, unbroken
from papershelf.text.github import MARK_OF_LINKS, code_github, escape_github, fence_github
from papershelf.text.identifiers import (
    Identifier,
    IdentifierKind,
    identifiers_of,
    identify,
    is_arxiv_number,
    is_doi,
)
from papershelf.text.links import check_url, find_links, is_url, link_kind
from papershelf.text.lists import LINE, list_html
from papershelf.text.markdown import (
    check_summary,
    may_link,
    references,
    summary_faults,
    summary_html,
    summary_plain_html,
    summary_text,
)
from papershelf.text.names import (
    DEVICE,
    LONGEST_SLUG,
    SLUG,
    fold,
    is_slug,
    skeleton,
    slugify,
)
from papershelf.text.normalization import normalize
from papershelf.text.notation import abstract_html, inline_html, plain_text
from papershelf.text.numbers import ascii_digits, counted
from papershelf.text.person_names import (
    MOST_NAMED,
    names_in_a_row,
    parse_name,
    separator_of,
    split_trailing_particle,
    write_name,
)
from papershelf.text.readable import from_hand, from_html, from_listing, from_markdown, from_tex
from papershelf.text.references import Leads
from papershelf.text.sameness import are_alike, identity_of, near_keys
from papershelf.text.sentences import each_sentence, sentences
from papershelf.text.urls import Url, parse_url

__all__ = [
    "DEVICE",
    "LINE",
    "LONGEST_SLUG",
    "MARK_OF_LINKS",
    "MOST_NAMED",
    "SLUG",
    "Html",
    "Identifier",
    "IdentifierKind",
    "Leads",
    "Url",
    "abstract_html",
    "archive",
    "are_alike",
    "ascii_digits",
    "capture_notes",
    "capture_text",
    "check_summary",
    "check_url",
    "check_written",
    "code_github",
    "counted",
    "each_sentence",
    "escape_commonmark",
    "escape_github",
    "escape_html",
    "escape_markdown",
    "fence_github",
    "fill",
    "find_links",
    "fold",
    "from_bibtex",
    "from_hand",
    "from_html",
    "from_listing",
    "from_markdown",
    "from_tex",
    "identifiers_of",
    "identify",
    "identity_of",
    "inline_html",
    "is_arxiv_number",
    "is_blank",
    "is_doi",
    "is_slug",
    "is_url",
    "known_format",
    "link_kind",
    "list_html",
    "may_link",
    "names_in_a_row",
    "near_keys",
    "normalize",
    "other_encoding",
    "parse_name",
    "parse_url",
    "plain_text",
    "references",
    "sentences",
    "separator_of",
    "skeleton",
    "slugify",
    "split_trailing_particle",
    "summary_faults",
    "summary_html",
    "summary_plain_html",
    "summary_text",
    "unbroken",
    "write_name",
]
