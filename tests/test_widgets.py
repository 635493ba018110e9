"""The labs without a browser: controls are moved as a page moves them, and the panels read."""

import re
from dataclasses import replace
from typing import Any

import pytest
from person import at, moved, names_of, press, restored

from backlab import CASES, Disposition, Lens, Presentation, advise
from backlab.kit.contract import Panel, Reply
from backlab.kit.fields import clean, named, slider
from backlab.kit.lab import panel as new_panel
from backlab.knowledge.dangers import DANGERS
from backlab.knowledge.findings import CHOICES, DOORS, FINDINGS, TOPICS, short_words
from backlab.knowledge.places import LEGS, PLACES
from backlab.labs import treatment as lab_module
from backlab.labs.flags import RedFlagsLab
from backlab.labs.patient import TICKED_TOPICS, patient_of, patient_values
from backlab.labs.pictures import PICTURES, PictureLab
from backlab.labs.treatment import TreatmentLab

TOPIC_OF = {
    finding.id: name for name, topic in TICKED_TOPICS.items() for finding in FINDINGS.values() if finding.topic == topic
}


@pytest.fixture
def lab() -> TreatmentLab:
    """A lab with the patient at the start."""
    return TreatmentLab()


def asked(lab: TreatmentLab) -> None:
    """Answer with no what is asked first."""
    for id in DANGERS:
        moved(lab, first=f"{id}.no")


def plain(html: str) -> str:
    """The words of some HTML."""
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<figure.*?</figure>", " ", html)).split())


def words(lab: TreatmentLab, panel: str) -> str:
    """The words of one panel, without its picture."""
    return plain(lab.read(panel))


def words_of_care(lab: TreatmentLab) -> str:
    """The words in the place of the table where somebody has to be seen."""
    return " ".join(re.sub(r"<[^>]+>", " ", lab.read("choose")).split())


def lead(lab: TreatmentLab) -> str:
    """The sentence of the verdict."""
    return plain(lab.summary.partition("</ol>")[2])


def tick(lab: TreatmentLab, finding: str, on: bool = True) -> None:
    """Tick a box, or take the tick away, as the page does."""
    topic = TOPIC_OF[finding]
    answer = lab.values[topic]
    yes = [name for name in answer["yes"] if name != finding] + [finding] * on
    moved(lab, **{topic: {**answer, "yes": yes}})


def panel(lab: TreatmentLab, id: str) -> Panel:
    """What is said of one panel besides its words."""
    return lab.state["panels"][id]


def replies(lab: Any) -> list[Reply]:
    """A list to which each reply of the lab is added."""
    heard: list[Reply] = []
    lab.listen(heard.append)
    return heard


def test_it_starts_with_the_patient_of_the_readme(lab: TreatmentLab) -> None:
    """34 years, pain of six, a day after lifting; nothing else asked."""
    assert lab.presentation == Presentation(age=34, pain=6, days=1, onset="lifting")
    assert lead(lab) == "Not known yet: ask these 10 first."


def test_a_slider_changes_the_advice(lab: TreatmentLab) -> None:
    """Pain of eight is to be seen."""
    moved(lab, pain=8)
    assert lab.advice.disposition is Disposition.ROUTINE
    assert "severe spasm" in words(lab, "why")


def test_a_change_is_one_reply(lab: TreatmentLab) -> None:
    """However many panels change, the page hears of them together, and of no panel that stays the same."""
    heard = replies(lab)
    moved(lab, age=35)
    assert len(heard) == 1
    assert heard[0]["changes"]["values"] == {"age": 35}
    assert set(heard[0]["changes"].get("panels", {})) <= {"causes"}
    moved(lab, pain=9)
    assert len(heard) == 2
    assert "why" in heard[1]["changes"]["panels"]
    assert "summary" in heard[1]["changes"]


@pytest.mark.parametrize(
    "request_of_a_page",
    [
        {"kind": "moved", "turn": 7, "values": {}},
        {"kind": "moved", "turn": 7, "values": {"age": 34, "moon": [1], 3: 4}},
        {"kind": "moved", "turn": 7, "values": 5},
        {"kind": "pressed", "turn": 7, "button": "exec", "values": {}},
        {"kind": "pressed", "turn": 7, "button": ["reset"]},
        {"kind": "remembered", "turn": 7, "texts": {"a": "b"}},
        {"kind": "exec", "turn": 7},
        {"turn": 7},
    ],
)
def test_every_request_has_one_reply(lab: TreatmentLab, request_of_a_page: Any) -> None:
    """A page waits for an answer to whatever it sends: it is one reply, by the turn, also where nothing follows."""
    heard, other = replies(lab), replies(lab)
    lab.hear(request_of_a_page)
    assert heard == other == [{"turn": 7, "changes": {}, "effects": []}]


@pytest.mark.parametrize("nonsense", ["reset", None, 5, [], {"turn": "x"}, {"turn": True}])
def test_nonsense_has_a_reply_too(lab: TreatmentLab, nonsense: Any) -> None:
    """What is no request at all is answered by the turn before."""
    moved(lab, age=35)
    heard = replies(lab)
    lab.hear(nonsense)
    assert heard == [{"turn": 1, "changes": {}, "effects": []}]


def test_what_code_changes_is_told_once(lab: TreatmentLab) -> None:
    """``set`` is one reply by the last turn, and what is tried and taken back is none."""
    heard = replies(lab)
    lab.tried(pain=9)
    lab.glance()
    assert heard == []
    lab.load("saddle")
    assert [reply["turn"] for reply in heard] == [0]
    assert heard[0]["changes"]["values"]["case"] == "saddle"


def test_a_page_is_told_what_its_control_cannot_have(lab: TreatmentLab) -> None:
    """A value that is set back stands in the reply though it did not change in the lab: the page shows another one."""
    heard = replies(lab)
    moved(lab, onset="<script>", age=10**9)
    assert heard[0]["changes"]["values"] == {"onset": "lifting", "age": 110}


def test_who_listens_no_longer_hears_nothing(lab: TreatmentLab) -> None:
    """``listen`` returns what ends it."""
    heard: list[Reply] = []
    end = lab.listen(heard.append)
    end()
    end()
    moved(lab, age=35)
    assert heard == []


def test_at_a_red_flag_there_is_nothing_to_choose(lab: TreatmentLab) -> None:
    """Saddle numbness: whom to call stands in the place of the treatments; without it, they are there again."""
    choosing = panel(lab, "choose")
    tick(lab, "saddle_numbness")
    assert lead(lab).startswith("Emergency: call 999, 112 or 911 now")
    assert panel(lab, "choose")["title"] == "Whom to call, and why"
    assert "Call an ambulance (999 in the UK" in lab.read("choose")
    assert "What to do at home, after care: get care first" in words(lab, "plan")
    tick(lab, "saddle_numbness", on=False)
    assert panel(lab, "choose") == choosing


def track(lab: TreatmentLab, slider: str) -> list[str]:
    """What a slider leads to, stretch by stretch, as it is heard."""
    return lab.told["html"][f"{slider}-track"].partition("aria-label='")[2].partition("'")[0].split(". ")


def test_it_says_from_where_on_a_slider_changes_something(lab: TreatmentLab) -> None:
    """The levels stand along the sliders of pain and days, wherever these are; between them nothing changes."""
    pain, days = track(lab, "pain"), track(lab, "days")
    assert pain == ["From 0: Self-care", "From 7: Routine."]
    assert days == ["From 0: Self-care", "From 42: Routine", "From 84: Routine (other trials)."]
    before = lab.state["panels"]
    moved(lab, days=4)
    assert (track(lab, "pain"), track(lab, "days")) == (pain, days)
    assert lab.state["panels"]["choose"] == before["choose"]
    moved(lab, days=42)
    assert track(lab, "days") == days
    assert track(lab, "pain") == ["All along: Routine."]
    lab.load("saddle")
    assert track(lab, "pain") == ["All along: Emergency."]


def test_a_move_that_changes_nothing_else_is_answered_beside_its_slider(lab: TreatmentLab) -> None:
    """Each day says how far the next change is, or which week trials count; pain that changes nothing says that."""

    def beside(slider: str) -> str:
        return lab.told["html"][f"{slider}-track"].rpartition("<p")[2].partition(">")[2].partition("<")[0]

    assert beside("days") == "Next change: day 42, in 41 days. Trials count weeks: this is week 1."
    moved(lab, days=41)
    assert beside("days") == "Next change: day 42, in 1 day. Trials count weeks: this is week 6."
    assert beside("pain") == ""
    moved(lab, days=84)
    assert beside("days") == "No further change. Trials count weeks: this is week 13."
    assert beside("pain") == "Any pain: Routine."
    moved(lab, days=None)
    assert beside("days") == "Next change: day 42. Trials count weeks, not days."


@pytest.mark.parametrize("case", ["", "post-2", "post-3", "chronic", "saddle"])
def test_what_a_slider_says_it_leads_to_it_leads_to(lab: TreatmentLab, case: str) -> None:
    """At every place of pain and days the level is the one that is painted there."""
    lab.load(case)
    for name, places in (("pain", range(11)), ("days", range(0, 121, 14))):
        said, start = track(lab, name), lab.values[name]
        for place in places:
            moved(lab, **{name: place})
            here = [each for each in said if each.startswith("All") or place >= int(each.split()[1].rstrip(":"))][-1]
            assert lab.advice.disposition.label in here
        moved(lab, **{name: start})


def test_what_is_worth_it_stands_along_its_slider_once_one_has_chosen(lab: TreatmentLab) -> None:
    """Up to how much physiotherapy is worth it is said after the choice, and is what the table chooses there."""
    asked(lab)
    assert "Changes nothing until ibuprofen from the shop has been asked about." in lab.told["html"]["worth-track"]
    lab.load("chronic")
    assert lab.told["html"]["worth-track"] == "<div class='bl-track-of'></div>"
    moved(lab, chosen="stay_active")
    assert "Up to 12: physiotherapy" in lab.told["html"]["worth-track"]
    for worth, fits in ((12, "physical_therapy"), (13, "stay_active")):
        moved(lab, worth=worth, chosen=fits)
        assert "is-right" in lab.read("choose")


def test_what_it_must_be_worth_is_asked_only_where_there_is_something_to_weigh(lab: TreatmentLab) -> None:
    """Before the first questions, and where somebody has to be seen today, its slider is away."""
    assert lab.told["hidden"]["worth"] == ["worth"]
    assert lab.told["html"]["worth-track"] == "<div class='bl-track-of'></div>"
    asked(lab)
    assert "worth" not in lab.told["hidden"]
    lab.load("saddle")
    assert lab.told["hidden"]["worth"] == ["worth"]


def test_nobody_is_reassured_before_the_questions_are_asked() -> None:
    """Where the verdict says what holds if all answers are no, that is so for every patient."""
    for case in CASES.values():
        patient = replace(case.presentation, absent=frozenset())
        if advise(patient).disposition is Disposition.SELF_CARE:
            assert advise(patient.none_other()).disposition is Disposition.SELF_CARE


def test_a_step_sets_the_stage_and_is_done_once_its_patient_is_chosen_for(lab: TreatmentLab) -> None:
    """A step brings its patient; what this wish leads to is the choice that it asks for, and it stays done."""
    moved(lab, step="months")
    assert lab.presentation == CASES["chronic"].presentation
    moved(lab, chosen="stay_active")
    assert lab.told["done"]["step"] == []
    moved(lab, chosen="physical_therapy")
    assert lab.told["done"]["step"] == ["months"]
    moved(lab, step="swing", pain=7)
    assert lab.told["done"]["step"] == ["months", "swing"]
    assert lab.values["chosen"] == ""


def test_a_step_that_asks_to_choose_is_not_answered_before(lab: TreatmentLab) -> None:
    """Until a column is chosen, neither the table nor the sentence above it says which; then it says whether it too."""
    moved(lab, step="months")
    assert "is-waiting" in lab.read("choose")
    assert "it very likely takes off" not in lab.read("choose")
    assert "stay active" not in lab.summary
    moved(lab, chosen="stay_active")
    assert "Not quite." in lab.read("choose")
    assert "is-waiting" not in lab.read("choose")
    moved(lab, chosen="physical_therapy")
    assert "<span class='bl-mine is-right'>Yes.</span>" in lab.read("choose")
    assert "it very likely takes off" in lab.read("choose")
    assert "stay active" in lab.summary


@pytest.mark.parametrize(
    ("found", "legs"),
    [({"leg_pain"}, {"leg-right"}), ({"leg_pain", "both_legs"}, LEGS), ({"leg_pain", "both_legs_known"}, LEGS)],
)
def test_pain_down_one_leg_is_hatched_on_one(lab: TreatmentLab, found: set[str], legs: set[str]) -> None:
    """A leg without a side is one leg on the picture: both of them are another finding."""
    lab.set(present=found)
    assert LEGS.intersection(lab.told["marked"]["place"]) == legs


def test_what_speaks_for_a_cause_is_not_said_twice(lab: TreatmentLab) -> None:
    """Where all that points to a cause stands above it as a reason, the cause is named alone."""
    lab.load("saddle")
    assert "Cauda equina syndrome" in words_of_care(lab)
    assert "For it:" not in words_of_care(lab)


def test_a_level_that_could_still_rise_is_hollow_and_says_how_many_questions_are_open(lab: TreatmentLab) -> None:
    """The level is filled only once no answer could raise it."""
    asked(lab)
    count = lab.told["headings"]["more"]
    assert f"Not settled: {count} questions open." in lab.summary
    assert "is-here is-open" in lab.summary
    lab.pressed("none")
    moved(lab, sex="male", mobility="still_moving", age=30)
    assert int(lab.told["headings"]["more"] or 0) < int(count)
    lab.set(present={"saddle_numbness"})
    assert lab.told["headings"]["more"] == ""
    assert "is-here is-open" not in lab.summary


def test_what_is_looked_for_is_found_by_its_words(lab: TreatmentLab) -> None:
    """Words of a question, or of its clinical term, find it; others say that there is none."""
    moved(lab, find="retention")
    assert "Difficulty peeing" in lab.told["html"]["found"]
    moved(lab, find="no such word")
    assert "No question has these words" in lab.told["html"]["found"]


def test_nobody_asks_why_an_emergency_is_not_more_urgent(lab: TreatmentLab) -> None:
    """The question stands below the reasons of every lower level, and of that one not."""
    assert "Why not more urgent?" in words(lab, "why")
    tick(lab, "saddle_numbness")
    assert "Why not more urgent?" not in words(lab, "why")


def test_a_part_whose_sources_are_only_numbered_anew_has_not_changed() -> None:
    """The other lens changes what to do, and with it the numbers of later sources: what may be behind it stays."""
    lab = TreatmentLab("post-2")
    lab.set(lens="article")
    assert lab.said.endswith("Changed: What to do (what the article says).")


def test_a_change_is_announced(lab: TreatmentLab) -> None:
    """Who hears the page is told the new level and which parts are new; nothing is said when nothing changes."""
    tick(lab, "saddle_numbness")
    assert lab.said.startswith(f"{lead(lab)} Changed: Why; ")
    moved(lab, age=35)
    assert lab.said == lead(lab)


@pytest.mark.parametrize("case", CASES)
def test_every_case_can_be_loaded(lab: TreatmentLab, case: str) -> None:
    """Choosing a case sets every control to its patient, and shows its story."""
    moved(lab, case=case)
    assert lab.presentation == CASES[case].presentation
    assert CASES[case].teaches.split("?")[0].split("'")[0] in lab.told["html"]["story"]


def test_loading_a_case_is_one_change(lab: TreatmentLab, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many controls a case sets, the advice is worked out once."""
    calls = []
    real = lab_module.advise
    monkeypatch.setattr(lab_module, "advise", lambda *args: calls.append(args) or real(*args))
    lab_module.worked_out.cache_clear()
    lab.load("tumour")
    moved(lab, case="post-1")
    assert len(calls) == 2


def test_reset_undoes_the_changes_to_a_case(lab: TreatmentLab) -> None:
    """After changes, one click is the patient as loaded, judged by today's guidelines."""
    lab.load("tumour")
    tick(lab, "fever")
    moved(lab, lens=Lens.ARTICLE.value)
    press(lab, "reset")
    assert lab.presentation == CASES["tumour"].presentation
    assert (lab.values["case"], lab.values["lens"]) == ("tumour", "today")


def test_the_start_is_one_of_the_menu(lab: TreatmentLab) -> None:
    """Choosing the first entry is the start again, without a story."""
    lab.load("tumour")
    moved(lab, case="")
    assert lab.presentation == lab_module.START
    assert lab.told["html"]["story"] == ""


def test_none_of_the_others_is_one_click_for_a_topic(lab: TreatmentLab) -> None:
    """It answers no for the rest of its topic, what is ticked stays a yes, and taking it back is "not asked"."""
    topic = TOPIC_OF["fever"]
    others = {name for name, of in TOPIC_OF.items() if of == topic} - {"fever"}
    tick(lab, "fever")
    moved(lab, **{topic: {**lab.values[topic], "none": True}})
    assert lab.presentation.present == {"fever"}
    assert {name for name in others if lab.presentation.answer(FINDINGS[name]) is not False} == set()
    asked = [name for name in others if FINDINGS[name].parent is None]
    assert lab.told["headings"][topic] == f"{TICKED_TOPICS[topic]} (1 yes, {len(asked)} no)"
    moved(lab, **{topic: {**lab.values[topic], "none": False}})
    assert (lab.presentation.present, lab.presentation.absent) == ({"fever"}, frozenset())


def test_none_of_the_others_everywhere(lab: TreatmentLab) -> None:
    """One button answers all topics, and ibuprofen need not wait any longer."""
    assert "Unsafe until asked" in words(lab, "plan")
    press(lab, "none")
    assert lab.presentation == Presentation(age=34, pain=6, days=1, onset="lifting").none_other()
    assert "Nothing is held back." in words(lab, "plan")


def test_a_button_that_there_is_not_does_nothing(lab: TreatmentLab) -> None:
    """A page cannot make the kernel do more than its buttons say."""
    before = lab.state
    press(lab, "exec")
    assert lab.state == before


def test_the_lens_changes_the_plan_and_not_the_level(lab: TreatmentLab) -> None:
    """The article rests; the level is the same."""
    asked(lab)
    level = lab.summary.partition("</ol>")[0]
    moved(lab, lens="article")
    assert "Now (the first day): The article suggests; today not advised: Rest" in words(lab, "plan")
    assert lab.summary.partition("</ol>")[0] == level
    assert "the article says rest; today that is not advised" in lead(lab)


@pytest.mark.parametrize("place", PLACES)
def test_a_place_sets_its_finding_like_a_checkbox(lab: TreatmentLab, place: str) -> None:
    """Choosing a place ticks what it stands for, and taking it back takes that back."""
    moved(lab, place=[place])
    assert lab.presentation.present == {finding.id for finding in PLACES[place].findings}
    moved(lab, place=[])
    assert lab.presentation.present == frozenset()


def test_both_legs_are_an_emergency(lab: TreatmentLab) -> None:
    """One leg after the other: sciatica, then the pattern that must be seen at once."""
    moved(lab, place=["leg-left"])
    assert lab.presentation.present == {"leg_pain"}
    moved(lab, place=["leg-left", "leg-right"])
    assert lab.advice.disposition is Disposition.EMERGENCY


def test_a_box_that_is_unticked_takes_its_places_away(lab: TreatmentLab) -> None:
    """The picture and the boxes cannot say two things."""
    moved(lab, place=["side-left", "lower-back-left"])
    tick(lab, "flank_pain", on=False)
    assert lab.values["place"] == ["lower-back-left"]


def test_a_place_keeps_what_was_ticked_and_answered_by_hand(lab: TreatmentLab) -> None:
    """A picture that is touched loses no other answer."""
    press(lab, "none")
    tick(lab, "fever")
    moved(lab, place=["side-right"])
    assert lab.presentation.present == {"fever", "flank_pain"}
    assert "flank_pain" not in lab.presentation.absent
    assert "nausea" in lab.presentation.absent


def test_single_answers_of_no_and_no_days_are_kept() -> None:
    """A patient with one no in a topic, and no number of days, goes through the controls unchanged."""
    patient = Presentation(age=40, pain=2, absent={"fever"}, present={"nausea"})  # type: ignore[arg-type]
    assert patient_of(patient_values(patient)) == patient


@pytest.mark.parametrize("value", [None, "7", True, float("nan"), float("inf"), [], {}, 10**400, -5, 7.0])
def test_a_slider_takes_nothing_but_its_numbers(value: object) -> None:
    """Whatever a page sends, the value stays a whole number in its range."""
    cleaned = clean(slider("pain", "Pain", 0, 10), value, 6)
    assert type(cleaned) is int
    assert 0 <= cleaned <= 10


@pytest.mark.parametrize(
    "sent",
    [
        {"case": "no such case"},
        {"case": ["post-1"]},
        {"lens": "expert"},
        {"onset": "<script>"},
        {"place": "leg-left"},
        {"place": ["moon", 3, None]},
        {"topic3": "fever"},
        {"topic3": {"yes": ["moon", {}], "no": 7}},
        {"topic3": None},
        {"age": 10**9, "pain": -3},
    ],
)
def test_nonsense_from_a_page_changes_nothing_that_it_cannot(lab: TreatmentLab, sent: dict[str, Any]) -> None:
    """What no control can say is set back, and the lab goes on working."""
    moved(lab, **sent)
    assert lab.problem == ""
    assert lab.presentation.present == frozenset()
    moved(lab, age=34, pain=9)
    assert lab.advice.disposition is Disposition.ROUTINE


def test_every_finding_has_a_control(lab: TreatmentLab) -> None:
    """Each ticked finding has a box with its plain words and its clinical term, each other one is a choice."""
    offered = {name: words for field in lab.fields for name, words in named(field).items()}
    for finding in FINDINGS.values():
        words = short_words(finding)
        assert offered[finding.id].startswith(words[0].upper() + words[1:])
        if finding.topic not in CHOICES.values() and finding.instead_of is None and finding not in DOORS:
            assert finding.term.lower() in offered[finding.id].lower()
    assert len(TICKED_TOPICS) + len(CHOICES) == len(TOPICS)


def test_the_controls_can_be_moved_by_name(lab: TreatmentLab) -> None:
    """``lab.set(pain=7)`` is a move, and a control that there is not is refused with those that there are."""
    lab.set(pain=7, age=70)
    assert (lab.presentation.pain, lab.presentation.age) == (7, 70)
    with pytest.raises(ValueError, match=r"no control 'mood' \(its controls are: case, lens, find, first, step"):
        lab.set(mood=1)
    with pytest.raises(ValueError, match=r"no control 'casr'; did you mean 'case'\?"):
        lab.set(casr="post-1")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ({"topic3": ["saddle_numbness"]}, r"topic3 is set by the words of a patient: say present={'saddle_numbness'}"),
        ({"topic3": {"yes": ["moon"]}}, "no topic3 'moon'"),
        ({"topic3": {"yess": []}}, "topic3 holds what is answered yes and no"),
        ({"pain": "seven"}, "pain is a whole number, not 'seven'"),
        ({"pain": 99}, "pain runs from 0 to 10, not 99"),
        ({"days": 4000}, "days runs from 0 to"),
        ({"onset": "liftin"}, "no onset 'liftin'; did you mean 'lifting'?"),
        ({"present": {"saddle_numbnes"}}, "no finding 'saddle_numbnes'; did you mean 'saddle_numbness'?"),
        ({"present": {"lifting"}}, "'lifting' is a choice: say onset='lifting'"),
        ({"present": {"fever"}, "absent": ["fever"]}, "'fever' is both present and absent"),
        ({"present": 5}, "findings are a set of names"),
        ({"place": ["leg-lft"]}, "no place 'leg-lft'; did you mean 'leg-left'?"),
        ({"place": 5}, "place is a list of names"),
        ({"case": "post-9"}, "no case 'post-9'; did you mean"),
        ({"lens": None}, "no lens None"),
    ],
)
def test_what_code_says_and_means_nothing_is_refused(lab: TreatmentLab, words: dict[str, Any], why: str) -> None:
    """Nothing is dropped or bent without a word: a sentence says what it can be, and nothing has moved."""
    before = lab.state
    with pytest.raises(ValueError, match=why):
        lab.set(**words, age=70)
    assert lab.state == before


def test_code_describes_a_patient_in_the_words_of_a_presentation(lab: TreatmentLab) -> None:
    """Numbers, choices and findings are set by their names; what is present now is no longer absent."""
    lab.set(none_other := Presentation(age=34, pain=6).none_other())
    assert lab.presentation == none_other
    lab.set(pain=7, present={"saddle_numbness"})
    assert lab.presentation == replace(none_other, pain=7).changed(FINDINGS["saddle_numbness"], True)
    assert lab.advice.disposition is Disposition.EMERGENCY
    lab.set(absent=["saddle_numbness"], days=None)
    assert lab.presentation == Presentation(age=34, pain=7, absent={"saddle_numbness"})  # type: ignore[arg-type]


def test_a_whole_presentation_is_a_patient(lab: TreatmentLab) -> None:
    """It may come with changes and with other controls; places whose findings are gone go too."""
    lab.set(place=["leg-left"])
    lab.set(CASES["saddle"].presentation, age=70, lens="article")
    assert lab.presentation == replace(CASES["saddle"].presentation, age=70)
    assert (lab.values["lens"], lab.values["place"]) == ("article", [])
    with pytest.raises(ValueError, match=r"a patient is a Presentation, such as .*, not 'saddle'"):
        lab.set("saddle")  # type: ignore[arg-type]


def test_a_patient_who_cannot_be_described_is_refused() -> None:
    """A lab with fewer controls names what it has none for, and takes what it has."""
    flags = RedFlagsLab()
    flags.set(present={"fever"}, age=71)
    assert flags.presentation.present == {"fever"}
    with pytest.raises(ValueError, match="no control for 'mobility'; its controls are: "):
        flags.set(mobility="moving_freely")


@pytest.mark.parametrize(
    ("lab", "words", "why"),
    [
        ("muscle", {"strain": 101}, "strain runs from 0 to 100, not 101"),
        ("muscle", {"strain": "a lot"}, "strain is a whole number, not 'a lot'"),
        ("warmth", {"what": "sand"}, "no what 'sand'"),
        ("muscle", {"strian": 3}, "no control 'strian'; did you mean 'strain'?"),
    ],
)
def test_a_picture_refuses_what_it_cannot_show(lab: str, words: dict[str, Any], why: str) -> None:
    """Every lab refuses what code says in vain."""
    with pytest.raises(ValueError, match=why):
        PictureLab(lab).set(**words)


@pytest.mark.parametrize("part", ["advise", "choice_parts", "advice_tabs", "verdict", "sheet"])
def test_an_error_is_shown_and_nothing_is_lost(lab: TreatmentLab, monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    """A fault anywhere in an answer becomes a sentence above the whole answer before; the next change clears it."""

    def shown() -> list[Any]:
        return [lab.summary, lab.handout, lab.query, lab.advice, lab.state["panels"]]

    def broken(*_args: object, **_named: object) -> None:
        raise RuntimeError("the engine stopped")

    before = shown()
    monkeypatch.setattr(lab_module, part, broken)
    lab_module.worked_out.cache_clear()  # another test may have asked the same
    moved(lab, pain=9)
    assert "RuntimeError: the engine stopped" in lab.problem
    assert "press Reset" in lab.problem
    assert shown() == before
    monkeypatch.undo()
    moved(lab, pain=8)
    assert lab.problem == ""
    assert lab.advice.disposition is Disposition.ROUTINE


def test_what_was_not_yet_answered_is_entered_again(lab: TreatmentLab) -> None:
    """A page that comes back repeats what was moved last, in its order, with all that follows from it."""
    restored(lab, **{"case": "saddle", "age": 33, "no such control": 1})
    assert lab.advice.disposition is Disposition.EMERGENCY
    assert lab.presentation.age == 33
    assert lab.presentation.present == CASES["saddle"].presentation.present


def test_a_link_may_change_one_thing_of_a_case() -> None:
    """What a link does not say of its case is as it is in the case."""
    lab = from_link("case=post-4&age=70&present=1")
    assert lab.problem == ""
    assert lab.presentation == replace(CASES["post-4"].presentation, age=70)


def test_a_new_panel_is_refused_with_a_sentence(lab: TreatmentLab, monkeypatch: pytest.MonkeyPatch) -> None:
    """A panel that was not there at the start could never be drawn: the lab says so instead of losing it."""
    real = lab_module.advice_tabs
    lab_module.worked_out.cache_clear()
    monkeypatch.setattr(lab_module, "advice_tabs", lambda *args: [*real(*args), new_panel("later", "Later", "Words")])
    moved(lab, pain=7)
    assert "no panel 'later' at the start" in lab.problem


def test_a_glance_leaves_everything_as_it_was(lab: TreatmentLab) -> None:
    """Trying the four readers' stories brings the controls back to where they were."""
    lab.load("post-3")
    lab.set(age=50, place=["leg-left"])
    before = lab.values
    lines = lab.glance().splitlines()
    assert [line.split(": ")[1].split(".")[0] for line in lines] == ["Self-care", "Urgent", "Routine", "Urgent"]
    assert lab.values == before


def test_a_lab_can_start_with_a_case() -> None:
    """``TreatmentLab("post-2")`` starts there, and one that there is not is refused."""
    assert TreatmentLab("post-2").advice.presentation == CASES["post-2"].presentation
    with pytest.raises(ValueError, match="no example patient 'post-9'"):
        TreatmentLab("post-9")


# --- the link ---------------------------------------------------------------------------------------------------


def from_link(query: str | None) -> TreatmentLab:
    """A lab on a page whose address holds this query."""
    return at(query, TreatmentLab)


@pytest.mark.parametrize("case", CASES)
def test_the_link_brings_every_state_back(lab: TreatmentLab, case: str) -> None:
    """Patient, story, lens and places are the same after the link as before it."""
    lab.load(case)
    moved(lab, lens="article", place=["lower-back-left"], age=51)
    assert from_link(lab.query).values == lab.values


def test_a_link_may_name_a_case_alone() -> None:
    """``?case=post-4`` is post 4, whatever else the address holds."""
    lab = from_link("lang=en&case=post-4&theme=dark&utm_source=x")
    assert lab.presentation == CASES["post-4"].presentation


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("age=abc&pain=6", "age is a whole number"),
        ("pain=6", "age is missing"),
        ("case=post-4&age=abc", "age is a whole number"),
        ("age=34&pain=6&yes=fevr", "did you mean 'fever'"),
        ("case=post-9", "no example patient"),
        ("lens=expert", "no lens"),
        ("age=34&pain=11", "pain runs from 0 to 10"),
    ],
)
def test_a_link_that_cannot_be_read_says_why(query: str, why: str) -> None:
    """One sentence, which a glance at other patients does not wipe away."""
    lab = from_link(query)
    lab.glance()
    assert why in lab.problem


@pytest.mark.parametrize("query", ["case=cauda-equina", "age=34&pain=6&yes=fevr", "case=unread"])
def test_a_patient_who_cannot_be_read_has_no_level_of_care(query: str) -> None:
    """Whatever is moved, there is the list and the emergency signs until somebody is chosen, and the link stays."""
    lab = from_link(query)
    for move in ({}, {"pain": 2}, {"lens": "article"}):
        moved(lab, **move)
        shown = str((lab.summary, lab.said, lab.handout, lab.panels, lab.told))
        assert "bl-is-self-care" not in shown
        assert "Self-care" not in shown
        assert "choose one from the list" in lab.summary
        assert "Numbness or tingling around the genitals" in lab.read("choose")
        assert lab.query is None


@pytest.mark.parametrize("choice", [{"case": "post-4"}, {"step": "nothing"}])
def test_whoever_is_chosen_then_is_shown(choice: dict[str, str]) -> None:
    """From the list or by a step: the level of care is there again, and the link too."""
    lab = from_link("case=cauda-equina")
    moved(lab, **choice)
    assert "Urgent" in lab.summary
    assert lab.query is not None
    assert "case=post-4" in lab.query


def test_a_patient_described_from_code_is_shown_too() -> None:
    """After a link that cannot be read, a whole patient in code, or the button that sets back, brings the level."""
    for act in (lambda lab: lab.set(pain=3), lambda lab: lab.load(""), lambda lab: lab.pressed("reset")):
        lab = from_link("case=cauda-equina")
        act(lab)
        assert "Self-care" in lab.summary


def test_the_link_decides_the_language_unless_the_notebook_does() -> None:
    """``?lang=es`` speaks Spanish, an unknown language English, and ``language="en"`` English in any case."""
    assert "Emergencia" in from_link("lang=es").summary
    assert TreatmentLab(language="en").lang == "en"
    assert from_link("lang=tlh").lang == "en"


def test_a_lab_goes_on_in_its_language() -> None:
    """What a callback makes is in the lab's language too."""
    lab = TreatmentLab(language="es")
    moved(lab, pain=9)
    assert "Consulta normal" in lab.summary
    assert lab.glance() != TreatmentLab().glance()


# --- pictures ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_follows_every_control(name: str) -> None:
    """Each slider and each menu changes what is drawn, together with what is said to those who hear it."""
    lab = PictureLab(name)
    for field in lab.fields:
        seen: dict[str, str] = {}
        for value in names_of(field) or [field["low"], field["high"]]:
            moved(lab, **{field["id"]: value})
            assert lab.problem == ""
            seen["".join(map(lab.read, lab.panels))] = lab.said
        assert len(seen) > 1
        assert len(set(seen.values())) > 1


@pytest.mark.parametrize("name", PICTURES)
def test_the_link_brings_a_picture_back(name: str) -> None:
    """Whatever was moved stands in the address under the picture's name, and what was not does not."""
    lab = PictureLab(name)
    assert lab.query == ""
    last = lab.fields[-1]
    ends = names_of(last) or [last["high"], last["low"]]
    moved(lab, **{last["id"]: next(end for end in reversed(ends) if end != lab.values[last["id"]])})
    assert lab.query.startswith(f"{name}.{last['id']}=")
    assert at(lab.query, lambda: PictureLab(name)).values == lab.values


@pytest.mark.parametrize("text", ["9" * 400, "-1", "abc", "", "1e9", "\u0663"])
def test_a_link_cannot_ask_a_picture_for_what_it_is_not(text: str) -> None:
    """A value that the control cannot have is left out."""
    assert at(f"muscle.strain={text}", lambda: PictureLab("muscle")).values == {"strain": 20, "swelling": 10}


def test_a_picture_that_there_is_not_is_refused() -> None:
    """The sentence names those that there are."""
    with pytest.raises(ValueError, match="no picture 'bone': choose one of muscle"):
        PictureLab("bone")


def test_a_page_that_denies_an_old_answer_denies_nothing(lab: TreatmentLab) -> None:
    """Only a sign can be denied: what no page of ours sends does not keep a danger from being seen."""
    moved(lab, **{TOPIC_OF["chest_pain"]: {"yes": [], "none": False, "no": ["chest_pain_known"]}})
    tick(lab, "saddle_numbness")
    assert lab.problem == ""
    assert lab.advice.disposition is Disposition.EMERGENCY
