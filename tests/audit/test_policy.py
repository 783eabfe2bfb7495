"""The policy of every page."""

from __future__ import annotations

from auditing import csp_hash

from papershelf.audit import state_policy

POLICY = state_policy({csp_hash("inline()")})


def test_a_policy_allows_this_site_and_the_listed_scripts() -> None:
    assert (
        f"default-src 'none'; script-src 'self' '{csp_hash('inline()')}'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
    ) == POLICY
