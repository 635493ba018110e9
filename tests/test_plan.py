"""The plan: what is indicated, less what is contraindicated, less what is unsafe until asked, in order."""

import pytest

from backlab import CASES, FINDINGS, Advice, Disposition, Lens, Presentation, advise
from backlab.knowledge.treatments import TREATMENTS
from backlab.model import Contraindication, Direction, Stage
from backlab.reasoning.plan import CONTRAINDICATED, UNASKED, WAITS, Plan, Withheld, unsafe_until_asked
from backlab.reasoning.standing import Standing

STRAIN = Presentation(age=34, pain=6, days=1, onset="lifting", mobility="still_moving").none_other()


def advised(advice: Advice) -> list[str]:
    """The treatments that the plan speaks for, in its order."""
    return [r.treatment.id for r in advice.plan.recommendations if r.direction is Direction.FOR]


def held(advice: Advice) -> dict[str, str]:
    """What is withheld, and why."""
    return {w.treatment.id: w.kind for w in advice.plan.withheld}


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
        "kidney_disease",
        "heart_failure",
        "heart_disease",
        "blood_thinner",
        "pregnant",
        "other_nsaid",
    ],
)
def test_ibuprofen_is_ruled_out(finding: str) -> None:
    """Each of the conditions that rule an NSAID out does so through both lenses, and says so."""
    for lens in Lens:
        advice = advise(STRAIN.changed(FINDINGS[finding], True), lens)
        assert held(advice)["otc_ibuprofen"] == CONTRAINDICATED
        assert finding in {a.id for w in advice.plan.withheld for c in w.contraindications for a in c.when.atoms}


def test_a_relative_contraindication_warns() -> None:
    """At 65 ibuprofen stays an option, with a warning about the stomach."""
    advice = advise(Presentation(age=65, pain=6, days=1, onset="lifting", mobility="still_moving").none_other())
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
    stiff = {"morning_stiffness", "better_with_exercise"}
    patients.append(Presentation(age=28, pain=3, days=120, present=stiff))  # type: ignore[arg-type]
    seen = {r.treatment.id for p in patients for lens in Lens for r in advise(p, lens).plan.recommendations}
    assert seen == set(TREATMENTS)


def test_a_treatment_that_is_advised_against_shows_no_dose_where_it_is_ruled_out() -> None:
    """With liver disease today's plan still speaks against paracetamol, says why, and names no dose."""
    patient = STRAIN.changed(FINDINGS["liver_disease"], True)
    line = next(r for r in advise(patient).plan.recommendations if r.treatment.id == "paracetamol")
    assert line.direction is Direction.AGAINST
    assert line.doses == ()
    assert line.warnings[0].when is FINDINGS["liver_disease"]


def test_cautions_that_were_not_asked_are_asked_with_the_treatment() -> None:
    """With only the absolute contraindications answered, ibuprofen is an option that still asks about asthma."""
    ruled_out = {c.when.id for c in TREATMENTS["otc_ibuprofen"].contraindications if c.absolute}  # type: ignore[attr-defined]
    patient = Presentation(age=34, pain=6, days=1, onset="lifting", absent=frozenset(ruled_out))
    line = next(r for r in advise(patient).plan.recommendations if r.treatment.id == "otc_ibuprofen")
    assert "asthma" in {a.id for a in line.to_ask}


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
    lines = {r.treatment.id: r for r in advise(STRAIN).plan.recommendations}
    assert lines["otc_ibuprofen"].doses == TREATMENTS["otc_ibuprofen"].doses != ()
    assert lines["paracetamol"].doses == TREATMENTS["paracetamol"].doses != ()


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


def test_questions_that_decide_together_are_listed_in_one_order() -> None:
    """Of a contraindication that names several findings each that is open is asked about once, by its name."""
    several = Contraindication(
        FINDINGS["ulcer"] & FINDINGS["asthma"] & FINDINGS["fever"] & FINDINGS["diabetes"], "", ()
    )
    held = Withheld(TREATMENTS["otc_ibuprofen"], UNASKED, (several, several))
    patient = Standing(Presentation(age=40, pain=3, present={"fever"}))  # type: ignore[arg-type]
    asked = unsafe_until_asked(Plan((), (held, held._replace(kind=WAITS))), patient)
    assert [atom.id for atom in asked] == ["asthma", "diabetes", "ulcer"]
