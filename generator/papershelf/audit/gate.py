"""The whole site, file by file."""

from __future__ import annotations

from pathlib import Path

from papershelf.audit.files import inspect_file
from papershelf.audit.inspection import Inspection
from papershelf.audit.urls import Site
from papershelf.errors import Problem


def inspect(
    site: Path, *, trusted: frozenset[str], own_host: str | None, base_path: str, policy: str | None = None
) -> list[Problem]:
    """Everything in a built site that must not be published; nothing, if all is well.

    Args:
        site: The folder that MkDocs wrote.
        trusted: The scripts that may run, as `sha256-…`: those of `trusted_hashes` for files and
            those of `read_hash_list` for inline ones.
        own_host: The host of `site_url`, or None where the site has no address yet.
        base_path: The path of `site_url`, `/` where there is none.
        policy: What every page has to state, or something stricter; None where pages state nothing.

    Raises:
        OSError: A file or folder of the site cannot be read.
    """
    inspection = Inspection(Site(site, own_host, base_path), trusted, policy)
    for path in sorted(inspection.site.files):
        inspect_file(inspection, path)
    inspection.inspect_anchors()
    return inspection.report.problems()
