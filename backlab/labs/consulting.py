"""The consulting room of the clinic: a person who tells, questions that cost time, four doors, and what comes after.

All of it is HTML that fits the place it is given. A question and a door are pressed by mouse, finger or keys; which
fields of the lab do the same, the names in ``TAPS`` say.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from backlab.course.clinic import Commitment, accepted_causes, contrast, level
from backlab.course.clinic_cases import FREE, QUESTIONS, Patient, question_of
from backlab.course.clinic_words import Moment, consequence, twin_why
from backlab.course.lessons.the_clinic import TWIN
from backlab.drawing.picture import Table, table_html
from backlab.knowledge.causes import CAUSES
from backlab.labs.doors import Doors, doors_html
from backlab.language import gettext, ngettext
from backlab.markup import Child, Markup, element
from backlab.model import Disposition
from backlab.pictures.clinic import clock, hurting, is_drawn, portrait, whole_person
from backlab.pictures.marks import level_icon
from backlab.pictures.waiting_room import door_name
from backlab.words import capital, listed

ASK, LEVEL, ACTIONS, NEXT, LOOK = "ask", "level", "actions", "next", "look"
OPENS = 9 * 60  # minutes since midnight when the clinic opens


class Visit(NamedTuple):
    """How a visit stands: who is there, what was ``asked``, what is chosen, and the ``answer`` once there is one.

    ``time`` is in minutes since midnight, and ``waiting`` counts those who wait outside. ``missed`` are the questions
    that would have decided, and were not asked.
    """

    patient: Patient
    number: int
    asked: Sequence[str]
    level: Disposition | None
    cause: str
    confidence: int
    answer: Commitment | None
    time: int
    waiting: int
    missed: Sequence[str] = ()


def clock_words(time: int) -> str:
    """A time of the day, as ``09:05``."""
    return f"{time // 60:02}:{time % 60:02}"


def minutes(asked: Sequence[str]) -> int:
    """How many minutes what was asked has cost."""
    return len([each for each in asked if each not in FREE])


def title() -> str:
    """What the picture is called."""
    return gettext("The consulting room")


def visit_html(visit: Visit) -> Markup:
    """Somebody who tells and can be asked; once a door is chosen for good, what becomes of them."""
    if visit.answer is None:
        return _figure(
            "is-open",
            _body(visit),
            _talk(visit),
            doors_html(Doors(visit.level, visit.confidence), LEVEL),
            _said_table(visit),
        )
    given, needed = visit.answer.level, level(visit.patient)
    doors = doors_html(Doors(given, needed=needed, person=_whole(visit.patient)), LEVEL)
    return _figure("is-over", _body(visit), _outcome(visit, visit.answer), doors, _said_table(visit))


def twin_html(visit: Visit, guess: Disposition | None) -> Markup:
    """The same person, in whom one answer differs: which door now? Then the door, and why."""
    if visit.answer is None:
        first = gettext("First commit to this patient. Then the same person comes again, and one answer is another.")
        doors = doors_html(Doors(visit.level, visit.confidence), LEVEL)
        return _figure("is-open", _body(visit), _talk(visit, first), doors, _said_table(visit))
    near = contrast(visit.patient)
    through = Doors() if guess is None else Doors(guess, needed=near.level, person=_whole(visit.patient))
    doors = doors_html(through, LEVEL)
    return _figure("is-twin", _body(visit), _twin(visit.patient, guess), doors, _said_table(visit))


def _figure(state: str, *inside: Child) -> Markup:
    room = element("div", inside[:3], class_=f"bl-consult {state}")
    return element("figure", room, inside[3:], class_="bl-picture bl-picture-consult", aria_label=title())


def _body(visit: Visit) -> Markup:
    """The person from behind, and what one looks for first."""
    cause = _first(visit.patient, visit.answer.cause) if visit.answer else visit.cause
    drawn = hurting(visit.patient.look, visit.patient.hurt, cause, age=visit.patient.presentation.age)
    return element("div", drawn, element("p", _looked_for(cause)), class_="bl-consult-body")


def _first(patient: Patient, named: str) -> str:
    """What is to be looked for first: what was named, where that is right."""
    accepted = accepted_causes(patient)
    return named if named in accepted else accepted[0]


def _looked_for(cause: str) -> str:
    if not cause:
        return gettext("Violet: where it hurts")
    name = gettext(CAUSES[cause].label)
    return name if is_drawn(cause) else gettext("{cause}: not in this drawing").format(cause=name)


def _whole(patient: Patient) -> Markup:
    return whole_person(patient.look, patient.presentation.age, pain=patient.presentation.pain or 0)


def _talk(visit: Visit, first: str = "") -> Markup:
    """The person with what they say unasked, the clock, and the questions; above them what is to be done ``first``."""
    cells = element("div", (_question(visit, question) for question in QUESTIONS), class_="bl-consult-asks")
    lead = element("p", first, class_="bl-consult-first") if first else None
    return element("div", lead, _head(visit), cells, class_="bl-consult-talk")


def _head(visit: Visit) -> Markup:
    said = element("p", gettext(visit.patient.opening), class_="bl-bubble")
    return element("div", _face(visit.patient), said, _clock(visit), class_="bl-consult-head")


def _face(patient: Patient) -> Markup:
    return element("div", face_of(patient), class_="bl-face", data_key="person")


def face_of(patient: Patient) -> Markup:
    """The portrait of a patient."""
    return portrait(patient.look, patient.presentation.age, pain=patient.presentation.pain or 0)


def _clock(visit: Visit) -> Markup:
    """The time, and how many wait."""
    waits = ngettext("{count} waits", "{count} wait", visit.waiting).format(count=visit.waiting)
    words = element("b", clock_words(visit.time)), element("span", waits)
    return element("div", clock(visit.time, minutes(visit.asked)), element("p", words), class_="bl-consult-clock")


def _question(visit: Visit, question: str) -> Markup:
    """A question that can be asked, or what was answered to it."""
    words, tap = gettext(visit.patient.asked(question)), f"{ASK}={question}"
    if question in visit.asked:
        said = gettext(visit.patient.says(question))
        look = "bl-consult-ask is-asked is-new" if question == visit.asked[-1] else "bl-consult-ask is-asked"
        # Whoever asked by keyboard goes on from the answer.
        return element("div", element("b", words), element("p", said), class_=look, tabindex="-1", data_tap=tap)
    cost = element("span", gettext("free") if question in FREE else gettext("1 min"), class_="bl-consult-cost")
    return element("button", words, cost, type="button", class_="bl-consult-ask", data_tap=tap)


def _outcome(visit: Visit, answer: Commitment) -> Markup:
    """What becomes of the person, what was not asked, and the way on."""
    moments = [*consequence(visit.patient, answer, lambda _: "")]
    first = moments[0]._replace(when=clock_words(visit.time))
    steps = element("ol", map(_moment, (first, *moments[1:])), class_="bl-moments")
    asks = element("small", gettext(visit.patient.teaches))
    name = element("p", gettext(visit.patient.title), asks, class_="bl-consult-title")
    inside = name, _sent_away(visit, answer), steps, _not_asked(visit), _onward()
    return element("div", inside, class_="bl-consult-talk")


def _sent_away(visit: Visit, answer: Commitment) -> Markup | None:
    """An emergency that went through another door weighs more than any minute, and that is seen first."""
    if level(visit.patient) < Disposition.EMERGENCY or answer.level >= Disposition.EMERGENCY:
        return None
    said = gettext("An emergency was missed. A question costs a minute; this can cost what no minute brings back.")
    return element("p", level_icon(Disposition.EMERGENCY), " ", element("strong", said), class_="bl-consult-missed")


def _onward() -> Markup:
    """What one may do next: look at what hangs on one answer, or call somebody else in."""
    ways = (gettext("One answer changed"), f"{LOOK}={TWIN}"), (gettext("Next patient"), f"{ACTIONS}={NEXT}")
    twin, onward = (
        element("button", words, type="button", class_="bl-consult-next", data_tap=tap, data_arrow=key)
        for (words, tap), key in zip(ways, (None, "ArrowRight"), strict=True)
    )
    return element("div", twin, onward, class_="bl-consult-on")


def _moment(moment: Moment) -> Markup:
    return element("li", element("b", moment.when), element("span", moment.text))


def _not_asked(visit: Visit) -> Markup:
    """What one stopped too early to hear."""
    if not visit.missed:
        return Markup()
    pairs = ((gettext(visit.patient.asked(each)), gettext(visit.patient.says(each))) for each in visit.missed)
    heard = (element("p", element("b", asked), " ", said) for asked, said in pairs)
    lead = element("p", gettext("You stopped before this was said:"))
    return element("div", lead, heard, class_="bl-consult-unasked")


def _twin(patient: Patient, guess: Disposition | None) -> Markup:
    """The answer that differs, before and now; once a door was tapped, what hangs on it."""
    near = contrast(patient)
    (atom,) = near.atoms
    question = question_of(atom)
    asked = gettext(patient.asked(question)) if question else gettext("How old are you?")
    lead = gettext("The same person. Every answer is the same, but one.")
    pair = (gettext("Yes"), gettext("No")) if near.gone else (gettext("No"), gettext("Yes"))
    said = element(
        "div",
        element("p", asked, class_="bl-twin-ask"),
        element("p", element("b", capital(listed((atom,)))), class_="bl-twin-sign"),
        element("p", element("s", pair[0]), " → ", element("strong", pair[1]), class_="bl-twin-pair"),
        class_="bl-twin",
    )
    head = element("div", _face(patient), element("p", lead, class_="bl-bubble"), class_="bl-consult-head")
    after = _twin_after(patient, guess) if guess is not None else element("p", _twin_ask(patient))
    return element("div", head, said, element("div", after, class_="bl-twin-after"), class_="bl-consult-talk is-twin")


def _twin_ask(patient: Patient) -> str:
    said = gettext("It was {door}. Which door is needed now?")
    return said.format(door=door_name(level(patient)))


def _twin_after(patient: Patient, guess: Disposition) -> Markup:
    near = contrast(patient)
    right = gettext("Yes: {door}.") if guess == near.level else gettext("No: {door}.")
    return element("p", element("strong", right.format(door=door_name(near.level))), " ", twin_why(patient))


def _said_table(visit: Visit) -> Markup:
    """What was said so far, for those who hear it."""
    rows = ((gettext(visit.patient.asked(each)), gettext(visit.patient.says(each))) for each in visit.asked)
    told = ((gettext("Unasked"), gettext(visit.patient.opening)), *rows)
    return folded_table(Table((gettext("Asked"), gettext("Answered")), told), title())


def folded_table(table: Table, caption: str) -> Markup:
    """The same as a picture as a table, one click away."""
    return element("details", element("summary", gettext("As a table")), table_html(table, caption))
