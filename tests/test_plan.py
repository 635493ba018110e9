"""The plan: what is indicated, less what is contraindicated, less what is unsafe until asked, in order."""

from dataclasses import replace
from typing import Any

import pytest

from backlab import CASES, FINDINGS, Advice, Disposition, Lens, Presentation, advise
from backlab.knowledge.treatments import TREATMENTS
from backlab.model import Contraindication, Direction, Stage
from backlab.reasoning.plan import (
    ADDS_UP,
    CONTRAINDICATED,
    UNASKED,
    WAITS,
    Plan,
    Recommendation,
    Withheld,
    unsafe_until_asked,
)
from backlab.reasoning.standing import Standing

STRAIN = Presentation(age=34, pain=6, days=1, onset="lifting", mobility="still_moving").none_other()
DISC = CASES["herniated-disc"].presentation


def advised(advice: Advice) -> list[str]:
    """The treatments that the plan speaks for, in its order."""
    return [r.treatment.id for r in advice.plan.recommendations if r.direction is Direction.FOR]


def held(advice: Advice) -> dict[str, str]:
    """What is withheld, and why."""
    return {w.treatment.id: w.kind for w in advice.plan.withheld}


def having(*findings: str, **fields: Any) -> Presentation:
    """The strain with these findings and nothing else, and with other numbers."""
    patient = replace(STRAIN, absent=frozenset(), present=frozenset(findings))
    return replace(patient.none_other(), **fields)


def unasked(patient: Presentation, *findings: str) -> Presentation:
    """The patient who was not asked about these."""
    return replace(patient, absent=patient.absent - set(findings))


def line_of(patient: Presentation, treatment: str, lens: str = "today") -> Recommendation:
    """The line of the plan about a treatment."""
    return next(r for r in advise(patient, lens).plan.recommendations if r.treatment.id == treatment)


def ceilings(patient: Presentation) -> dict[str, int]:
    """How much paracetamol is shown at most, in milligrams a day, in each country."""
    lines = advise(patient).plan.recommendations
    doses = [dose for r in lines if r.treatment.drug_class == "paracetamol" for dose in r.doses]
    assert len({dose.country for dose in doses}) == len(doses)
    return {dose.country: dose.ceiling for dose in doses}


def held_by(patient: Presentation, treatment: str) -> Withheld:
    """The treatment as it is held back."""
    return next(w for w in advise(patient).plan.withheld if w.treatment.id == treatment)


def test_today_a_strain_keeps_moving() -> None:
    """Today's plan for a strain begins with staying active and speaks against rest."""
    advice = advise(STRAIN)
    assert advised(advice)[0] == "stay_active"
    assert "rest" not in advised(advice)


def test_the_article_rests() -> None:
    """The article's plan for the same patient has rest, ice and ibuprofen."""
    assert advised(advise(STRAIN, "article"))[:3] == ["rest", "ice", "otc_ibuprofen"]


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_the_lens_never_changes_safety(case: object) -> None:
    """Level, reasons and what is ruled out are the same through both lenses."""
    patient = case.presentation  # type: ignore[attr-defined]
    today, article = advise(patient, Lens.TODAY), advise(patient, Lens.ARTICLE)
    assert (today.disposition, today.reasons, today.red_flag) == (
        article.disposition,
        article.reasons,
        article.red_flag,
    )
    both = set(held(today)) & set(held(article))
    assert all(held(today)[name] == held(article)[name] for name in both)


def test_ibuprofen_waits_until_it_has_been_asked_about() -> None:
    """With nothing asked ibuprofen is held back, with the questions; after "none of the others" it is an option."""
    unasked = advise(Presentation(age=34, pain=6, days=1, onset="lifting"))
    assert held(unasked)["otc_ibuprofen"] == UNASKED
    assert "otc_ibuprofen" in advised(advise(STRAIN))


@pytest.mark.parametrize(
    "finding",
    [
        "nsaid_allergy",
        "ulcer",
        "gut_bleeding",
        "bowel_inflammation",
        "kidney_disease",
        "single_kidney",
        "cirrhosis",
        "heart_failure",
        "heart_disease",
        "bleeding_tendency",
        "blood_thinner",
        "anticoagulant",
        "steroid_tablets",
        "spironolactone",
        "risky_mix",
        "chickenpox",
        "pregnant",
        "other_nsaid",
    ],
)
def test_ibuprofen_is_ruled_out(finding: str) -> None:
    """Each of the conditions that rule an NSAID out does so through both lenses, and says so."""
    for lens in Lens:
        advice = advise(STRAIN.changed(FINDINGS[finding], True), lens)
        assert held(advice)["otc_ibuprofen"] in (CONTRAINDICATED, WAITS)
        why = {a.id for w in advice.plan.withheld for c in w.contraindications for a in c.when.atoms}
        assert finding in why or FINDINGS[finding].parent.id in why  # type: ignore[union-attr]


def test_a_relative_contraindication_warns() -> None:
    """At 60 ibuprofen stays an option, with a warning about the stomach."""
    advice = advise(Presentation(age=60, pain=6, days=1, onset="lifting", mobility="still_moving").none_other())
    line = next(r for r in advice.plan.recommendations if r.treatment.id == "otc_ibuprofen")
    assert any("stomach" in warning.because for warning in line.warnings)


def test_in_an_emergency_nothing_but_care_is_planned() -> None:
    """At EMERGENCY the plan begins with the ambulance and holds no home treatment at all."""
    advice = advise(CASES["saddle"].presentation)
    assert advised(advice)[0] == "emergency_care"
    assert not [r for r in advice.plan.recommendations if r.treatment.home_care]
    assert set(held(advice).values()) == {WAITS}


def test_with_hidden_danger_home_care_waits() -> None:
    """Post 4: the doctor first, and what is done at home waits, through both lenses."""
    for lens in Lens:
        advice = advise(CASES["post-4"].presentation, lens)
        assert advised(advice) == ["same_day_care", "urgent_imaging", "kidney_infection_care"]
        assert advice.red_flag


def test_after_a_collapse_care_comes_first_and_home_care_after_it() -> None:
    """Post 2: to be seen today; after that it is a strain to be managed, and the plan says "after"."""
    advice = advise(CASES["post-2"].presentation)
    first, *rest = advice.plan.recommendations
    assert (first.treatment.id, advice.disposition) == ("same_day_care", Disposition.URGENT)
    assert all(r.after_care for r in rest if r.treatment.home_care)
    assert "stay_active" in advised(advice)


def test_post_3_goes_towards_exercise() -> None:
    """Post 3: physical therapy, core strengthening that waits for the worst to pass, and light exercise to prevent."""
    advice = advise(CASES["post-3"].presentation)
    assert {"physical_therapy", "core_strengthening", "light_exercise"} <= set(advised(advice))
    core = next(r for r in advice.plan.recommendations if r.treatment.id == "core_strengthening")
    assert "worst" in core.warnings[0].because


def test_post_1_is_manageable() -> None:
    """Post 1: self-care, with the prescription tablet as an option of the next days."""
    advice = advise(CASES["post-1"].presentation)
    stages = {r.treatment.id: r.stage for r in advice.plan.recommendations}
    assert advice.disposition is Disposition.SELF_CARE
    assert (stages["otc_ibuprofen"], stages["rx_ibuprofen"]) == (Stage.NOW, Stage.NEXT_DAYS)


def test_narcotics_divide_the_lenses() -> None:
    """For a very strong spasm the article considers narcotics, and today's guidelines speak against them."""
    patient = CASES["severe"].presentation
    assert "opioid" in advised(advise(patient, "article"))
    line = next(r for r in advise(patient).plan.recommendations if r.treatment.id == "opioid")
    assert line.direction is Direction.AGAINST


def test_narcotics_are_ruled_out_even_where_the_article_wants_them() -> None:
    """With sleeping tablets the article's narcotics are withheld."""
    advice = advise(CASES["severe"].presentation.changed(FINDINGS["sedatives"], True), "article")
    assert held(advice)["opioid"] == CONTRAINDICATED


def test_a_tumour_needs_a_team_and_not_tablets() -> None:
    """A suspected tumour gets same-day care, imaging and the cancer team."""
    assert advised(advise(CASES["tumour"].presentation)) == ["same_day_care", "urgent_imaging", "tumour_care"]


def test_a_disc_gets_specialist_care_as_an_option() -> None:
    """Strong leg pain of seven weeks brings an injection and an operation into question."""
    assert {"injection", "disc_surgery"} <= set(advised(advise(CASES["herniated-disc"].presentation)))


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_a_plan_is_read_stage_by_stage(case: object) -> None:
    """Care first, then the stages in their order."""
    lines = advise(case.presentation).plan.recommendations  # type: ignore[attr-defined]
    assert [r.stage for r in lines] == sorted(r.stage for r in lines)
    assert [r.treatment.care for r in lines] == sorted((r.treatment.care for r in lines), reverse=True)


def test_every_treatment_is_planned_for_somebody() -> None:
    """No treatment of the table is dead: some example patient gets it, or is told why not."""
    patients = [c.presentation for c in CASES.values()]
    stiff = {"onset_before_35", "onset_before_45", "wakes_late_night", "better_with_exercise", "nsaid_helps"}
    patients.append(Presentation(age=28, pain=3, days=120, present=stiff))  # type: ignore[arg-type]
    patients.append(having("pregnant"))
    seen = {r.treatment.id for p in patients for lens in Lens for r in advise(p, lens).plan.recommendations}
    assert seen == set(TREATMENTS)


def test_a_treatment_that_is_advised_against_shows_no_dose_where_it_is_ruled_out() -> None:
    """With a cold remedy today's plan still speaks against paracetamol, says why, and names no dose."""
    line = line_of(having("takes_paracetamol"), "paracetamol")
    assert line.direction is Direction.AGAINST
    assert line.doses == ()
    assert line.warnings[0].when is FINDINGS["takes_paracetamol"]


def test_a_caution_that_was_not_asked_is_asked_with_the_treatment() -> None:
    """With all but asthma answered, ibuprofen is an option that still asks about it."""
    patient = unasked(having("illness"), "asthma")
    assert [atom.id for atom in line_of(patient, "otc_ibuprofen").to_ask] == ["asthma"]


def test_an_operation_is_not_discussed_while_danger_may_be_hidden() -> None:
    """With an earlier cancer, leg pain brings no injection and no disc operation into the plan."""
    patient = CASES["herniated-disc"].presentation.changed(FINDINGS["cancer_history"], True)
    assert not {"injection", "disc_surgery"} & set(advised(advise(patient)))


def test_what_is_not_indicated_is_nowhere() -> None:
    """A mild strain brings no relaxant, opioid, injection or operation, advised, discouraged or withheld."""
    advice = advise(Presentation(age=30, pain=1, days=0, onset="lifting", mobility="moving_freely").none_other())
    named = {r.treatment.id for r in advice.plan.recommendations} | set(held(advice))
    assert not {"muscle_relaxant", "opioid", "rx_ibuprofen", "injection", "disc_surgery", "core_strengthening"} & named


def test_doses_are_shown_where_they_are_safe() -> None:
    """With everything asked, ibuprofen comes with its doses, for an option as for what is advised against."""
    assert line_of(STRAIN, "otc_ibuprofen").doses == TREATMENTS["otc_ibuprofen"].doses != ()
    assert ceilings(STRAIN) == {"UK": 4000, "US": 4000}


def test_warnings_are_about_what_is_there() -> None:
    """No caution is shown, and none asked about, that was answered no."""
    line = next(r for r in advise(STRAIN).plan.recommendations if r.treatment.id == "otc_ibuprofen")
    assert (line.warnings, line.to_ask) == ((), ())


def test_only_what_rules_it_out_is_named() -> None:
    """An ulcer is named, and neither an answered no nor a mere caution beside it."""
    patient = STRAIN.changed(FINDINGS["ulcer"], True).changed(FINDINGS["asthma"], True)
    withheld = next(w for w in advise(patient).plan.withheld if w.treatment.id == "otc_ibuprofen")
    assert [c.when.id for c in withheld.contraindications] == ["ulcer"]  # type: ignore[attr-defined]


def test_only_a_same_day_level_puts_home_care_after_care() -> None:
    """A routine appointment does not hold home care up."""
    assert not any(r.after_care for r in advise(CASES["severe"].presentation).plan.recommendations)
    care, *_ = advise(CASES["post-2"].presentation).plan.recommendations
    assert not care.after_care


def test_what_helps_stands_before_what_does_not() -> None:
    """Within a stage recommendations for come before those against."""
    now = [r.direction for r in advise(STRAIN).plan.recommendations if r.stage is Stage.NOW]
    assert now == sorted(now, key=lambda direction: direction is Direction.AGAINST)
    assert Direction.AGAINST in now


BOTH_KINDS = ("otc_ibuprofen", "rx_ibuprofen")
CAUTIONS = (
    "asthma",
    "ssri",
    "snri",
    "high_blood_pressure",
    "heavy_alcohol",
    "liver_disease",
    "wants_baby",
    "hormone_pill",
)


@pytest.mark.parametrize("caution", CAUTIONS)
@pytest.mark.parametrize("lens", Lens)
def test_one_caution_warns_and_two_withhold(caution: str, lens: Lens) -> None:
    """One caution leaves ibuprofen an option with a warning; with water tablets too it is held back, by either lens."""
    assert line_of(having(caution), "otc_ibuprofen", lens).warnings[0].when is FINDINGS[caution]
    advice = advise(having(caution, "water_tablets"), lens)
    assert {held(advice)[name] for name in BOTH_KINDS} == {ADDS_UP}


def test_the_cautions_that_add_up_are_named() -> None:
    """At 62 with an SSRI both are named, and not what does no harm by itself."""
    patient = having("ssri", "breastfeeding", age=62)
    named = [str(c.when) for c in held_by(patient, "otc_ibuprofen").contraindications]
    assert named == ["age>=60", "ssri"]


def test_what_does_no_harm_by_itself_does_not_count() -> None:
    """Driving, and a pain of six weeks, do not add up to a relaxant being withheld."""
    patient = having("drives", pain=7, days=45)
    assert "muscle_relaxant" in advised(advise(patient))
    assert len(line_of(patient, "muscle_relaxant").warnings) == 2


def test_two_cautions_that_were_not_asked_withhold_and_one_does_not() -> None:
    """With asthma and an SSRI open ibuprofen waits for both answers; with one of them answered it does not wait."""
    both = unasked(having("illness", "takes_medicine"), "asthma", "ssri")
    assert held(advise(both))["otc_ibuprofen"] == UNASKED
    assert {a.id for a in advise(both).unsafe_until_asked} == {"asthma", "ssri"}
    assert "otc_ibuprofen" in advised(advise(both.changed(FINDINGS["asthma"], False)))


@pytest.mark.parametrize(
    ("tablets", "not_asked", "fate"),
    [
        (("water_tablets", "ace_or_sartan"), (), CONTRAINDICATED),
        (("water_tablets",), ("ace_or_sartan",), UNASKED),
        (("pressure_tablets",), ("water_tablets", "ace_or_sartan"), UNASKED),
        (("water_tablets",), (), None),
        (("ace_or_sartan",), (), None),
    ],
)
def test_tablets_for_the_blood_pressure_rule_ibuprofen_out_two_by_two(
    tablets: tuple[str, ...], not_asked: tuple[str, ...], fate: str | None
) -> None:
    """Both kinds rule it out, an unknown kind may be both, and one of them alone is a caution."""
    assert held(advise(unasked(having(*tablets), *not_asked))).get("otc_ibuprofen") == fate


@pytest.mark.parametrize(("age", "protected"), [(60, False), (64, False), (65, True)])
def test_from_65_on_the_stomach_is_protected(age: int, protected: bool) -> None:
    """A doctor's ibuprofen comes with a stomach protector, which does not add up with the caution from 60 on."""
    warnings = [warning.because for warning in line_of(having(age=age), "rx_ibuprofen").warnings]
    assert any("PPI" in because for because in warnings) is protected


@pytest.mark.parametrize(
    ("findings", "most"),
    [
        (("low_weight",), {"UK": 3000}),
        (("very_low_weight",), {"UK": 2000}),
        (("liver_disease",), {"UK": 2000, "US": 2000}),
        (("heavy_alcohol",), {"UK": 2000, "US": 2000}),
        (("anticoagulant",), {"UK": 2000}),
        (("cirrhosis",), {"UK": 2000, "US": 2000}),
        (("liver_disease", "heavy_alcohol"), {}),
        (("low_weight", "anticoagulant"), {}),
    ],
)
def test_whoever_bears_less_paracetamol_is_shown_less(findings: tuple[str, ...], most: dict[str, int]) -> None:
    """Weight, liver, alcohol and warfarin each have their own dose; of two at once no dose is shown."""
    assert ceilings(having(*findings)) == most


@pytest.mark.parametrize("name", ["low_weight", "liver_disease", "heavy_alcohol", "anticoagulant"])
def test_no_dose_of_paracetamol_is_shown_until_it_is_asked(name: str) -> None:
    """The ordinary dose waits for the weight, the liver, alcohol and blood thinners."""
    patient = having("illness", "blood_thinner")
    assert ceilings(patient) == {"UK": 4000, "US": 4000}
    assert ceilings(unasked(patient, name)) == {}


def test_with_a_smaller_dose_only_a_doctor_says_when() -> None:
    """With a liver disease the dose is for once a doctor has agreed."""
    assert {dose.how_long for dose in line_of(having("liver_disease"), "paracetamol").doses} == {
        "once a doctor has agreed"
    }


@pytest.mark.parametrize("lens", Lens)
def test_nobody_under_18_is_shown_a_dose_or_given_a_strong_tablet(lens: Lens) -> None:
    """At 17 ibuprofen from the shop stays, without a dose; on prescription, relaxants and opioids are held back."""
    advice = advise(having(age=17, pain=8), lens)
    assert not any(line.doses for line in advice.plan.recommendations)
    assert "otc_ibuprofen" in advised(advice)
    assert not {"rx_ibuprofen", "muscle_relaxant", "opioid"} & set(advised(advice))
    assert held(advice)["rx_ibuprofen"] == CONTRAINDICATED


@pytest.mark.parametrize("name", ["pregnant", "breastfeeding", "cirrhosis"])
@pytest.mark.parametrize("lens", Lens)
def test_paracetamol_is_the_first_choice_where_it_should_be(name: str, lens: Lens) -> None:
    """In pregnancy, while breastfeeding and with a scarred liver it is advised, and nowhere advised against."""
    advice = advise(having(name), lens)
    assert "paracetamol_first" in advised(advice)
    assert "paracetamol" not in {r.treatment.id for r in advice.plan.recommendations} | set(held(advice))


def test_a_plain_back_pain_is_not_treated_with_paracetamol_alone() -> None:
    """For everybody else today's plan speaks against it, and has no other."""
    assert line_of(STRAIN, "paracetamol").direction is Direction.AGAINST
    assert "paracetamol_first" not in advised(advise(STRAIN))


def test_while_breastfeeding_ibuprofen_stays_and_what_makes_drowsy_does_not() -> None:
    """Ibuprofen hardly gets into the milk; a relaxant and an opioid do."""
    patient = having("breastfeeding", pain=8)
    assert "otc_ibuprofen" in advised(advise(patient))
    assert held(advise(patient))["muscle_relaxant"] == CONTRAINDICATED
    assert held(advise(patient, "article"))["opioid"] == CONTRAINDICATED


@pytest.mark.parametrize(("weeks", "reasons"), [(None, 1), (12, 1), (20, 2), (28, 3)])
def test_in_pregnancy_ibuprofen_is_ruled_out_at_any_stage(weeks: int | None, reasons: int) -> None:
    """The further on, the more speaks against it; without the weeks it is ruled out as well."""
    assert len(held_by(having("pregnant", weeks=weeks), "otc_ibuprofen").contraindications) == reasons


def test_the_weeks_are_not_asked_where_pregnancy_is_the_question() -> None:
    """Whoever was not asked whether she is pregnant is asked that, once."""
    asked = {a.id for a in advise(replace(STRAIN, absent=STRAIN.absent - {"having_babies"})).unsafe_until_asked}
    assert "pregnant" in asked
    assert not any(name.startswith("weeks") for name in asked)


@pytest.mark.parametrize("lens", Lens)
@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_what_is_named_instead_is_in_the_plan(case: object, lens: Lens) -> None:
    """In the place of what is ruled out only that is named which the same plan speaks for."""
    for finding in ("ulcer", "pregnant", "anticoagulant"):
        advice = advise(case.presentation.changed(FINDINGS[finding], True), lens)  # type: ignore[attr-defined]
        for each in advice.plan.withheld:
            assert {t.id for t in each.instead} <= set(advised(advice))


def test_there_is_something_instead_of_ibuprofen() -> None:
    """With an ulcer there are warmth and staying active, in pregnancy paracetamol first of all."""
    assert [t.id for t in held_by(having("ulcer"), "otc_ibuprofen").instead] == ["heat", "stay_active"]
    assert held_by(having("pregnant"), "otc_ibuprofen").instead[0].id == "paracetamol_first"


@pytest.mark.parametrize("name", ["pregnant", "breastfeeding", "sedatives", "weak_breathing", "cirrhosis", "addiction"])
def test_codeine_is_named_only_where_nothing_speaks_against_it(name: str) -> None:
    """With an ulcer a doctor may add codeine for a few days, but not where that is ruled out, later, or under 18."""
    assert held_by(having("ulcer"), "otc_ibuprofen").codeine
    assert not held_by(having("ulcer", name), "otc_ibuprofen").codeine
    assert not held_by(having("ulcer", days=90), "otc_ibuprofen").codeine
    assert not held_by(having("ulcer", days=None), "otc_ibuprofen").codeine
    assert not held_by(having("ulcer", age=17), "otc_ibuprofen").codeine


RELAXANT_OUT = (
    "leg_pain",
    "ssri",
    "snri",
    "glaucoma",
    "muscle_nerve_illness",
    "breastfeeding",
    "pregnant",
    "sedatives",
)


@pytest.mark.parametrize("name", [*RELAXANT_OUT, "difficulty_peeing_known", "difficulty_peeing_unseen"])
def test_a_relaxant_is_ruled_out(name: str) -> None:
    """Sciatica, some medicines, eyes, muscles, bladder and a baby each rule a relaxant out."""
    advice = advise(having(name, pain=8))
    assert "muscle_relaxant" not in advised(advice)
    assert name in {
        a.id for c in held_by(having(name, pain=8), "muscle_relaxant").contraindications for a in c.when.atoms
    }


@pytest.mark.parametrize("fields", [{"age": 65}, {"days": 84}], ids=["at 65", "in lasting pain"])
def test_a_relaxant_is_for_the_younger_and_for_a_short_time(fields: dict[str, int]) -> None:
    """Neither at 65 nor after twelve weeks, but a year or a day earlier it is an option."""
    just_before = {name: value - 1 for name, value in fields.items()}
    assert held(advise(having(pain=8, **fields)))["muscle_relaxant"] == CONTRAINDICATED
    assert "muscle_relaxant" in advised(advise(having(pain=8, **just_before)))


@pytest.mark.parametrize("lens", Lens)
@pytest.mark.parametrize(
    "fields",
    [{"pain": 0}, {"days": 0}, {"present": DISC.present - {"not_healing"}}],
    ids=["no pain", "day 0", "untried"],
)
def test_no_needle_and_no_knife_before_other_care(fields: dict[str, Any], lens: Lens) -> None:
    """Without pain, on the first day, or before other care has failed, there is no injection and no operation."""
    patient = replace(DISC, **fields).none_other()
    assert not {"injection", "disc_surgery"} & ({*advised(advise(patient, lens))} | set(held(advise(patient, lens))))


def test_the_tablets_against_nerve_pain_are_not_for_the_leg() -> None:
    """With pain down the leg today's plan speaks against gabapentin and its kind; without it says nothing of them."""
    assert line_of(DISC, "sciatica_drugs").direction is Direction.AGAINST
    assert "sciatica_drugs" not in {r.treatment.id for r in advise(STRAIN).plan.recommendations}


@pytest.mark.parametrize("case", ["post-4", "kidney-side"])
def test_what_waits_for_care_may_be_ruled_out_even_then(case: str) -> None:
    """Ibuprofen waits, and is named as ruled out once a doctor has looked."""
    held_back = held_by(CASES[case].presentation, "otc_ibuprofen")
    assert held_back.kind == WAITS
    assert [c.absolute for c in held_back.contraindications] == [True]


def test_from_65_on_a_pharmacist_is_asked_ahead_of_ibuprofen_from_the_shop() -> None:
    """It needs a stomach protector from then on, which the shop does not add; at 64 it is a caution alone."""
    assert held(advise(Presentation(age=65, pain=4).none_other()))["otc_ibuprofen"] == ADDS_UP
    assert "otc_ibuprofen" in advised(advise(Presentation(age=64, pain=4).none_other()))


def test_questions_that_decide_together_are_listed_in_one_order() -> None:
    """Of a contraindication that names several findings each that is open is asked about once, by its name."""
    several = Contraindication(
        FINDINGS["ulcer"] & FINDINGS["asthma"] & FINDINGS["fever"] & FINDINGS["diabetes"], "", ()
    )
    held = Withheld(TREATMENTS["otc_ibuprofen"], UNASKED, (several, several))
    patient = Standing(Presentation(age=40, pain=3, present={"fever"}))  # type: ignore[arg-type]
    waits = held._replace(kind=WAITS, contraindications=(Contraindication(FINDINGS["glaucoma"], "", ()),))
    asked = unsafe_until_asked(Plan((), (held, waits)), patient)
    assert [atom.id for atom in asked] == ["asthma", "diabetes", "ulcer"]
