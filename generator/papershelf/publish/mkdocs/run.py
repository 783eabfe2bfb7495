"""MkDocs, started: the one place that does, so that every way to build is the same build."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from papershelf.cluster import Cluster
from papershelf.errors import stop
from papershelf.publish import program
from papershelf.publish.mkdocs import settings_file
from papershelf.publish.mkdocs.plugin import PapershelfPlugin


class NotPublished(Exception):
    """A site that was not published; the one before is as it was. Each reason was logged for `mkdocs`."""


def build(
    root: Path | str,
    *,
    strict: bool = False,
    cards: bool = True,
    force: bool = False,
    jobs: int | None = None,
    dask: str | None = None,
) -> None:
    """Build a project's site. The old site stays until the new one has passed all checks.

    Args:
        root: The project's folder, which holds `content/` and `mkdocs.yml`.
        strict: Whether a warning stops the build.
        cards: Whether pages get pictures for shared links.
        force: Whether a site that Papershelf did not write is replaced.
        jobs: How many processes may be at work; None: as many as there are processors, or as the environment's
            `PAPERSHELF_JOBS` says. The site is the same with any number.
        dask: The address of a Dask cluster's scheduler, whose workers make pages and cards; None: this machine alone.

    Raises:
        PapershelfError: The settings cannot be read, or name no such plugin; or the cluster cannot be used.
        NotPublished: The list, a template or the finished site has a fault.
    """
    with _plainly_failing():
        config, plugin = _open(Path(root), strict=strict)
        if not cards:
            plugin.config["cards"] = "never"
        plugin.replaces_any = force
        # MkDocs may give the plugin that it made for a build before.
        plugin.jobs, plugin.cluster = jobs, None
        if dask is not None:
            plugin.cluster = Cluster(address=dask, describe=program.described)
            plugin.cluster.check()
        config.plugins.on_startup(command="build", dirty=False)
        build_site(config)


def address_of(root: Path) -> tuple[str, int]:
    """The host and the port that a project's settings have its site served at.

    Raises:
        PapershelfError: The settings cannot be read, or name no such plugin.
        NotPublished: MkDocs objects to the settings.
    """
    with _plainly_failing():
        config, _ = _open(root)
        return config.dev_addr.host, config.dev_addr.port


def serve(root: Path, address: str) -> None:
    """Build a project's site, serve it at `host:port`, and build it again whenever a file is saved.

    Raises:
        NotPublished: The first build failed.
        OSError: The address cannot be taken.
    """
    # Here and not above, because a build needs neither a server nor what watches files.
    from mkdocs.commands.serve import serve as serve_site

    with _plainly_failing():
        serve_site(str(root / "mkdocs.yml"), dev_addr=address)


def _open(root: Path, strict: bool = False) -> tuple[MkDocsConfig, PapershelfPlugin]:
    path = root / "mkdocs.yml"
    if not path.is_file():
        raise stop(str(path), "there is no such file", "Name the project's folder: `papershelf --root DIR build`")
    settings_file.check(path, str(path))
    config = load_config(str(path), strict=strict or None)
    plugin = config.plugins.get("papershelf")
    if not isinstance(plugin, PapershelfPlugin):
        raise stop(str(path), "the plugin papershelf is not named under `plugins`", "Add `- papershelf` there")
    return config, plugin


@contextmanager
def _plainly_failing() -> Iterator[None]:
    """Let what MkDocs raises be an exception of ours, so that no caller needs to know MkDocs."""
    try:
        yield
    except MkDocsException as error:
        raise NotPublished(str(error)) from None
