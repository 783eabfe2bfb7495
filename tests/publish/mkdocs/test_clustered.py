"""A build whose pages and cards a cluster makes gives what one process makes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from clusters import files_anew, list_of_kettles
from fabricate import REPOSITORY, Project

from papershelf import processes
from papershelf.cluster import Cluster
from papershelf.publish import bodies, build, rendering
from papershelf.publish.cards import Card, Look, cache
from papershelf.publish.mkdocs import run

cloudpickle = pytest.importorskip("cloudpickle", reason="the extra papershelf[dask] is not installed")


class Abroad:
    """Workers that know nothing but what they are sent, and send what they have made."""

    def __init__(self) -> None:
        self.shards = 0

    def begin(
        self, work: Callable[[Any, Sequence[Any]], Any], shared: object, items: Sequence[object], *, least: int
    ) -> Callable[[], list[Any]]:
        def work_abroad(shard: Sequence[object]) -> Any:
            self.shards += 1
            return cloudpickle.loads(cloudpickle.dumps(work(there, cloudpickle.loads(cloudpickle.dumps(shard)))))

        there = cloudpickle.loads(cloudpickle.dumps(shared))
        return lambda: [work_abroad(shard) for shard in processes.split(items, max(1, len(items) // least))]

    @contextmanager
    def connect(self, _log: object) -> Iterator[Abroad]:
        """As `Cluster.connect`."""
        yield self


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A list of which a few pages are worth sending."""
    monkeypatch.setattr(bodies, "WORTH_SENDING", 4)
    return list_of_kettles(tmp_path / "list")


@pytest.fixture
def abroad(monkeypatch: pytest.MonkeyPatch) -> Abroad:
    workers = Abroad()
    monkeypatch.setattr(Cluster, "check", lambda _: None)
    monkeypatch.setattr(Cluster, "connect", lambda _, log: workers.connect(log))
    return workers


def stay_plain(_: Project) -> None: ...


def speak_german(project: Project) -> None:
    project.replace("mkdocs.yml", "theme: papershelf", "theme: {name: papershelf, language: de}")


def become_anthology(project: Project) -> None:
    project.replace("mkdocs.yml", "- papershelf", "- papershelf: {anthology: true}")


def have_templates(project: Project) -> None:
    project.write("templates/pages/tag.md.j2", "# {{ page.title }}\n{% include 'parts/tea.html' %}\n")
    project.write("templates/parts/tea.html", "<p>Tea for {{ vocabulary.tags | length }}</p>")


@pytest.mark.parametrize("later", [False, True])
@pytest.mark.parametrize("prepare", [stay_plain, speak_german, become_anthology, have_templates])
def test_what_is_made_elsewhere_is_the_same(
    project: Project, abroad: Abroad, prepare: Callable[[Project], None], later: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(project)
    monkeypatch.setattr(build.Build, "makes_pages", property(lambda self: later and self._memory is not None))
    alone = files_anew(project)
    assert abroad.shards == 0
    sent = files_anew(project, "tcp://teapot:1")
    assert abroad.shards > 3
    assert [path for path in alone if alone[path] != sent.get(path)] == []
    assert alone.keys() == sent.keys()
    made: list[str] = []
    usual = rendering.Rendering._made
    monkeypatch.setattr(rendering.Rendering, "_made", lambda *given: made.append(given[1]) or usual(*given))
    run.build(project.root, cards=False, jobs=1)
    assert made == [], "the next build knows what each page was made from"


def test_a_template_that_is_broken_stops_the_build_as_it_does_here(
    project: Project, abroad: Abroad, caplog: pytest.LogCaptureFixture
) -> None:
    before = files_anew(project)
    project.write("templates/pages/tag.md.j2", "{{ nobody }}")
    with pytest.raises(run.NotPublished):
        files_anew(project, "tcp://teapot:1")
    assert "tag.md.j2: the template cannot be rendered ('nobody' is undefined)" in caplog.text
    assert project.files() == before


def test_few_pages_are_not_sent(project: Project, abroad: Abroad) -> None:
    run.build(project.root, cards=False, jobs=1)
    project.replace("content/papers/kettles.md", "tags: [heat, kettles]", "tags: [kettles]")
    bodies.WORTH_SENDING = 40
    run.build(project.root, cards=False, jobs=1, dask="tcp://teapot:1")
    edited = project.files()
    assert abroad.shards == 0
    assert files_anew(project) == edited


def test_cards_that_are_drawn_elsewhere_are_the_same(tmp_path: Path) -> None:
    """Fonts of a project's own go along."""
    fonts = (REPOSITORY / "templates" / "fonts", tmp_path / "fonts")
    (tmp_path / "fonts").mkdir()
    jobs = [cache.Job(path=f"{number}.png", source="", card=Card(title=f"Kettle {number}")) for number in range(100)]
    abroad, drawn = Abroad(), []
    for workers in (processes.Copies(1), abroad):
        look, kept = Look(name="A shelf"), tmp_path / str(len(drawn))
        press = cache.Press(fonts=fonts, look=look, overview=Card(), kept=kept, workers=workers)
        drawn.append([artifact.content for artifact in press.run(jobs)])
    assert drawn[0] == drawn[1]
    assert abroad.shards == 2


def test_an_address_of_no_scheduler_stops_the_command_before_anything_is_built(project: Project) -> None:
    done = project.run("build", "--dask", "kettle")
    assert done.returncode == 1
    assert done.stderr == "--dask: 'kettle' is not the address of a scheduler. Write it as tcp://HOST:PORT.\n"
    assert not project.site.exists()
