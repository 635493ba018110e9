"""A plan for teachers where a teacher looks for it: at the foot of its lesson, served, as a file and in the wheel."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from axe import violations
from conftest import Opener
from servers import Server

from backlab.course.order import LESSONS
from backlab.language import LANGUAGES, speaking
from backlab.serving import plans
from backlab.serving.notebooks import shipped
from backlab.serving.shelf import Shelf
from backlab.site import build
from backlab.site.addresses import InFolder, file_of, plan_file

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_lesson_leads_to_its_plan_and_back(code: str, server: Server, opened: Opener) -> None:
    """The link stands at the foot of a served page, keeps its language, and the plan leads back to the lesson."""
    page = opened()
    page.goto(f"{server.address}voila/render/red_flags.ipynb?lang={code}")
    page.locator(".page-plan a").click()
    page.wait_for_url(f"**/teach/red_flags?lang={code}")
    with speaking(code):
        assert page.locator("h1").inner_text() == plans.title(plans.text("red_flags"))
    assert page.locator("html").get_attribute("lang") == code
    assert page.locator(f"main a[href='/voila/render/red_flags.ipynb?lang={code}']").count() == 1


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("name", ["handing_in", "muscle_strain"])
def test_a_plan_can_be_read_by_all(name: str, theme: str, server: Server, opened: Opener) -> None:
    """Axe finds nothing, nothing is wider than a phone, and no other host is asked."""
    asked: list[str] = []
    page = opened(viewport={"width": 390, "height": 844})
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server.address}teach/{name}?lang=es&theme={theme}")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert all(address.startswith((server.address, "data:")) for address in asked)


@pytest.mark.parametrize("name", ["nothing", "..%2Fred_flags", "es%2Fred_flags", "red_flags.md"])
def test_what_is_no_plan_is_not_there(name: str, server: Server) -> None:
    """No other file can be had by that address."""
    with pytest.raises(HTTPError) as error:
        urlopen(f"{server.address}teach/{name}")
    assert error.value.code == 404


def test_each_plan_is_a_plain_file_in_every_language(tmp_path: Path) -> None:
    """Beside the lessons, and left out where there is no lesson of the course."""
    made = [*build._plans(Shelf(shipped()), InFolder("", "es"))]
    assert [piece.path for piece in made] == [file_of(plan_file(name), "es") for name in plans.NAMES]
    assert made[0].path == f"es/teach/{LESSONS[0]}.html"
    assert f'href="../../es/{LESSONS[0]}.html"'.encode() in made[0].content
    (tmp_path / f"{LESSONS[0]}.ipynb").write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    assert [*build._plans(Shelf(tmp_path), InFolder("", "es"))] == []


def test_the_plans_are_in_the_wheel(tmp_path: Path) -> None:
    """Installing backlab alone is enough."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (path,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(path).namelist()
    for code in ("", "es/"):
        assert {f"backlab/teach/{code}{name}.md" for name in plans.NAMES} <= {*names}
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"backlab"}
