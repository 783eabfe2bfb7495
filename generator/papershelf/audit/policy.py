"""The content security policy of every page: what it says, and whether another is as strict.

Format: https://www.w3.org/TR/CSP3/.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}
"""What a page may load; pictures within style sheets are `data:`. The hashes of inline scripts join `script-src`."""


def state_policy(inline: AbstractSet[str]) -> str:
    """The content security policy of a page whose inline scripts have these hashes."""
    script = " ".join([_POLICY["script-src"], *(f"'{script_hash}'" for script_hash in sorted(inline))])
    return "; ".join(f"{name} {sources}" for name, sources in (_POLICY | {"script-src": script}).items())


def parse_policy(policy: str) -> dict[str, frozenset[str]]:
    """The sources that each directive of a policy allows; a directive that comes again is not heard."""
    directives: dict[str, frozenset[str]] = {}
    for part in policy.split(";"):
        name, *sources = part.split() or [""]
        if name:
            directives.setdefault(name.lower(), frozenset(sources) - {"'none'"})
    return directives


def is_within(policy: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]) -> bool:
    """Whether a page may load nothing under a policy that it may not under another, which allows nothing by default.

    Forms and `<base>` have no default: where a page says nothing of them, the rules for its elements hold.
    """
    if policy.get("default-src") != frozenset():
        return False
    return all(sources <= other.get(name, frozenset()) for name, sources in policy.items())
