"""Whether the site can be built without MkDocs: by ProperDocs with the plugin, and by Zensical from an export.

    python -m benchmarks.builders [--root DIR] [--keep DIR] [properdocs] [zensical]

Each builder is installed into a fresh virtual environment, from the package index that pip is set up for.
ProperDocs and MkDocs build the same folder there, and the two sites are compared byte for byte. Zensical builds
what `papershelf export markdown` wrote; its pages are counted, and our output gate reads the result.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from papershelf import audit

REPOSITORY = Path(__file__).resolve().parent.parent
SETTINGS = {"SITE_URL": "https://example.org/list/", "REPO_URL": "https://example.org/repository"}
# Cards are drawn before any builder is asked, so they would only cost time.
ENVIRONMENT = {**os.environ, **SETTINGS, "PAPERSHELF_CARDS": "never", "NO_MKDOCS_2_WARNING": "1"}


def run(*words: str | Path, folder: Path) -> None:
    """Run a program, and stop with what it printed if it fails."""
    done = subprocess.run(
        [str(word) for word in words], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, words))}\n{done.stdout}{done.stderr}")


def environment(folder: Path, *packages: str) -> Path:
    """A fresh virtual environment with some packages; where its programs are."""
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    run(programs / "python", "-m", "pip", "--quiet", "install", *packages, folder=folder)
    return programs


def files(folder: Path) -> dict[str, bytes]:
    """What a site holds, by path; compressed files carry the time at which they were made."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".gz")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def try_properdocs(root: Path, work: Path) -> bool:
    """Build with ProperDocs and with MkDocs from one environment; whether the sites are the same."""
    programs = environment(work / "properdocs-venv", str(REPOSITORY), "properdocs")
    for builder in ("mkdocs", "properdocs"):
        words = (programs / "python", "-m", builder, "build", "--quiet", "--config-file", root / "mkdocs.yml")
        run(*words, "--site-dir", work / builder, folder=root)
    ours, theirs = files(work / "mkdocs"), files(work / "properdocs")
    different = sorted(path for path in ours.keys() | theirs.keys() if ours.get(path) != theirs.get(path))
    print(f"ProperDocs: {len(theirs):,} files, {len(different):,} of them different from MkDocs' files")
    for path in different[:10]:
        print(f"  {path}")
    return not different


def try_zensical(root: Path, work: Path) -> bool:
    """Build an export with Zensical; whether every page is there and the gate objects to nothing of ours."""
    programs = environment(work / "zensical-venv", "zensical")
    project = work / "zensical"
    run(
        sys.executable,
        "-m",
        "papershelf.cli",
        "--root",
        root,
        "export",
        "markdown",
        "--out",
        project,
        folder=REPOSITORY,
    )
    run(programs / "zensical", "build", "--strict", folder=project)
    site, pages = project / "site", project / "docs"
    expected = {path.relative_to(pages).with_suffix(".html") for path in pages.rglob("index.md")}
    missing = sorted(str(path) for path in expected if not (site / path).is_file())
    inline = audit.read_hash_list(REPOSITORY / "templates" / "scripts.sha256")
    problems = audit.inspect(
        site,
        trusted=audit.trusted_hashes([project / "theme"]) | inline,
        own_host="example.org",
        base_path="/list/",
        policy=audit.state_policy(inline),
    )
    # Zensical copies its own scripts beside ours; no page asks for them.
    ours = [
        problem
        for problem in problems
        if not (project / "site" / problem.path).is_file() or _is_ours(problem.path, project)
    ]
    print(f"Zensical: {len(expected):,} pages, {len(missing):,} of them missing; the gate names {len(ours):,} problems")
    for line in [*missing[:10], *map(str, ours[:10])]:
        print(f"  {line}")
    return not missing and not ours


def _is_ours(path: str, project: Path) -> bool:
    """Whether a file of a site comes from the export, and not from Zensical alone."""
    places = (project / "docs" / path, project / "theme" / path, (project / "docs" / path).with_suffix(".md"))
    return any(place.is_file() for place in places)


BUILDERS = {"properdocs": try_properdocs, "zensical": try_zensical}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("builder", nargs="*", metavar="BUILDER", help="properdocs or zensical (default: both)")
    parser.add_argument("--root", type=Path, default=REPOSITORY, help="the project's folder (default: this one)")
    parser.add_argument("--keep", type=Path, help="where to leave environments and sites (default: nowhere)")
    given = parser.parse_args()
    unknown = [name for name in given.builder if name not in BUILDERS]
    if unknown:
        parser.error(f"{unknown[0]} is not known; choose from {', '.join(BUILDERS)}")
    work = (given.keep or Path(tempfile.mkdtemp(prefix="papershelf-builders-"))).resolve()
    work.mkdir(parents=True, exist_ok=True)
    try:
        results = [BUILDERS[name](given.root.resolve(), work) for name in given.builder or BUILDERS]
    finally:
        if given.keep is None:
            shutil.rmtree(work)
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
