"""The whole site, file by file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from papershelf import processes
from papershelf.audit.files import inspect_file, is_inert
from papershelf.audit.framed import Framed, Frames
from papershelf.audit.hashes import sha256
from papershelf.audit.inspection import Inspection
from papershelf.audit.report import Report
from papershelf.audit.urls import Site
from papershelf.audit.verdicts import Verdict
from papershelf.errors import Problem

WORTH_A_PROCESS = 500
"""So many files are read while another process starts."""


Read = Callable[[str, bytes, Framed | None], Verdict | None]
"""Reads a file of the site, of its path, its bytes and, where somebody knows, the frame and texts that they are."""


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
    known_on: AbstractSet[str] | None = None,
    files: frozenset[str] | None = None,
    digests: Mapping[str, str] = MappingProxyType({}),
    jobs: int = 1,
) -> Judgement:
    """Judge a built site.

    Args:
        site: The folder that MkDocs wrote.
        trusted: The scripts that may run, as `sha256-…`: of `trusted_hashes` and of `read_hash_list`.
        own_host: The host of `site_url`, or None where the site has no address yet.
        base_path: The path of `site_url`, `/` where there is none.
        policy: What every page has to state, or something stricter; None where it states nothing.
        known: What was found before, on the same terms: all of the above but the folder, and the same program.
        known_on: All files that there were then, so that only those that are gone are looked for in it; None: unknown.
        files: All files of the site; None: those that are in the folder.
        digests: The hashes of files that need not be read to know them, as `sha256-…`.
        jobs: How many processes may be at work; what is found is the same with any number.

    Raises:
        OSError: A file or folder of the site cannot be read.
    """
    inspection = (terms := _Terms(site, own_host, base_path, trusted, policy, files, digests)).inspection()
    verdicts = dict(_still_true(inspection.site, known, known_on))
    unread = sorted(path for path in inspection.site.files if path not in verdicts and not is_inert(path))
    hashes = {path: digests[path] for path in unread if path in digests}
    work = partial(_read, terms._replace(files=inspection.site.files, digests=hashes))
    for read, report in processes.over(work, unread, jobs=jobs, least=WORTH_A_PROCESS):
        verdicts.update(read)
        inspection.report.join(report)
    inspection.inspect_anchors(verdicts)
    return Judgement(inspection.report.problems(), verdicts)


def reader(
    site: Path,
    files: frozenset[str],
    *,
    trusted: frozenset[str],
    own_host: str | None,
    base_path: str,
    policy: str | None = None,
) -> Read:
    """What reads files while they are in memory, so that `judge` knows them.

    Args:
        site: The folder that they are written to.
        files: All files that the site will have. A link to one that it has not in the end is found by `judge`.
        trusted, own_host, base_path, policy: The terms, as `judge` has them.

    Returns:
        What says None where something is wrong with a file, and of those that `judge` does not read.
    """
    terms = _Terms(site, own_host, base_path, trusted, policy, files)
    inspection = terms.inspection()
    frames = Frames(inspection, terms.inspection())

    def read(path: str, raw: bytes, framed: Framed | None = None) -> Verdict | None:
        if is_inert(path):
            return None
        try:
            if framed is not None and (verdict := frames.read(path, raw, framed)) is not None:
                return verdict
            inspection.begin()
            inspect_file(inspection, path, raw)
        except OSError:
            return None  # it rests on a file that is not there yet
        verdict = inspection.end(sha256(raw))
        return verdict if verdict.is_clean else None

    return read


def _still_true(
    site: Site, known: Mapping[str, Verdict], known_on: AbstractSet[str] | None
) -> Iterator[tuple[str, Verdict]]:
    """What was found in files that are as they were, and which lead nowhere else than then."""
    there = {link for verdict in known.values() for link in verdict.links} if known_on is None else known_on
    gone = there - site.files
    for path, verdict in known.items():
        if path in site.files and verdict.holds(gone) and verdict.digest == site.hash_of(path):
            yield path, verdict


class _Terms(NamedTuple):
    """What a site is held to, as another process can be sent it."""

    site: Path
    own_host: str | None
    base_path: str
    trusted: frozenset[str]
    policy: str | None
    files: frozenset[str] | None
    """All files of the site; None: those that are in the folder."""
    digests: Mapping[str, str] = {}
    """The hashes of files that need not be read to know them."""

    def inspection(self) -> Inspection:
        site = Site(self.site, self.own_host, self.base_path, self.files, self.digests)
        return Inspection(site, self.trusted, self.policy)


def _read(terms: _Terms, paths: Sequence[str]) -> tuple[dict[str, Verdict], Report]:
    """Read some files of a site as a browser would."""
    inspection, verdicts, root = terms.inspection(), {}, os.fspath(terms.site)
    for path in paths:
        with open(f"{root}/{path}", "rb", buffering=0) as file:  # noqa: PTH123 - a site has tens of thousands of files
            raw = file.read()
        inspection.begin()
        inspect_file(inspection, path, raw)
        verdicts[path] = inspection.end(terms.digests.get(path) or sha256(raw))
    return verdicts, inspection.report
