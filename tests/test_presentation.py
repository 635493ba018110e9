"""A presentation: refused when it is wrong, the same after every way of writing it down."""

import copy
import pickle
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from backlab import CASES, FINDINGS, Disposition, Presentation, advise
from backlab.knowledge.findings import (
    CHOICES,
    FIRST_LAYER,
    TICKED,
    UNDER_16,
    above,
    answers_of,
    below,
    days,
    fever,
    lifting,
    no_trigger,
    pain,
    ulcer,
    weeks,
)
from backlab.model import Finding

ASKED = Presentation(age=34, pain=6, days=1, onset="lifting", present={"fever"}, absent={"ulcer"})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"pain": 11}, "pain runs from 0 to 10, not 11"),
        ({"pain": -1}, "pain runs from 0 to 10, not -1"),
        ({"pain": 6.5}, "pain is a whole number, not 6.5"),
        ({"pain": True}, "pain is a whole number, not True"),
        ({"age": "34"}, "age is a whole number, not '34'"),
        ({"age": 12}, UNDER_16),
        ({"days": -1}, "days runs from 0 to 3650, not -1"),
        ({"present": {"fevr"}}, "no finding 'fevr'; did you mean 'fever'?"),
        ({"present": {"qqqq"}}, "no finding 'qqqq'"),
        ({"present": {7}}, "no finding 7"),
        ({"present": [["fever"]]}, "no finding ['fever']; did you mean 'fever'?"),
        ({"present": 7}, "findings are a set of names, such as {'fever'}, not 7"),
        ({"present": {"fever": False}}, "findings are a set of names, such as {'fever'}, not {'fever': False}"),
        ({"absent": {"lifting"}}, "'lifting' is a choice: say onset='lifting'"),
        ({"present": "fever", "absent": "fever"}, "'fever' is both present and absent: leave it out of one of them"),
    ],
)
def test_bad_input_is_refused_with_a_sentence_that_teaches(fields: dict[str, object], sentence: str) -> None:
    """Each mistake gets one sentence that names it and says what to do."""
    with pytest.raises(ValueError, match=r".") as refusal:
        Presentation(**{"age": 34, "pain": 6, **fields})  # type: ignore[arg-type]
    assert str(refusal.value) == sentence


def test_a_misspelt_choice_lists_the_words() -> None:
    """An unknown onset names the nearest word and all that there are."""
    with pytest.raises(
        ValueError, match=r"no onset 'liftng'; did you mean 'lifting'\? \(the words are: unknown, lifting"
    ):
        Presentation(age=34, pain=6, onset="liftng")


def test_one_finding_may_be_given_as_a_word() -> None:
    """``present="fever"`` is the finding, not its five letters."""
    assert Presentation(age=34, pain=6, present="fever").present == {"fever"}  # type: ignore[arg-type]


@pytest.mark.parametrize("patient", [ASKED, *(case.presentation for case in CASES.values())], ids=repr)
def test_every_codec_gives_the_same_patient_back(patient: Presentation) -> None:
    """``repr``, JSON and the query of a link all say the whole patient."""
    assert eval(repr(patient), {"Presentation": Presentation}) == patient
    assert Presentation.from_json(patient.to_json()) == patient
    assert Presentation.from_query(patient.to_query()) == patient
    assert Presentation.from_query("?" + patient.to_query()) == patient


def test_the_words_are_the_same_for_every_order_of_the_findings() -> None:
    """The codec sorts findings as they are asked, so that equal patients have equal links."""
    one = Presentation(age=34, pain=6, present={"nausea", "fever"})  # type: ignore[arg-type]
    other = Presentation(age=34, pain=6, present=["fever", "nausea"])  # type: ignore[arg-type]
    assert one.to_query() == other.to_query() == "age=34&pain=6&present=fever,nausea"


def test_a_link_does_not_list_every_answer_of_no() -> None:
    """Where all was asked, one word stands for all that is absent, and the whole patient comes back."""
    patient = Presentation(age=34, pain=6, present=frozenset({"fever"})).none_other()
    assert patient.to_query() == "age=34&pain=6&present=fever&absent=all_others"
    assert Presentation.from_query(patient.to_query()) == patient
    one_unknown = replace(patient, absent=patient.absent - {"nausea"})
    assert Presentation.from_query(one_unknown.to_query()) == one_unknown


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("agee=34&pain=6", "no field 'agee'; did you mean 'age'?"),
        ("pain=6", "age is missing: say it as age=NUMBER"),
        ("age=34&pain=x", "pain is a whole number, not 'x'"),
        ("age=34&pain=1_0", "pain is a whole number, not '1_0'"),
        ("age=34&pain=" + "9" * 5000, "pain is a whole number, not '" + "9" * 56 + "..."),
        ("age=34&age=35&pain=6", "age is given twice: keep one of them"),
        ("age=34&pain=6&present=fever&present=nausea", "present is given twice: keep one of them"),
    ],
)
def test_a_damaged_link_is_refused_with_a_sentence(query: str, sentence: str) -> None:
    """No unknown or doubtful word of a link is ignored."""
    with pytest.raises(ValueError, match=r".") as refusal:
        Presentation.from_query(query)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize("text", ["{", "[1]", "7", '"age"'])
def test_what_is_no_presentation_in_json_is_refused(text: str) -> None:
    """Broken JSON, and JSON of another shape, get a sentence."""
    with pytest.raises(ValueError, match="JSON"):
        Presentation.from_json(text)


def test_a_finding_has_three_answers() -> None:
    """Present, absent and not asked are told apart, and a choice answers its whole topic."""
    assert (ASKED.answer(fever), ASKED.answer(ulcer), ASKED.answer(FINDINGS["nausea"])) == (True, False, None)
    assert (ASKED.answer(lifting), ASKED.answer(no_trigger)) == (True, False)
    assert Presentation(age=34, pain=6).answer(lifting) is None


def test_a_threshold_is_answered_by_its_number() -> None:
    """A number answers every threshold of its quantity; days may be unknown."""
    assert (ASKED.answer(pain >= 6), ASKED.answer(pain >= 7)) == (True, False)
    assert Presentation(age=34, pain=6).answer(days >= 42) is None


def test_none_other_answers_all_that_is_ticked() -> None:
    """After "none of the others" every ticked finding is answered, and what was present stays so."""
    patient = ASKED.none_other()
    ticked = [f for f in FINDINGS.values() if f.topic not in CHOICES.values()]
    assert all(patient.answer(f) is not None for f in ticked)
    assert patient.present == {"fever"}


def test_none_other_of_one_topic_leaves_the_rest() -> None:
    """It can be said topic by topic."""
    patient = ASKED.none_other(FINDINGS["nausea"].topic)
    assert patient.answer(FINDINGS["nausea"]) is False
    assert patient.answer(FINDINGS["saddle_numbness"]) is None


def test_it_cannot_be_changed_by_accident() -> None:
    """A presentation is frozen."""
    with pytest.raises(AttributeError):
        ASKED.age = 35  # type: ignore[misc]


def test_json_that_says_a_field_twice_is_refused() -> None:
    """One of the two would be lost."""
    with pytest.raises(ValueError, match="present is given twice"):
        Presentation.from_json('{"age": 34, "pain": 6, "present": ["fever"], "present": []}')


def test_an_unknown_topic_is_refused() -> None:
    """None of the others of a topic that does not exist would silently answer nothing."""
    with pytest.raises(ValueError, match="no topic 'kidney'"):
        ASKED.none_other("kidney")


def test_a_threshold_is_taken_back_by_one_step() -> None:
    """The nearest value below a threshold is the one that is meant."""
    assert ASKED.changed(pain >= 6, False).pain == 5


@pytest.mark.parametrize("again", [copy.deepcopy, lambda thing: pickle.loads(pickle.dumps(thing))])
def test_presentations_and_advice_can_be_copied(again: Callable[[object], object]) -> None:
    """A copy, and what comes back from a pickle, equals the original."""
    assert again(ASKED) == ASKED
    advice = advise(ASKED)
    assert again(advice).presentation == ASKED  # type: ignore[attr-defined]
    assert str(again(advice)) == str(advice)


def test_a_number_of_another_type_reads_back() -> None:
    """A level is an integer too, and what is kept of it is its number."""
    patient = Presentation(age=30, pain=Disposition.URGENT)
    assert eval(repr(patient), {"Presentation": Presentation}) == patient


def test_advice_needs_a_presentation() -> None:
    """Anything else gets a sentence."""
    with pytest.raises(TypeError, match="advise needs a presentation"):
        advise({"age": 34, "pain": 6})  # type: ignore[arg-type]


def person(**fields: Any) -> Presentation:
    """An example patient of forty."""
    return Presentation(age=40, **fields)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"present": {"saddle_numbness", "saddle_numbness_known"}}, "new and old at once; keep one of them"),
        ({"present": {"both_legs_known", "both_legs_unseen"}}, "exclude each other: new and old at once"),
        ({"absent": {"leg_weakness_known"}}, "to say no, say 'leg_weakness' is absent"),
        ({"weeks": 30, "absent": {"pregnant"}}, "30 weeks of pregnancy and not pregnant exclude each other"),
        ({"weeks": 30, "absent": {"having_babies"}}, "30 weeks of pregnancy and not pregnant exclude each other"),
        ({"weeks": 30, "sex": "male"}, "'pregnant' and sex='male' exclude each other"),
        ({"present": {"testicle_pain"}, "sex": "female"}, "'testicle_pain' and sex='female' exclude each other"),
        ({"weeks": 46}, "weeks runs from 1 to 45, not 46"),
    ],
)
def test_a_contradiction_is_refused(fields: dict[str, Any], why: str) -> None:
    """What cannot be true of one person at once is refused with one sentence that names it."""
    with pytest.raises(ValueError, match=re.escape(why)):
        person(**fields)


def test_whoever_has_a_follow_up_has_what_it_follows() -> None:
    """A follow-up brings its parents with it, also where an older link denied these."""
    assert person(present={"worsening_weakness"}).present == {"leg_weakness", "worsening_weakness"}
    assert person(present={"anticoagulant"}, absent={"takes_medicine"}).present >= {"blood_thinner", "takes_medicine"}
    assert person(weeks=12).answer(FINDINGS["pregnant"]) is True


def test_whoever_lacks_a_parent_lacks_its_follow_ups() -> None:
    """A "no" to the first question answers those that hang on it, and they need not be written down."""
    patient = person(absent={"takes_medicine", "anticoagulant"})
    assert (patient.answer(FINDINGS["anticoagulant"]), patient.absent) == (False, {"takes_medicine"})


@pytest.mark.parametrize("sign", [f for f in FINDINGS.values() if len(answers_of(f)) > 1], ids=lambda f: f.id)
def test_one_answer_of_a_sign_denies_the_others(sign: Finding) -> None:
    """New, old and known, old and never examined: whoever gives one of them has answered all."""
    patient = person(present={sign.id})
    assert [patient.answer(other) for other in answers_of(sign)] == [other is sign for other in answers_of(sign)]
    assert person().answer(sign) is None
    assert person(absent={answers_of(sign)[0].id}).answer(sign) is False
    assert patient.changed(sign, False).answer(answers_of(sign)[0]) is False


def test_an_old_sign_stays_where_the_new_one_is_denied() -> None:
    """"No new weakness, an old one that is known" is one answer, and the old one is kept."""
    patient = person(present={"leg_weakness_known"}, absent={"leg_weakness"})
    assert (patient.present, patient.absent) == ({"leg_weakness_known"}, frozenset())


def test_pain_may_be_left_open_in_every_form() -> None:
    """A patient whose pain was not asked comes back as one from the code, the file and the link."""
    patient = person(present={"fever", "both_legs_known"}, sex="female")
    assert patient.pain is None
    assert Presentation.from_json(patient.to_json()) == Presentation.from_query(patient.to_query()) == patient
    assert eval(repr(patient)) == patient


def test_a_link_of_an_older_form_still_opens() -> None:
    """What was asked then is known, and what is asked since is not asked."""
    old = "age=61&pain=6&days=4&onset=lifting&present=blood_thinner,leg_weakness&absent=fever,nausea"
    patient = Presentation.from_query(old)
    asked = ("blood_thinner", "leg_weakness", "fever")
    assert [patient.answer(FINDINGS[name]) for name in asked] == [True, True, False]
    assert [patient.answer(FINDINGS[name]) for name in ("anticoagulant", "new_kind_of_pain", "male")] == [None] * 3
    assert [patient.weeks, patient.sex] == [None, "unknown"]


def test_the_word_of_the_first_links_denies_what_was_asked_then() -> None:
    """"All the others, no" of an older link says nothing of the questions that there were not."""
    patient = Presentation.from_query("age=61&pain=6&days=4&present=fever&absent=others")
    assert [patient.answer(FINDINGS[name]) for name in ("nausea", "ulcer", "pregnant")] == [False] * 3
    later = ("new_kind_of_pain", "abrupt_worst", "heart_signs")
    assert [patient.answer(FINDINGS[name]) for name in later] == [None] * 3
    new = Presentation(age=61, pain=6, present={"fever"}).none_other()  # type: ignore[arg-type]
    assert "absent=all_others" in new.to_query()
    assert Presentation.from_query(new.to_query()) == new


def test_the_sex_answers_what_it_excludes() -> None:
    """A man is not asked about a pregnancy, nor a woman about a testicle."""
    assert person(sex="male").answer(FINDINGS["vaginal_bleeding"]) is False
    assert person(sex="female").answer(FINDINGS["testicle_pain"]) is False
    assert person().answer(FINDINGS["pregnant"]) is None


def test_a_change_that_the_sex_excludes_leaves_the_sex_open() -> None:
    """Whoever asks what a pregnancy would change gets an answer of any patient, and so does who asks about the sex."""
    man, mother = person(sex="male"), person(weeks=20)
    assert man.changed(FINDINGS["vaginal_bleeding"], True).sex == "unknown"
    assert (man.changed(weeks >= 20, True).weeks, man.changed(weeks >= 20, True).sex) == (20, "unknown")
    assert mother.changed(FINDINGS["male"], True).answer(FINDINGS["pregnant"]) is False
    for sex in ("male", "female"):
        for finding in TICKED:
            assert person(sex=sex).changed(finding, True).answer(finding) is True


def test_an_answer_that_is_not_there_cannot_be_taken_away() -> None:
    """Without "old and known" a sign that is new stays so."""
    patient = person(present={"leg_weakness"})
    assert patient.changed(FINDINGS["leg_weakness_known"], False) == patient


def test_a_follow_up_comes_after_its_parent() -> None:
    """In the order of asking every follow-up stands behind what it follows, under the same heading."""
    order = list(FINDINGS.values())
    for finding in order:
        for parent in above(finding):
            assert order.index(parent) < order.index(finding)
            assert parent.topic == finding.topic


def test_the_first_layer_stays_short() -> None:
    """About sixty boxes are asked of everybody; whatever else is asked hangs on one of them."""
    assert len(FIRST_LAYER) <= 66
    assert {f.id for f in TICKED} - {g.id for f in FIRST_LAYER for g in (f, *below(f))} == set()
