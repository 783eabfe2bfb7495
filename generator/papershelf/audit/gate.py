"""The whole site, file by file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from papershelf.audit.files import inspect_file, is_inert
from papershelf.audit.hashes import sha256
from papershelf.audit.inspection import Inspection
from papershelf.audit.urls import Site
from papershelf.audit.verdicts import Verdict
from papershelf.errors import Problem


class Judgement(NamedTuple):
    """What the gate says of a site."""

    problems: list[Problem]
    """Everything that must not be published; nothing, if all is well."""
    verdicts: Mapping[str, Verdict]
    """What was found in each file that was read, by its path."""


def inspect(
    site: Path, *, trusted: frozenset[str], own_host: str | None, base_path: str, policy: str | None = None
) -> list[Problem]:
    """Everything in a built site that must not be published; nothing, if all is well. `judge` says more."""
    return judge(site, trusted=trusted, own_host=own_host, base_path=base_path, policy=policy).problems


def judge(
    site: Path,
    *,
    trusted: frozenset[str],
    own_host: str | None,
    base_path: str,
    policy: str | None = None,
    known: Mapping[str, Verdict] = MappingProxyType({}),
) -> Judgement:
    """Judge a built site.

    Args:
        site: The folder that MkDocs wrote.
        trusted: The scripts that may run, as `sha256-…`: those of `trusted_hashes` for files and
            those of `read_hash_list` for inline ones.
        own_host: The host of `site_url`, or None where the site has no address yet.
        base_path: The path of `site_url`, `/` where there is none.
        policy: What every page has to state, or something stricter; None where pages state nothing.
        known: What was found before, on the same terms: all of the above but the folder, and the same program.

    Raises:
        OSError: A file or folder of the site cannot be read.
    """
    inspection = Inspection(Site(site, own_host, base_path), trusted, policy)
    verdicts = {}
    for path in sorted(inspection.site.files):
        if not is_inert(path):
            verdicts[path] = _judge(inspection, path, known.get(path))
    inspection.inspect_anchors(verdicts)
    return Judgement(inspection.report.problems(), verdicts)


def _judge(inspection: Inspection, path: str, known: Verdict | None) -> Verdict:
    """What is found in a file, which is read as a browser would unless it is as it was."""
    raw = (inspection.site.root / path).read_bytes()
    digest = sha256(raw)
    if known is not None and known.digest == digest and known.holds(inspection.site.files):
        return known
    inspection.begin()
    inspect_file(inspection, path, raw)
    return inspection.end(digest)
