"""Where answers are kept: beside the notebook in a workbench, in the browser on a page; what code answers nowhere."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from backlab.course.answers import Attempts, from_text, to_text, tries_of
from backlab.course.beside import FOLDER
from backlab.course.clinic import accepted_causes, level
from backlab.course.clinic_cases import CLINIC
from backlab.course.exercise import Exercise, verdict
from backlab.course.guesses import Line, People
from backlab.course.kinds import Choice, Code, Number, Several
from backlab.course.report import clinic_score
from backlab.course.table import CLINIC_CASE, EXERCISES, LESSONS
from backlab.hosts.notebook import Shown
from backlab.kit.contract import Effect
from backlab.labs.clinic import CASES
from backlab.widgets import ClinicLab, CourseLab, Question

PREDICTION = next(each for each in EXERCISES.values() if each.is_prediction and isinstance(each, Choice))
CHOSEN = next(each for each in EXERCISES.values() if isinstance(each, Choice) and not each.is_prediction)
NUMBERED = next(each for each in EXERCISES.values() if isinstance(each, Number) and not each.unit)
CODED = next(each for each in EXERCISES.values() if isinstance(each, Code))
PERSON = {"kind": "pressed", "button": "check", "values": {}}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which a notebook runs, with the answers of its own workbench."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SERVER_SOFTWARE", raising=False)
    return tmp_path


@pytest.fixture
def page(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, but the notebook is served as a page to a class."""
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/0.5")
    return folder


def tell(lab: Shown, request: dict[str, Any]) -> list[Effect]:
    """Send what a page sends; returns what it is then to do."""
    sent: list[dict[str, Any]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lab, "send", sent.append)
        lab._handle_custom_msg({"turn": 1, **request}, [])
    return [effect for reply in sent for effect in reply["effects"]]


def press(lab: Shown, button: str) -> list[Effect]:
    """Press a button."""
    return tell(lab, {**PERSON, "button": button})


def remembered(lab: Shown, texts: dict[str, str]) -> list[Effect]:
    """Bring back what a browser has kept."""
    return tell(lab, {"kind": "remembered", "texts": texts})


def in_browser(effects: list[Effect]) -> dict[str, str]:
    """What a browser keeps when it is told to, by its names."""
    tries = [each for effect in effects if effect["kind"] == "keep" for each in effect["tries"]]
    return {f"{each['key']} {number} {each['id']}": each["text"] for number, each in enumerate(tries, 1)}


def answered(name: str, *answers: Any) -> Shown:
    """A question to which a person has given these answers."""
    question = Question(name)
    for given in answers:
        tell(question, {**PERSON, "values": {"answer": given}})
    return question


def wrong(question: str) -> str:
    """A wrong answer to a question with options."""
    return next(option.id for option in EXERCISES[question].choices if option.id != EXERCISES[question].right())


def kept(folder: Path) -> Path:
    """The file of the lesson of the question with options."""
    return folder / FOLDER / f"{CHOSEN.lesson}.json"


def test_an_answer_lands_beside_the_notebook(folder: Path) -> None:
    """What a person answers in a workbench is written into the file of its lesson, and nothing else is."""
    answered(CHOSEN.id, wrong(CHOSEN.id), CHOSEN.right())
    assert from_text(kept(folder).read_text("utf-8")) == {CHOSEN.id: Attempts((wrong(CHOSEN.id), CHOSEN.right()))}
    assert [path.name for path in folder.rglob("*") if path.is_file()] == [kept(folder).name]


def test_a_new_question_finds_what_was_answered(folder: Path) -> None:
    """After a restart the question shows the last answer, judged, and goes on counting from there."""
    answered(CHOSEN.id, wrong(CHOSEN.id))
    again = Question(CHOSEN.id)
    assert again.values["answer"] == wrong(CHOSEN.id)
    assert again.mark is not None
    assert again.mark.right is False
    again.set(answer=CHOSEN.right())
    tell(again, PERSON)
    (tries,) = from_text(kept(folder).read_text("utf-8")).values()
    assert len(tries.given) == 2


def test_a_number_comes_back_as_it_was(folder: Path) -> None:
    """A number is kept as a number and comes back into its field as text."""
    answered(NUMBERED.id, "12,5")
    again = Question(NUMBERED.id)
    assert again.values["answer"] == "12.5"
    assert again.attempts == Attempts((12.5,))


@pytest.mark.usefixtures("folder")
def test_two_questions_of_a_lesson_share_its_file() -> None:
    """One answer does not overwrite that to another exercise of the lesson."""
    asked = [each for each in EXERCISES.values() if each.lesson == CHOSEN.lesson and not isinstance(each, Code)]
    for each in asked:
        answered(each.id, each.right())
    assert len(asked) > 1
    assert all(Question(each.id).committed for each in asked)


def test_two_tabs_keep_the_tries_of_both(folder: Path) -> None:
    """Where one exercise is open twice, what is tried in one tab stands before what is tried in the other later."""
    one, other = Question(CHOSEN.id), Question(CHOSEN.id)
    for question, given in ((one, wrong(CHOSEN.id)), (other, CHOSEN.right()), (one, CHOSEN.right())):
        question.set(answer=given)
        tell(question, PERSON)
    (tries,) = from_text(kept(folder).read_text("utf-8")).values()
    assert tries == one.attempts == Attempts((wrong(CHOSEN.id), CHOSEN.right(), CHOSEN.right()))


def test_a_try_that_could_not_be_kept_goes_with_the_next(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be written stays in mind, and is written before the next try as soon as that is possible."""
    question = Question(CHOSEN.id)
    for given, is_closed in ((wrong(CHOSEN.id), True), (CHOSEN.right(), False)):
        with monkeypatch.context() as patch:
            if is_closed:
                patch.setattr(os, "replace", closed)
            question.set(answer=given)
            tell(question, PERSON)
            assert ("could not be kept" in question.not_kept) == is_closed
    (tries,) = from_text(kept(folder).read_text("utf-8")).values()
    assert tries == Attempts((wrong(CHOSEN.id), CHOSEN.right()))


def test_what_code_answers_is_not_kept(folder: Path) -> None:
    """A notebook that answers by itself leaves nothing behind, however often it is run."""
    question = Question(CHOSEN.id)
    assert question.answer_with(CHOSEN.right()).startswith(verdict(True))
    assert question.committed
    assert list(folder.iterdir()) == []
    assert not Question(CHOSEN.id).committed


def test_what_is_no_answer_is_not_kept(folder: Path) -> None:
    """Pressing the button with nothing chosen says so, and leaves the question open."""
    question = answered(CHOSEN.id, "")
    assert not question.committed
    assert "Choose" in question.read("feedback")
    assert list(folder.iterdir()) == []


def test_the_solution_looked_at_is_kept(folder: Path) -> None:
    """Whoever looks at the solution after a wrong answer finds it open again, and the record says so."""
    question = answered(CHOSEN.id, wrong(CHOSEN.id))
    press(question, "solution")
    (tries,) = from_text(kept(folder).read_text("utf-8")).values()
    assert tries.shown
    assert Question(CHOSEN.id).read("solution")


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"\xff\xfe\x00", b'{"backlab answers": 99, "answers": {}}', b"[" * 50_000]
)
def test_a_damaged_file_is_set_aside_and_said(folder: Path, damage: bytes) -> None:
    """A file that cannot be read is renamed, never overwritten; the question says so and can be answered."""
    kept(folder).parent.mkdir()
    kept(folder).write_bytes(damage)
    question = answered(CHOSEN.id, CHOSEN.right())
    assert kept(folder).name in question.not_kept
    assert "set aside" in question.not_kept
    (aside,) = kept(folder).parent.glob("*.set-aside-*")
    assert aside.read_bytes() == damage
    assert CHOSEN.id in from_text(kept(folder).read_text("utf-8"))


def test_damage_that_is_found_only_when_answering_is_said(folder: Path) -> None:
    """A file that was damaged after the page was opened is set aside and said as well."""
    question = answered(CHOSEN.id, wrong(CHOSEN.id))
    kept(folder).write_text("{")
    tell(question, PERSON)
    assert "set aside" in question.not_kept
    assert CHOSEN.id in from_text(kept(folder).read_text("utf-8"))


def closed(*_: object, **__: object) -> None:
    """What happens where one may not."""
    raise PermissionError(13, "Permission denied")


def test_a_file_that_cannot_be_opened_is_never_overwritten(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers that may not be read stay as they are; it is said that a new one is not kept, until it is."""
    answered(CHOSEN.id, wrong(CHOSEN.id))
    before = kept(folder).read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", closed)
        question = Question(CHOSEN.id)
        assert "could not be opened (Permission denied)" in question.not_kept
        question.set(answer=CHOSEN.right())
        tell(question, PERSON)
        assert "could not be kept" in question.not_kept
    assert kept(folder).read_bytes() == before
    tell(question, PERSON)
    assert question.not_kept == ""


def test_a_damaged_file_that_cannot_be_set_aside_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file cannot be renamed, the question is shown all the same, and says why nothing is kept."""
    kept(folder).parent.mkdir()
    kept(folder).write_text("{")
    monkeypatch.setattr(Path, "rename", closed)
    question = answered(CHOSEN.id, CHOSEN.right())
    assert question.mark is not None
    assert "could not be kept" in question.not_kept
    assert kept(folder).read_text() == "{"


def test_every_damaged_file_keeps_a_name_of_its_own(folder: Path) -> None:
    """A second damaged file does not take the place of the first."""
    kept(folder).parent.mkdir()
    for text in ("first", "second"):
        kept(folder).write_text(text)
        Question(CHOSEN.id)
    assert sorted(path.read_text() for path in kept(folder).parent.iterdir()) == ["first", "second"]


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() == 0, reason="nothing is closed to root")
def test_a_folder_that_is_closed_is_said(folder: Path) -> None:
    """Where nothing can be written the answer is judged all the same, and it is said that it is not kept."""
    folder.chmod(0o500)
    question = answered(CHOSEN.id, CHOSEN.right())
    folder.chmod(0o700)
    assert "could not be kept" in question.not_kept


def test_a_file_in_the_way_is_said(folder: Path) -> None:
    """Where a file has the name of the folder, the answer is judged, and it is said that it is not kept."""
    (folder / FOLDER).write_text("mine")
    question = answered(CHOSEN.id, CHOSEN.right())
    assert question.committed
    assert question.not_kept
    assert (folder / FOLDER).read_text() == "mine"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_in_the_way_is_set_aside(folder: Path) -> None:
    """What would be waited on for ever is no file of answers: it is set aside and said."""
    kept(folder).parent.mkdir()
    os.mkfifo(kept(folder))
    question = answered(CHOSEN.id, CHOSEN.right())
    assert "it is no file" in question.not_kept
    assert CHOSEN.id in from_text(kept(folder).read_text("utf-8"))


def test_a_link_leads_to_no_other_file(folder: Path) -> None:
    """Links that came with a folder of notebooks are replaced: what they point at is never written to."""
    kept(folder).parent.mkdir()
    mine = folder / "mine"
    mine.write_text("mine")
    names = (".json", ".part", f".part-{os.getpid()}")
    try:
        for name in names:
            kept(folder).with_suffix(name).symlink_to(mine)
    except OSError:
        pytest.skip("links may not be made here")
    answered(CHOSEN.id, CHOSEN.right())
    assert mine.read_text() == "mine"
    assert CHOSEN.id in from_text(kept(folder).read_text("utf-8"))


def test_half_a_letter_of_an_earlier_answer_loses_no_later_one(folder: Path) -> None:
    """A file that somebody has edited may hold what cannot be written; the next answer is kept all the same."""
    kept(folder).parent.mkdir()
    kept(folder).write_text(to_text({CHOSEN.id: Attempts(("half", wrong(CHOSEN.id)))}).replace("half", r"\ud800"))
    answered(CHOSEN.id, CHOSEN.right())
    (tries,) = from_text(kept(folder).read_text("utf-8")).values()
    assert tries.given[-1] == CHOSEN.right()


def test_an_answer_that_is_no_longer_possible_is_said(folder: Path) -> None:
    """An option that there is not any more leaves the question open, says why, and stays in the file."""
    kept(folder).parent.mkdir()
    text = to_text({CHOSEN.id: Attempts(("gone",))})
    kept(folder).write_text(text)
    question = Question(CHOSEN.id)
    assert not question.committed
    assert question.not_kept
    assert kept(folder).read_text() == text


@pytest.mark.parametrize("number", [123.456789012345, 0.125, "12,5"])
def test_a_number_of_a_file_comes_back_whole(number: float | str, folder: Path) -> None:
    """No digit of a number is lost, and one that somebody has entered into the file as text is a number too."""
    kept(folder).parent.mkdir()
    (folder / FOLDER / f"{NUMBERED.lesson}.json").write_text(to_text({NUMBERED.id: Attempts((number,))}))
    assert float(Question(NUMBERED.id).values["answer"]) == float(str(number).replace(",", "."))


def test_a_solution_looked_at_before_any_answer_is_known(folder: Path) -> None:
    """Pressing with nothing chosen and then looking at the solution counts as looking, once there is an answer."""
    question = answered(CHOSEN.id, "")
    press(question, "solution")
    question.set(answer=CHOSEN.right())
    tell(question, PERSON)
    (tries,) = from_text(kept(folder).read_text("utf-8")).values()
    assert tries == Attempts((CHOSEN.right(),), shown=True)


def test_a_solution_looked_at_afterwards_is_no_help(folder: Path) -> None:
    """Whoever has written code that passes may compare it with another solution, and nothing is noted."""
    question = answered(CODED.id, CODED.right())
    press(question, "solution")
    assert question.read("solution")
    (tries,) = from_text((folder / FOLDER / f"{CODED.lesson}.json").read_text("utf-8")).values()
    assert not tries.shown


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("lesson", LESSONS)
def test_the_first_question_of_a_page_explains_its_words(lesson: str) -> None:
    """Each lesson's page is told the words of the glossary once, with a prediction or without."""
    own = [name for name in LESSONS[lesson] if name in EXERCISES]
    assert [bool(Question(name).terms) for name in own] == [True] + [False] * (len(own) - 1)


def test_the_index_saves_what_was_answered_since_it_was_opened(folder: Path) -> None:
    """In a workbench the index stays open beside the lessons: what it saves and forgets is all there is."""
    index = CourseLab(folder=folder)
    answered(CHOSEN.id, CHOSEN.right())
    (file,) = press(index, "save")
    assert list(from_text(file["text"])) == [CHOSEN.id]
    answered(NUMBERED.id, "1")
    press(index, "really-forget")
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    assert index.record == {}


def test_the_index_looks_again_when_it_is_asked(folder: Path) -> None:
    """A page that is pointed at asks for what other notebooks have kept since; no text of its own is believed."""
    index = CourseLab(folder=folder)
    answered(CHOSEN.id, CHOSEN.right())
    remembered(index, {NUMBERED.id: to_text({NUMBERED.id: Attempts((1.0,))})})
    assert list(index.record) == [CHOSEN.id]


def test_what_cannot_be_forgotten_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file cannot be removed, its name is said, and nobody believes that it is gone."""
    answered(CHOSEN.id, CHOSEN.right())
    index = CourseLab(folder=folder)
    monkeypatch.setattr(Path, "unlink", closed)
    press(index, "really-forget")
    assert kept(folder).name in index.not_kept
    assert "could not be removed (Permission denied)" in index.not_kept
    assert list(index.record) == [CHOSEN.id]
    assert "Nothing is answered yet" not in index.said


def test_a_page_writes_nothing_on_its_server(page: Path) -> None:
    """Where a class shares a server, an answer goes to the browser that gave it and to no file."""
    question = Question(CHOSEN.id)
    question.set(answer=CHOSEN.right())
    (effect,) = tell(question, PERSON)
    (kept_try,) = effect["tries"]
    assert kept_try["key"] == CHOSEN.id
    assert tries_of(CHOSEN.id, kept_try["text"]) == Attempts((CHOSEN.right(),))
    assert list(page.iterdir()) == []


def test_a_page_cannot_say_where_answers_are_kept(page: Path) -> None:
    """Whatever a crafted page claims, its lab reads and renames no file of the server; its answer is still heard."""
    (page / "settings.json").write_text("mine")
    question = Question(CHOSEN.id)
    before = question.face
    question.set_state({"face": {"store": "host", "keeps": str(page / "settings")}, "state": {"said": "x"}, "lab": 1})
    assert (question.face, question.said) == (before, "")
    remembered(question, {"settings": "x"})
    (effect,) = tell(question, {**PERSON, "values": {"answer": CHOSEN.right()}})
    assert [path.name for path in page.iterdir()] == ["settings.json"]
    assert effect["kind"] == "keep"


@pytest.mark.usefixtures("page")
def test_the_browser_brings_answers_back() -> None:
    """What a browser kept is judged and shown again as soon as it arrives."""
    before, effects = Question(CHOSEN.id), []
    for given in (wrong(CHOSEN.id), CHOSEN.right()):
        effects += tell(before, {**PERSON, "values": {"answer": given}})
    question = Question(CHOSEN.id)
    assert not question.committed
    remembered(question, in_browser(effects))
    assert question.attempts == before.attempts
    assert question.values["answer"] == CHOSEN.right()
    assert question.read("feedback") == before.read("feedback")


@pytest.mark.usefixtures("page")
def test_what_a_browser_holds_of_others_is_ignored() -> None:
    """Other keys, and a text that speaks of another exercise than its key, change nothing."""
    question = Question(CHOSEN.id)
    other = to_text({"other.1": Attempts(("x",)), CHOSEN.id: Attempts((CHOSEN.right(),))})
    for texts in ({"other.1": other}, {f"{CHOSEN.id}0": other}, {}, 5, {CHOSEN.id: 5}):
        remembered(question, texts)
    assert not question.committed
    assert question.not_kept == ""


@pytest.mark.usefixtures("page")
def test_damage_in_the_browser_is_said() -> None:
    """A text that cannot be read is said and set aside by the browser; the question can be answered."""
    question, name = Question(CHOSEN.id), f"{CHOSEN.id} 1 abc"
    assert remembered(question, {name: '{"backlab answers": 1'}) == [{"kind": "set_aside", "name": name}]
    assert "set aside" in question.not_kept
    assert not question.committed


@pytest.mark.usefixtures("page")
def test_a_name_that_no_exercise_can_have_is_ignored() -> None:
    """Half a letter in a name, which could not be sent back to the browser, hides no answer to the other patients."""
    clinic = ClinicLab()
    given = {"level": 0, "cause": accepted_causes(CLINIC[CASES[0]])[0], "confidence": 50}
    key = CLINIC_CASE + CASES[0]
    effects = remembered(clinic, {f"{CLINIC_CASE}\ud800": "{", key: to_text({key: Attempts((given,))})})
    assert (list(clinic.given), effects, clinic.not_kept) == ([CASES[0]], [], "")


@pytest.mark.usefixtures("folder")
def test_a_lab_stays_shut_until_the_prediction_is_made() -> None:
    """A lab that waits for a prediction opens with the first answer to it, whatever that is."""
    question = Question(PREDICTION.id)
    lab = ClinicLab(after=question)
    assert "Answer the question above first" in lab.shut
    question.set(answer=wrong(PREDICTION.id))
    assert lab.shut
    tell(question, PERSON)
    assert lab.shut == ""


@pytest.mark.usefixtures("folder")
def test_a_lab_is_open_where_the_prediction_was_made_before() -> None:
    """After a restart nobody has to predict again."""
    answered(PREDICTION.id, PREDICTION.right())
    assert ClinicLab(after=Question(PREDICTION.id)).shut == ""


@pytest.fixture
def judged() -> dict[str, Any]:
    """A right answer to the first patient of the clinic, as its controls say it."""
    case = next(iter(CLINIC.values()))
    return {"level": level(case).name.lower(), "cause": accepted_causes(case)[0], "confidence": 80}


def test_the_clinic_keeps_what_a_person_commits(folder: Path, judged: dict[str, Any]) -> None:
    """A judged patient is found again by a new clinic, and one that code has judged is not."""
    clinic = ClinicLab()
    clinic.commit(**judged)
    assert list(folder.iterdir()) == []
    clinic = ClinicLab()
    clinic.set(**judged)
    for each in ("legs", "bladder", "belly", "fever", "commit"):
        press(clinic, each)
    again = ClinicLab()
    assert list(again.given) == [next(iter(CLINIC))]
    assert again.report.right == 1
    assert f"{CLINIC_CASE}{next(iter(CLINIC))}" in (folder / FOLDER / "the_clinic.json").read_text()


@pytest.mark.usefixtures("page")
def test_code_may_leave_open_what_nobody_chose(judged: dict[str, Any]) -> None:
    """A clinic asks for the level that is missing, and refuses one that there is not."""
    clinic = ClinicLab()
    assert "Choose a door" in clinic.commit(**{**judged, "level": ""})
    with pytest.raises(ValueError, match=r"no level 'urgnt'; did you mean 'urgent'\?"):
        clinic.commit(**{**judged, "level": "urgnt"})
    assert clinic.given == {}


@pytest.mark.usefixtures("page")
def test_each_answer_reaches_the_browser_alone(judged: dict[str, Any]) -> None:
    """An answer brings no earlier ones along: they may have been forgotten since, or given anew in another tab."""
    clinic = ClinicLab()
    for case in CASES[:2]:
        clinic.set(case=case)
        clinic.set(**judged)
        press(clinic, "bladder")
        press(clinic, "legs")
        press(clinic, "belly")
        press(clinic, "fever")
        (effect,) = press(clinic, "commit")
        assert [each["key"] for each in effect["tries"]] == [CLINIC_CASE + case]


def test_an_answer_to_a_patient_that_is_none_is_said(folder: Path) -> None:
    """An answer that no patient can have is left alone and said; what there is of others is taken up."""
    (folder / FOLDER).mkdir()
    record = {f"{CLINIC_CASE}{case}": Attempts(("gone",)) for case in (CASES[0], "nobody")}
    (folder / FOLDER / "the_clinic.json").write_text(to_text(record))
    clinic = ClinicLab()
    assert clinic.given == {}
    assert "no longer one of the answers" in clinic.not_kept


@pytest.mark.usefixtures("folder")
def test_a_slider_of_the_clinic_draws_nothing_anew(judged: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """How sure one is can be moved without working the report out at each step; a commitment works it out."""
    clinic, worked_out = ClinicLab(), []
    counted = lambda given: worked_out.append(1) or clinic_score(given)  # noqa: E731  append returns None
    monkeypatch.setattr("backlab.labs.clinic.clinic_score", counted)
    clinic.set(confidence=80)
    clinic.set(confidence=81)
    assert worked_out == []
    clinic.commit(**judged)
    assert worked_out == [1]
    assert "1 of 18" in clinic.read("report")


@pytest.mark.usefixtures("folder")
def test_the_clinic_is_heard_as_it_is_read() -> None:
    """Those who hear the page hear words, and no codes of HTML."""
    clinic = ClinicLab()
    clinic.lab._notice = "Not < 'this' & not that."
    clinic.refresh()
    assert clinic.said == clinic.lab._notice


def test_a_press_takes_along_what_the_page_shows(folder: Path) -> None:
    """Changes that were still on their way when the button was pressed are judged too."""
    several = next(name for name, each in EXERCISES.items() if isinstance(each, Several))
    question = Question(several)
    right = EXERCISES[several].right()
    tell(question, {**PERSON, "values": {"answer": right}})
    assert question.attempts is not None
    assert question.attempts.given == (right,)


@pytest.mark.parametrize("kind", [People, Line])
def test_a_prediction_of_any_kind_may_be_left_open(kind: type[Exercise], folder: Path) -> None:
    """Whoever is not sure says so, which opens the lab, is kept, and is found again."""
    name = next(each.id for each in EXERCISES.values() if isinstance(each, kind) and each.is_prediction)
    question = Question(name)
    press(question, "unsure")
    assert question.committed
    again = Question(name)
    assert again.mark is not None
    assert again.mark.right is None
