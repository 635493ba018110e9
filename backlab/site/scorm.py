"""A lesson for a learning platform: one package of SCORM 1.2 with the plain files, which reports what is right.

The platform opens ``launch.html``; the page that follows finds the platform in the frames around it (``lms.js``).
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree

from backlab.course.order import LESSONS
from backlab.language import gettext, language
from backlab.notebook_cards import Card, cards
from backlab.serving import Refusal
from backlab.site.addresses import file_of
from backlab.site.build import files
from backlab.site.packing import add

LAUNCH = "launch.html"
_PAGE = "<!doctype html><meta charset='utf-8'><title>backlab</title><script>location.replace('{page}?lms=1')</script>"
_SPACE = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
_SCORM = "http://www.adlnet.org/xsd/adlcp_rootv1p2"


def pack_lessons(out: Path, notebooks: Path, to: Path) -> list[Path]:
    """Pack each lesson of the course that was written into ``out`` as a file in ``to``, in the language that is spoken.

    Raises ``OSError``, and ``Refusal`` where there is no lesson of the course.
    """
    lessons = [card for card in cards(notebooks) if card.lesson in LESSONS and card.name == f"{card.lesson}.ipynb"]
    if not lessons:
        raise Refusal(gettext("no lesson of the course is among these notebooks, so there is nothing to report on"))
    to.mkdir(parents=True, exist_ok=True)
    return [_pack(out, card, to / f"{card.lesson}.zip") for card in lessons]


def _pack(out: Path, lesson: Card, file: Path) -> Path:
    held = sorted(files(out))
    launch = _PAGE.format(page=file_of(lesson.name, language()))
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in (("imsmanifest.xml", manifest(lesson, [LAUNCH, *held])), (LAUNCH, launch)):
            add(packed, name, content.encode())
        for path in held:
            add(packed, path, out.joinpath(path).read_bytes())
    return file


def manifest(lesson: Card, held: list[str]) -> str:
    """What tells a platform which page to open, what it is called and which files it needs."""
    name = f"backlab-{lesson.lesson}"
    top = ElementTree.Element(
        "manifest", {"identifier": name, "version": "1.0", "xmlns": _SPACE, "xmlns:adlcp": _SCORM}
    )
    about = ElementTree.SubElement(top, "metadata")
    ElementTree.SubElement(about, "schema").text = "ADL SCORM"
    ElementTree.SubElement(about, "schemaversion").text = "1.2"
    all_of_it = ElementTree.SubElement(top, "organizations", {"default": "course"})
    course = ElementTree.SubElement(all_of_it, "organization", {"identifier": "course"})
    ElementTree.SubElement(course, "title").text = lesson.title
    item = ElementTree.SubElement(course, "item", {"identifier": "lesson", "identifierref": "page"})
    ElementTree.SubElement(item, "title").text = lesson.title
    said = {"identifier": "page", "type": "webcontent", "adlcp:scormtype": "sco", "href": LAUNCH}
    resource = ElementTree.SubElement(ElementTree.SubElement(top, "resources"), "resource", said)
    for path in held:
        ElementTree.SubElement(resource, "file", {"href": path})
    return ElementTree.tostring(top, encoding="unicode", xml_declaration=True)
