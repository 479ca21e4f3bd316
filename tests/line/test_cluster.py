"""What a cluster builds is what this machine builds, to the byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support import tools
from tests.support.projects import ARTICLE

if TYPE_CHECKING:
    import pytest

    from tests.support.projects import Project


def test_a_cluster_builds_the_same_bytes(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    tools.package("distributed")
    project.write("ferry.txt", ARTICLE)
    project.write("boat.txt", ARTICLE.replace("ferry", "boat"))
    assert project.narrate("build", "ferry.txt", "boat.txt", "--jobs", "1").code == 0
    at_home = project.edition("ferry"), project.edition("boat")

    for path in project.folder.glob("out/*/*"):
        path.unlink()
    monkeypatch.setenv("NARRATE_CACHE", "another cache")
    run = project.narrate("build", "ferry.txt", "boat.txt", "--cluster", "local:2")

    assert run.code == 0, run.err
    assert (project.edition("ferry"), project.edition("boat")) == at_home


def test_a_scheduler_that_is_not_there_is_exit_8(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    tools.package("distributed")
    monkeypatch.setattr("narration.work.cluster.REACHED", 1.0)
    project.write("ferry.txt", ARTICLE)

    run = project.narrate("build", "ferry.txt", "--cluster", "tcp://127.0.0.1:9")

    assert run.code == 8
    assert "cannot reach the scheduler tcp://127.0.0.1:9" in run.err


def test_an_address_that_is_none_is_a_wrong_command_line(project: Project) -> None:
    assert project.narrate("build", "--cluster", "here").code == 2
