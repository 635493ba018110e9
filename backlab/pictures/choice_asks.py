"""What is asked before there is anything to choose: ten questions around the living back, each with a no and a yes.

A number stands on the back where a question looks for danger, and beside its words. It is HTML around one drawing, and
fits the place that it is given; where that is narrow, one question is seen at a time.
"""

from collections.abc import Iterable, Mapping

from backlab.drawing.svg import circle, element, paint
from backlab.drawing.svg import text as written
from backlab.knowledge.dangers import DANGERS, Danger
from backlab.knowledge.places import known_places
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.markup import element as html
from backlab.model import Disposition
from backlab.pictures.back import drawn_back
from backlab.pictures.back.build import USUAL
from backlab.pictures.back.picture import CROPS, edge, rooted
from backlab.pictures.back.places import STYLE, tappable

_BOX = CROPS["behind"]["whole"]


def asking_figure(
    said: Mapping[str, str], *, field: str, place: str, chosen: Iterable[str] = (), marked: Iterable[str] = ()
) -> Markup:
    """The questions with what was ``said`` to each ("yes", "no", "open"), and the back with where it hurts.

    A tap on an answer sets ``field``, such as "saddle.no"; one on the back adds to the places of ``place``.
    """
    title = gettext("The back, seen from behind")
    spots = tappable(known_places(chosen), known_places(marked), edge(USUAL), USUAL.sex, tap=place)
    marks = markup(_mark(danger, number, said[danger.id]) for number, danger in _numbered())
    told = gettext("A number stands where each question looks.")
    back = rooted(_BOX, title, told, STYLE, drawn_back(box=_BOX), spots, marks)
    asked = (_question(danger, number, said[danger.id], field) for number, danger in _numbered())
    drawn = html("div", back, class_="bl-ask-back")
    return html("figure", drawn, asking_list(asked), class_="bl-picture bl-asking")


def asking_list(asked: Iterable[Markup]) -> Markup:
    """Questions, one below or beside another."""
    return html("ol", asked, class_="bl-asks")


def questions(said: Mapping[str, str], *, field: str) -> Markup | None:
    """Those of which one yes makes an emergency, without the back; nothing where all of them are answered."""
    grave = [danger for danger in DANGERS.values() if danger.level is Disposition.EMERGENCY]
    if all(said[danger.id] != "open" for danger in grave):
        return None
    return asking_list(_question(danger, number, said[danger.id], field) for number, danger in enumerate(grave, 1))


def _numbered() -> Iterable[tuple[int, Danger]]:
    return enumerate(DANGERS.values(), 1)


def _question(danger: Danger, number: int, said: str, field: str) -> Markup:
    words = gettext(danger.question)
    answers = (
        html(
            "button",
            label,
            type="button",
            class_=f"bl-ask-{word}",
            aria_label=f"{words} {label}",
            aria_pressed="true" if said == word else "false",
            data_tap=f"{field}={danger.id}.{word}",
        )
        for word, label in (("no", gettext("No")), ("yes", gettext("Yes")))
    )
    head = html("p", html("b", str(number), class_="bl-ask-number", aria_hidden="true"), html("span", words))
    return html("li", head, html("div", answers, class_="bl-ask-answers"), class_=f"bl-ask is-{said}")


def _mark(danger: Danger, number: int, said: str) -> Markup:
    """The number of a question where it looks: hollow while it is open, full once it is answered."""
    x, y = danger.at
    looks = {"open": paint("sheet", "emergency", 3), "no": paint("self-care", "sheet", 2), "yes": paint("emergency")}
    ink = "ink" if said == "open" else "sheet"
    name = written(x, y + 10, str(number), size=28, fill=ink, anchor="middle", bold=True)
    return element("g", circle(x, y, 21, looks[said]), name, class_="bl-ask-mark", data_key=f"ask-{danger.id}")
