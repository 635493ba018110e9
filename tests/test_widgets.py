"""The lab without a browser: controls are set, buttons clicked, and the panels read."""

import re
from collections.abc import Iterator

import pytest
from ipywidgets import Widget

from backlab import CASES, Disposition, Lens, Presentation
from backlab.knowledge.findings import CHOICES, FINDINGS
from backlab.widgets import TreatmentLab
from backlab.widgets import lab as lab_module


@pytest.fixture
def lab() -> Iterator[TreatmentLab]:
    """A lab with the patient at the start."""
    yield TreatmentLab()
    Widget.close_all()


def words(lab: TreatmentLab, section: str) -> str:
    """The words of one panel."""
    return " ".join(re.sub(r"<[^>]+>", " ", lab.result.bodies[section].value).split())


def test_it_starts_with_the_patient_of_the_readme(lab: TreatmentLab) -> None:
    """34 years, pain of six, a day after lifting; nothing else asked."""
    assert lab.form.presentation == Presentation(age=34, pain=6, days=1, onset="lifting")
    assert words(lab, "level").startswith("Level of care Self-care so far")


def test_a_slider_changes_the_advice(lab: TreatmentLab) -> None:
    """Pain of eight is to be seen."""
    lab.form.numbers["pain"].value = 8
    assert lab.advice.disposition is Disposition.ROUTINE
    assert "severe spasm" in words(lab, "why")


def test_a_red_flag_comes_first_and_folds_the_plan(lab: TreatmentLab) -> None:
    """Saddle numbness: the emergency stands first, and the treatment panel closes; without it, it opens again."""
    lab.form.box("saddle_numbness").value = True
    assert words(lab, "level").startswith("Level of care Emergency: get emergency care now")
    assert not lab.result.folds["plan"].is_open
    assert "get care first" in lab.result.folds["plan"].title
    lab.form.box("saddle_numbness").value = False
    assert lab.result.folds["plan"].is_open


def test_a_plan_that_the_person_closed_stays_closed(lab: TreatmentLab) -> None:
    """Only a red flag that comes or goes moves the fold."""
    lab.result.folds["plan"].is_open = False
    lab.form.numbers["pain"].value = 3
    assert not lab.result.folds["plan"].is_open


@pytest.mark.parametrize("case", CASES)
def test_every_case_can_be_loaded(lab: TreatmentLab, case: str) -> None:
    """Choosing a case sets every control to its patient, and shows its story."""
    lab.case.value = case
    assert lab.form.presentation == CASES[case].presentation
    assert CASES[case].teaches.split("?")[0].split("'")[0] in lab.story.value


def test_post_4_names_the_kidney(lab: TreatmentLab) -> None:
    """Post 4 is same-day care, and a kidney infection is named."""
    lab.load("post-4")
    assert "Urgent" in words(lab, "level")
    assert "kidney infection" in words(lab, "why")


def test_loading_a_case_is_one_change(lab: TreatmentLab, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many controls a case sets, the advice is worked out once."""
    calls = []
    real = lab_module.advise
    monkeypatch.setattr(lab_module, "advise", lambda *args: calls.append(args) or real(*args))
    lab.load("tumour")
    assert len(calls) == 1


def test_reset_undoes_the_changes_to_a_case(lab: TreatmentLab) -> None:
    """After changes, one click is the patient as loaded, judged by today's guidelines."""
    lab.load("tumour")
    lab.form.box("fever").value = True
    lab.lens.value = Lens.ARTICLE
    lab.reset.click()
    assert lab.form.presentation == CASES["tumour"].presentation
    assert (lab.case.value, lab.lens.value) == ("tumour", Lens.TODAY)


def test_reset_works_without_a_case(lab: TreatmentLab) -> None:
    """Changes made by hand are undone as well."""
    lab.form.numbers["age"].value = 80
    lab.reset.click()
    assert lab.form.presentation == lab_module.START


def test_the_start_is_one_of_the_menu(lab: TreatmentLab) -> None:
    """Choosing the first entry is the start again, without a story."""
    lab.load("tumour")
    lab.case.value = ""
    assert lab.form.presentation == lab_module.START
    assert lab.story.value == ""


def test_an_empty_box_is_not_asked(lab: TreatmentLab) -> None:
    """Taking "none of the others" back makes the whole topic unasked again."""
    lab.load("lifting")
    topic = next(t for t in lab.form.topics if "fever" in t.boxes)
    assert topic.absent == frozenset(topic.boxes)
    topic.none_other.value = False
    assert topic.absent == frozenset()


def test_none_of_the_others_is_one_click_for_a_topic(lab: TreatmentLab) -> None:
    """It answers no for the rest of its topic, and what is ticked stays a yes."""
    topic = next(t for t in lab.form.topics if "fever" in t.boxes)
    lab.form.box("fever").value = True
    topic.none_other.value = True
    assert lab.form.presentation.present == {"fever"}
    assert lab.form.presentation.absent == frozenset(topic.boxes) - {"fever"}
    assert topic.title.replace("\u00a0", " ") == f"{topic.topic} (1 yes, {len(topic.boxes) - 1} no)"


def test_none_of_the_others_everywhere(lab: TreatmentLab) -> None:
    """One button answers all topics, and ibuprofen need not wait any longer."""
    assert "Unsafe until asked" in words(lab, "withheld")
    lab.form.none_everywhere.click()
    assert lab.form.presentation == Presentation(age=34, pain=6, days=1, onset="lifting").none_other()
    assert words(lab, "withheld") == "Nothing is held back."


def test_the_lens_changes_the_plan_and_not_the_level(lab: TreatmentLab) -> None:
    """The article rests; the level is the same."""
    level = words(lab, "level")
    lab.lens.value = Lens.ARTICLE
    assert words(lab, "plan").startswith("Now (the first day): The article suggests; today not advised: Rest")
    assert words(lab, "level") == level


def test_single_answers_of_no_are_kept(lab: TreatmentLab) -> None:
    """A patient with one no in a topic goes through the controls unchanged."""
    patient = Presentation(age=40, pain=2, days=400, absent={"fever"}, present={"nausea"})  # type: ignore[arg-type]
    lab.form.show(patient)
    assert lab.form.presentation == patient


def test_an_older_pain_stretches_the_slider(lab: TreatmentLab) -> None:
    """A patient whose pain is older than the slider shows is not cut short."""
    lab.form.show(Presentation(age=40, pain=2, days=3650))
    assert lab.form.presentation.days == 3650


def test_every_finding_has_a_control(lab: TreatmentLab) -> None:
    """Each ticked finding has a box with its plain words and its clinical term, each other one is a choice."""
    for finding in FINDINGS.values():
        if finding.topic in CHOICES.values():
            assert finding.id in {
                word for _, word in lab.form.choices["onset"].options + lab.form.choices["mobility"].options
            }
        else:
            caption = lab.form.box(finding.id).description
            assert caption.startswith(finding.label)
            assert finding.term.lower() in caption.lower()


def test_only_what_changes_is_sent(lab: TreatmentLab) -> None:
    """A panel whose words stay the same is not set again."""
    sent = []
    for body in lab.result.bodies.values():
        body.observe(sent.append, "value")
    lab.form.numbers["age"].value = 35
    assert {change["owner"] for change in sent} <= {lab.result.bodies["causes"]}


def test_an_error_is_shown_and_nothing_is_lost(lab: TreatmentLab, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault inside a callback becomes a sentence above the last good advice; the next change clears it."""
    before = words(lab, "level")

    def broken(*_args: object) -> None:
        raise RuntimeError("the <engine> stopped")

    monkeypatch.setattr(lab_module, "advise", broken)
    lab.form.numbers["pain"].value = 9
    assert "RuntimeError: the &lt;engine&gt; stopped" in lab.result.problem.value
    assert "press Reset" in lab.result.problem.value
    assert words(lab, "level") == before
    monkeypatch.undo()
    lab.form.numbers["pain"].value = 8
    assert lab.result.problem.value == ""


def test_a_glance_leaves_everything_as_it_was(lab: TreatmentLab) -> None:
    """Trying the four readers' stories brings the controls back to where they were."""
    lab.load("post-3")
    lab.form.numbers["age"].value = 50
    patient = lab.form.presentation
    lines = lab.glance().splitlines()
    assert [line.split(": ")[1].split(".")[0] for line in lines] == ["Self-care", "Urgent", "Routine", "Urgent"]
    assert (lab.form.presentation, lab.case.value) == (patient, "post-3")


def test_a_lab_can_start_with_a_case() -> None:
    """``TreatmentLab("post-2")`` starts there."""
    assert TreatmentLab("post-2").advice.presentation == CASES["post-2"].presentation
    Widget.close_all()


def test_a_folded_panel_is_written_when_it_is_opened(lab: TreatmentLab) -> None:
    """What nobody sees is not sent; opening the panel shows the words of the latest advice."""
    assert lab.result.bodies["sources"].value == ""
    lab.load("post-4")
    lab.result.folds["sources"].is_open = True
    assert lab.advice.sources[0].fact.split("'")[0] in lab.result.bodies["sources"].value
