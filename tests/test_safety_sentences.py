"""The sentences on which somebody's safety hangs, each written out in a test of its own, wherever it has to stand.

They are typed here and not taken from the code: whoever deletes or changes one has to change it here as well, by name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from approved import Advice, Presentation, advise, example, handout_of, html_of, lab_of, speaking, text_of

import backlab
from backlab.app import examples
from backlab.serving.words import frame_words

FACES: dict[str, Callable[[Advice], str]] = {"text": text_of, "html": html_of, "sheet": handout_of}
ON_EVERY_FACE = pytest.mark.parametrize("face", FACES)
BY_EITHER_LENS = pytest.mark.parametrize("lens", ["today", "article"])
LESSONS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
# A patient of 62 with a bad stomach who was asked about everything, and one who was asked nothing more.
STOMACH = Presentation(age=62, pain=5, days=1, onset="lifting", mobility="still_moving", present={"ulcer"}).none_other()
HARDLY_ASKED = Presentation(age=34, pain=6, days=1, onset="lifting")
NUMB, TUMOUR, SWING, BOX, DISC = "saddle", "tumour", "post-2", "lifting", "herniated-disc"

NO_ALL_CLEAR = "Having no warning sign does not rule a serious cause out: watch for the signs listed below."
EDUCATION = "Education on an example patient, never a diagnosis. No clinician has reviewed it."
CALL = "Call an ambulance (999 in the UK, 112 in Europe, 911 in the US) or go to an emergency department."
NETS = "Emergency: Get emergency care now", "Urgent: Be seen by a doctor the same day"
RUNGS = (
    "Emergency: get emergency care now",
    "Urgent: be seen by a doctor the same day",
    "Routine: see a doctor or physiotherapist within days to weeks",
    "Self-care: look after it at home, starting today",
)


@ON_EVERY_FACE
@BY_EITHER_LENS
def test_having_no_warning_sign_is_no_all_clear(face: str, lens: str) -> None:
    """Whoever is sent home reads that no warning sign does not rule a serious cause out."""
    assert NO_ALL_CLEAR in FACES[face](example(BOX, lens))


@ON_EVERY_FACE
def test_no_all_clear_where_not_all_was_asked(face: str) -> None:
    """It stands there too where most was never asked about, and so does that not all was asked."""
    said = FACES[face](advise(HARDLY_ASKED))
    assert NO_ALL_CLEAR in said
    assert "but not every warning sign was asked about." in said
    assert "Not all has been asked: the answers could raise this as far as Emergency." in said


@pytest.mark.usefixtures("no_address")
def test_the_lab_says_that_it_is_no_all_clear() -> None:
    """The lab of a patient who is sent home says so where it says why."""
    assert NO_ALL_CLEAR in lab_of(BOX)["why"]


@ON_EVERY_FACE
@BY_EITHER_LENS
@pytest.mark.parametrize("case", [NUMB, TUMOUR, SWING, BOX, DISC])
def test_it_is_education_on_an_example_patient(face: str, lens: str, case: str) -> None:
    """Every advice says that it is education on an example patient, never a diagnosis, and unreviewed."""
    assert EDUCATION in FACES[face](example(case, lens))


@pytest.mark.usefixtures("no_address")
def test_the_lab_says_that_it_is_education() -> None:
    """The lab says so where it says why."""
    assert EDUCATION in lab_of(NUMB)["why"]


@pytest.mark.parametrize("lesson", LESSONS, ids=[path.stem for path in LESSONS])
def test_a_lesson_begins_with_what_it_is_not_and_whom_to_call(lesson: Path) -> None:
    """The first cell of each lesson says that it is no diagnosis, and the emergency numbers."""
    first = "".join(json.loads(lesson.read_text("utf-8"))["cells"][0]["source"])
    assert "never a diagnosis" in first
    assert "no clinician has reviewed it" in first
    assert "In a real emergency call 999, 112 or 911." in first


def test_every_served_page_says_what_it_is_not_and_whom_to_call() -> None:
    """Header or footer of a page says that it is no diagnosis, and the emergency numbers, in each language."""
    words = frame_words()
    assert words["safety"] == (
        "It is for learning, on example patients: never a diagnosis, and no clinician has reviewed it."
    )
    assert words["emergency"] == "In a real emergency, call 999, 112 or 911 now."
    with speaking("es"):
        words = frame_words()
    assert words["safety"] == (
        "Es para aprender, con pacientes de ejemplo: nunca es un diagnóstico, y ningún profesional de la salud lo ha "
        "revisado."
    )
    assert words["emergency"] == "En una emergencia real, llama ahora al 999, al 112 o al 911."


@pytest.mark.parametrize("template", ["foot.html", "start.html"])
def test_the_templates_of_pages_show_it(template: str) -> None:
    """The foot of every page, and the start page above its cards, show both sentences."""
    (file,) = Path(str(backlab.__file__)).parent.rglob(template)
    assert re.search(r"words\.safety.*words\.emergency", file.read_text("utf-8"))


def test_the_command_says_what_it_is_not_and_whom_to_call() -> None:
    """The help of the command line says so as well."""
    assert "It teaches on example patients and is never a diagnosis. In a real emergency call 999, 112 or 911." in (
        examples()
    )


def test_the_safety_page_says_whom_to_call() -> None:
    """SAFETY.md begins with the local emergency number."""
    begins = (Path(__file__).parents[1] / "SAFETY.md").read_text("utf-8")[:400]
    assert re.search(r"In danger now\?\*\* Call your local emergency number: 112\b", begins)
    assert "999" in begins


@ON_EVERY_FACE
@BY_EITHER_LENS
def test_an_emergency_says_whom_to_call(face: str, lens: str) -> None:
    """An emergency says the numbers, to keep still after an accident, and not to drive or wait."""
    said = FACES[face](example(NUMB, lens))
    assert "Emergency: get emergency care now." in said
    assert CALL in said
    for danger in ("an accident", "chest pain", "fainting", "sudden breathlessness", "strong belly pain", "bleeding"):
        assert danger in said
    assert "call the ambulance and keep still until it comes." in said
    assert "Do not drive yourself, and do not wait for a painkiller to work." in said


@pytest.mark.usefixtures("no_address")
def test_the_lab_of_an_emergency_says_whom_to_call() -> None:
    """The lab says the numbers in the place of its picture, before anything else."""
    assert CALL in lab_of(NUMB)["choose"]


@ON_EVERY_FACE
@BY_EITHER_LENS
def test_the_same_day_says_where_to_go(face: str, lens: str) -> None:
    """Urgent says where to turn to, what to say, and when to go at once."""
    said = FACES[face](example(TUMOUR, lens))
    assert "Urgent: be seen by a doctor the same day." in said
    assert "Ask for an urgent appointment, or call the urgent-care line (111 in the UK)." in said
    assert "If any of the emergency signs appears, go at once." in said


@ON_EVERY_FACE
@BY_EITHER_LENS
@pytest.mark.parametrize("case", [NUMB, TUMOUR])
def test_home_care_waits_until_a_doctor_has_looked(face: str, lens: str, case: str) -> None:
    """With a red flag home care is held back, and it says why."""
    assert "Care comes first. These wait until a doctor has looked:" in FACES[face](example(case, lens)).replace(
        "looked: ", "looked:"
    )


@ON_EVERY_FACE
def test_a_treatment_that_is_ruled_out_says_because_of_what(face: str) -> None:
    """Ibuprofen is ruled out by an ulcer; the reason stands beside it, and whom to ask instead."""
    said = FACES[face](advise(STOMACH))
    assert "Ruled out: Ibuprofen from the shop; Ibuprofen on prescription" in said
    assert (
        "A stomach ulcer or stomach bleeding, now or ever: it can make a stomach ulcer bleed, without any warning"
        in said
    )
    assert "Ask a pharmacist, a midwife or a doctor what is safe instead" in said


@ON_EVERY_FACE
def test_a_treatment_waits_for_what_was_not_asked(face: str) -> None:
    """What was never asked and would rule a medicine out makes it unsafe until asked about, by name."""
    said = FACES[face](advise(HARDLY_ASKED))
    assert "Ask first: Ibuprofen from the shop; Ibuprofen on prescription. Unsafe until asked about:" in said
    assert (
        "Asthma, rash or swelling after aspirin, ibuprofen or naproxen"
        in said.partition("Unsafe until asked about:")[2]
    )


def test_a_caution_stands_beside_its_treatment() -> None:
    """What is allowed with care says to mind it: from 60 on the stomach bleeds more easily."""
    said = text_of(advise(Presentation(age=62, pain=4, days=1, onset="twisting", mobility="still_moving").none_other()))
    assert (
        "Mind: Age 60 or more: from 60 on the stomach bleeds more easily: ask a pharmacist or a doctor first." in said
    )


@ON_EVERY_FACE
def test_home_care_after_collapse_begins_once_a_doctor_has_looked(face: str) -> None:
    """Strong pain without a red flag is seen the same day first; all else says "once a doctor has seen you"."""
    said = FACES[face](example(SWING))
    for treatment in ("Stay active", "Warmth", "Ibuprofen from the shop", "Light exercise, kept up"):
        assert f"{treatment} (once a doctor has seen you)" in said


@ON_EVERY_FACE
@BY_EITHER_LENS
@pytest.mark.parametrize("case", [BOX, DISC])
def test_safety_netting_says_what_where_and_by_when(face: str, lens: str, case: str) -> None:
    """Home care goes with the signs that call for emergency or same-day care, and with when to come back."""
    said = FACES[face](example(case, lens))
    now, today = (said.index(f"{what} if one of these appears:") for what in NETS)
    assert now < said.index("loss of control over pee or poo", now) < today
    assert said.index("Losing weight without trying", today)
    assert "Have it looked at if it is no better after a few weeks, or gets worse at any time." in said


@pytest.mark.usefixtures("no_address")
def test_the_lab_says_what_to_watch_for() -> None:
    """The lab says the same nets and when to come back."""
    said = lab_of(BOX)["plan"]
    assert all(f"{net} if one of these appears:" in said for net in NETS)
    assert "Have it looked at if it is no better after a few weeks, or gets worse at any time." in said


def test_what_was_not_asked_is_not_ruled_out() -> None:
    """Signs that nobody asked about are listed as not ruled out, not as answered no."""
    said = text_of(advise(HARDLY_ASKED)).partition("WHY NOT MORE URGENT?")[2].partition("WHAT TO DO")[0]
    asked_first = said.partition("Emergency: Not asked yet, and so not ruled out:")[2]
    assert "Numbness or tingling around the genitals or buttocks" in asked_first
    assert "The answer was no to each of these: Numbness" not in said


def test_causes_never_lower_the_level() -> None:
    """The causes say that the level does not depend on them, and first what must not be missed, likely or not."""
    said = text_of(example(NUMB))
    assert "because missing it would do harm, not because it is likely." in said
    assert "The level of care does not depend on these lists." in said
    assert "Must not be missed: - Cauda equina syndrome For it:" in said


@pytest.mark.parametrize("face", ["text", "html"])
def test_what_nobody_has_read_is_marked(face: str) -> None:
    """A source that nobody here has read is marked at its number and in the list."""
    said = FACES[face](example(BOX))
    number = re.search(r"\[(\d+)\]: 2 versus 7 days of bed rest|\[(\d+)\]: [^\[]*Deyo RA, Diehl AK, Rosenthal M", said)
    assert number
    assert f"{next(filter(None, number.groups()))} not verified]" in said
    after = said[number.start() :].partition("[")[2].partition(" [")[0]
    assert "Not verified: nobody here has read the source itself." in after


def test_the_sheet_marks_what_nobody_has_read() -> None:
    """On paper the mark stands behind the source."""
    sheet = handout_of(example("kidney-side"))
    assert re.search(r"\[[^\]]*\d+ not verified", sheet)
    assert len(re.findall(r"Not verified\.", sheet.partition("Sources")[2])) == 1


@pytest.mark.parametrize("face", ["text", "html"])
@pytest.mark.parametrize(("case", "place"), [(NUMB, 0), (TUMOUR, 1), (DISC, 2), (BOX, 3)])
def test_the_ladder_shows_all_four_levels_and_the_place(face: str, case: str, place: int) -> None:
    """The four levels stand below each other, the most urgent first, and just one is marked as the place."""
    said = FACES[face](example(case))
    ladder = " ".join(f"{rung} (here)" if number == place else rung for number, rung in enumerate(RUNGS))
    assert ladder in said.replace("> ", "")
    assert said.count("(here)") == 1


def test_the_ladder_marks_the_place_for_those_who_see_it() -> None:
    """In the terminal an arrow stands at the rung, in HTML the step is the current one."""
    assert "\n> Urgent: be seen by a doctor the same day (here)\n" in f"{example(TUMOUR)}"
    html = example(TUMOUR)._repr_html_()
    assert html.count("aria-current='step'") == 1
    assert re.search(r"aria-current='step'><strong>Urgent:", html)


def test_the_ladder_shows_what_could_still_be_reached() -> None:
    """Where not all was asked, each higher level that an answer could lead to is marked."""
    said = text_of(advise(HARDLY_ASKED))
    assert [f"{rung} (could be reached)" in said for rung in RUNGS] == [True, True, True, False]


@pytest.mark.usefixtures("no_address")
@pytest.mark.parametrize(("case", "place"), [(NUMB, 0), (TUMOUR, 1), (DISC, 2), (BOX, 3)])
def test_the_lab_draws_the_ladder_with_the_place(case: str, place: int) -> None:
    """The lab draws the four levels, with a table that says at which of them the patient is."""
    table = lab_of(case)["why"].partition("As a table")[2]
    states = [
        re.search(rf"{re.escape(name)} {re.escape(what)} (Here|Not here)", table)
        for name, what in (rung.split(": ") for rung in RUNGS)
    ]
    assert [state and state[1] for state in states] == ["Here" if n == place else "Not here" for n in range(4)]


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        (BOX, "No tener ninguna señal de alarma no descarta una causa grave: presta atención a los signos de la lista"),
        (BOX, "Para aprender con un paciente de ejemplo, nunca un diagnóstico. Ningún profesional de la salud lo ha"),
        (BOX, "Emergencia: Busca atención de emergencia ahora mismo si aparece cualquiera de estos:"),
        (BOX, "Urgente: Haz que te vea un médico el mismo día si aparece cualquiera de estos:"),
        (BOX, "Haz que lo revisen si no mejora después de unas semanas, o si empeora en cualquier momento."),
        (BOX, "No verificado: nadie aquí ha leído la fuente original."),
        (
            NUMB,
            "Llama a una ambulancia (999 en el Reino Unido, 112 en Europa, 911 en Estados Unidos) o ve a un servicio",
        ),
        (NUMB, "No conduzcas (no manejes) tú, y no esperes a que un analgésico haga efecto."),
        (NUMB, "Primero, que te atiendan. Estos esperan hasta que te haya visto un médico:"),
    ],
)
def test_the_same_sentences_stand_in_spanish(case: str, sentence: str) -> None:
    """Those who read Spanish get the same warnings."""
    with speaking("es"):
        assert sentence in text_of(example(case))
