"""The simulated clinic: drawn as it says, judged as one by one, and honest about both kinds of mistake."""

from __future__ import annotations

import json
import re
from html import unescape
from itertools import pairwise
from math import sqrt
from typing import Any
from xml.etree import ElementTree

import pytest
from person import at

from backlab.knowledge import findings
from backlab.knowledge.assumptions import SIMULATED
from backlab.knowledge.causes import CAUSES
from backlab.knowledge.figures import COURSES
from backlab.knowledge.findings import (
    CHOICES,
    FINDINGS,
    QUANTITIES,
    choice_of,
    fever,
    in_topic,
    pain,
    saddle_numbness,
    worried,
)
from backlab.knowledge.rules import RULES
from backlab.labs.population import FIRST, MOST_SIGNS, PopulationLab, left_out, rule_name
from backlab.language import LANGUAGES, speaking
from backlab.model import Disposition, Sign, Threshold
from backlab.pictures.population import Choice, costs, missed_bars, trip_bars
from backlab.pictures.waiting_room import VIEWS
from backlab.reasoning import population
from backlab.reasoning.engine import Columns, disposition, level_of, rule_atoms, triage
from backlab.reasoning.population import (
    HARM,
    MOST,
    ONE_SIGN,
    Missed,
    Population,
    Toll,
    Trips,
    base,
    chances,
    cost,
    draw,
    drawn,
    first,
    flow,
    parent,
    prior,
    safe_level,
    sensitivity,
    sent_by,
    toll,
    trips,
    who,
)

SIZE, SEED = 100_000, 7


def is_ticked(sign: Sign) -> bool:
    """Whether the clinic draws it as a finding of its own: numbers and choices are fitted to each other."""
    finding = sign.finding
    return finding in chances("muscle_strain") and not isinstance(finding, Threshold) and not choice_of(finding)


GROUPS = tuple(dict.fromkeys(rule.group for rule in RULES.values()))
SIGNS = [(cause.cause.id, sign) for cause in SIMULATED.values() for sign in cause.signs if is_ticked(sign)]


@pytest.fixture(scope="module")
def clinic() -> Population:
    """A large clinic."""
    return draw(SIZE, SEED)


@pytest.fixture
def lab() -> PopulationLab:
    """The lab as it first stands."""
    return PopulationLab("en")


def five_errors(share: float, people: int) -> float:
    """Five standard errors of a share among so many people, and the millionth to which a chance is drawn."""
    return 5 * sqrt(share * (1 - share) / people) + 2e-6


def test_a_seed_draws_the_same_clinic_again() -> None:
    """The same seed gives every patient the same cause, findings and need, another seed does not."""
    first = draw(1000, 3)
    draw.cache_clear()
    assert draw(1000, 3) == first
    assert draw(1000, 4).columns != first.columns


def test_everybody_has_one_cause(clinic: Population) -> None:
    """The causes share the patients out: each patient is in exactly one of their columns."""
    assert sum(column.bit_count() for column in clinic.causes.values()) == SIZE
    assert sum(clinic.causes.values()) == clinic.everyone


def test_causes_are_as_common_as_their_priors(clinic: Population) -> None:
    """Each cause's share is its scaled prior, within five standard errors."""
    for name, cause in SIMULATED.items():
        share = prior(cause)
        assert abs(clinic.causes[name].bit_count() / SIZE - share) < five_errors(share, SIZE), name


@pytest.mark.parametrize("cause", SIMULATED)
def test_findings_are_as_common_as_their_chances(clinic: Population, cause: str) -> None:
    """Each finding is there as often as drawn (a follow-up: where its parent is), within five standard errors."""
    patients = clinic.causes[cause]
    for atom, share in chances(cause).items():
        who = patients
        if (before := parent(atom)) is not None:
            who &= clinic.columns[before]
        if count := who.bit_count():
            seen = (who & clinic.columns[atom]).bit_count() / count
            assert abs(seen - share) < five_errors(share, count), atom.id


def test_every_atom_of_the_rules_is_drawn(clinic: Population) -> None:
    """There is a column for all that a rule names; what the clinic assumes nothing of nobody has."""
    assert rule_atoms() <= clinic.columns.keys()
    drawn = [atom for atom in rule_atoms() if atom in chances("muscle_strain")]
    assert all(0 < base(atom).value < 1 for atom in drawn)
    assert all(clinic.columns[atom] == 0 for atom in rule_atoms() if atom not in drawn)


def test_numbers_are_consistent(clinic: Population) -> None:
    """Whoever reaches a threshold of a number reaches every lower one."""
    for quantity in QUANTITIES:
        rungs = [a for a in clinic.columns if isinstance(a, Threshold) and a.quantity.id == quantity]
        for low, high in pairwise(rungs):
            assert low.value < high.value
            assert clinic.columns[high] & ~clinic.columns[low] == 0, high.id


@pytest.mark.parametrize("field", ["onset", "mobility"])
def test_one_answer_to_each_choice(clinic: Population, field: str) -> None:
    """Everybody has exactly one onset and one mobility."""
    columns = [clinic.columns[option] for option in in_topic(CHOICES[field]) if option in clinic.columns]
    assert sum(columns) == clinic.everyone
    assert sum(column.bit_count() for column in columns) == SIZE


@pytest.mark.parametrize(
    ("cause", "sign"), SIGNS, ids=lambda value: value if isinstance(value, str) else value.finding.id
)
def test_chances_follow_the_likelihood_ratios(cause: str, sign: Sign) -> None:
    """A ticked finding is there as often as both ratios say, or else as often as the positive one multiplies."""
    finding = sign.finding
    chance = chances(cause)[finding]
    if sign.negative == 1:
        assert chance == pytest.approx(min(MOST, base(finding).value * sign.positive))
    else:
        false_positive = sensitivity(sign) / sign.positive
        assert chance == pytest.approx(sensitivity(sign))
        assert (1 - chance) / (1 - false_positive) == pytest.approx(sign.negative)


def test_the_columns_answer_as_the_patients_do(clinic: Population) -> None:
    """Three hundred patients get the same level from the columns as one by one."""
    result = triage(clinic.columns, clinic.everyone)
    patients = [clinic.patient(place) for place in range(300)]
    assert [level_of(result, place) for place in range(300)] == [disposition(patient) for patient in patients]
    assert len({disposition(patient) for patient in patients}) == len(Disposition)


def test_a_serious_cause_needs_to_be_seen_the_same_day(clinic: Population) -> None:
    """With a serious cause at least URGENT is needed, also where no rule holds; cauda equina is an emergency."""
    assert clinic.serious & ~clinic.needed[HARM] == 0
    assert safe_level(CAUSES["cauda_equina"]) is Disposition.EMERGENCY
    assert {safe_level(cause) for cause in map(CAUSES.get, SIMULATED) if not cause.serious} == {Disposition.SELF_CARE}


def test_need_is_never_above_what_all_rules_give_without_a_serious_cause(clinic: Population) -> None:
    """For a harmless cause the need comes from rules that hold, so that with all rules nobody of these is under."""
    given = triage(clinic.columns, clinic.everyone).at_least
    for level in Disposition:
        assert clinic.needed[level] & ~given[level] & ~clinic.serious == 0


def test_the_matrix_holds_everybody_once(clinic: Population) -> None:
    """The counts add up to the clinic, for any rules and any number of signs."""
    for result in (toll(clinic), toll(clinic, RULES), toll(clinic, signs=3)):
        assert sum(result.counts.values()) == SIZE


def test_some_are_missed_with_all_rules_on(clinic: Population) -> None:
    """No rule left out does not mean nobody missed: all of these show no sign that would have been enough."""
    result = toll(clinic)
    assert result.missed_in_all > 0
    for each in result.missed:
        assert (each.silent, each.too_few, each.left_out) == (each.missed, 0, {})


@pytest.mark.parametrize("rule", RULES)
def test_leaving_a_rule_out_never_misses_fewer(clinic: Population, rule: str) -> None:
    """Without a rule no cause has fewer missed patients, and no more are sent in vain."""
    whole, part = toll(clinic), toll(clinic, [rule])
    assert all(less.missed >= all_on.missed for less, all_on in zip(part.missed, whole.missed, strict=True))
    assert part.in_vain <= whole.in_vain


def test_a_rule_that_is_left_out_is_named(clinic: Population) -> None:
    """Those who are missed only for want of a rule are counted beside that rule, and nobody twice as silent."""
    without = [rule.id for rule in RULES.values() if rule.group == "nerves"]
    (cauda,) = (each for each in toll(clinic, without).missed if each.cause.id == "cauda_equina")
    assert cauda.missed > cauda.silent
    assert cauda.left_out["cauda-equina"] == cauda.missed - cauda.silent
    assert set(cauda.left_out) <= set(without)


def test_more_signs_miss_more_and_send_fewer(clinic: Population) -> None:
    """Each sign more that is asked for trades missed patients against visits in vain."""
    steps = [toll(clinic, signs=signs) for signs in range(1, MOST_SIGNS + 1)]
    for fewer, more in pairwise(steps):
        assert more.missed_in_all > fewer.missed_in_all
        assert more.in_vain < fewer.in_vain
    assert all(each.too_few for each in steps[1].missed if safe_level(each.cause) is HARM)


def test_signs_are_counted_as_one_by_one(clinic: Population) -> None:
    """With two signs asked for, those who get URGENT are those with two warnings, an emergency or strong pain."""
    small = draw(300, SEED)
    warnings = [rule for rule in RULES.values() if rule.disposition is HARM and rule.red_flag]
    expected = 0
    for place in range(300):
        patient = small.patient(place)
        holding = [r for r in RULES.values() if any(all(map(patient.answer, c)) for c in r.when.clauses)]
        enough = sum(rule in warnings for rule in holding) >= 2
        expected += enough or any(rule.disposition >= HARM and rule not in warnings for rule in holding)
    assert toll(small, signs=2).sent == expected


def test_an_example_of_the_missed_is_one_of_them(clinic: Population) -> None:
    """The example has the cause, and all rules give less than is safe for it."""
    for each in toll(clinic).missed:
        if each.missed:
            assert clinic.causes[each.cause.id] >> each.example & 1
            assert disposition(clinic.patient(each.example)) < safe_level(each.cause)


def test_the_cost_weighs_the_missed(clinic: Population) -> None:
    """One missed patient counts as often as the weight says, one sent in vain once."""
    result = toll(clinic)
    assert cost(result, 1) == result.missed_in_all + result.in_vain
    assert cost(result, 51) - cost(result, 50) == result.missed_in_all


def test_found_and_missed_are_all_serious_causes(clinic: Population) -> None:
    """Who is sent for a serious cause, and who is not, are together all who have one."""
    result = toll(clinic)
    below = sum(n for (given, _), n in result.counts.items() if given < HARM)
    assert result.sent + below == SIZE
    assert result.found <= sum(each.patients for each in result.missed) == clinic.serious.bit_count()


def test_the_missed_are_those_who_get_less_than_is_safe(clinic: Population) -> None:
    """One by one: with a serious cause and a level below what is safe for it, each counts as missed."""
    for each in toll(clinic).missed:
        column = clinic.causes[each.cause.id]
        places = [place for place in range(SIZE) if column >> place & 1][:60]
        levels = {place: disposition(clinic.patient(place)) for place in places}
        few = clinic._replace(causes={**clinic.causes, each.cause.id: sum(1 << place for place in places)})
        (counted,) = (other for other in toll(few).missed if other.cause is each.cause)
        assert counted.missed == sum(level < safe_level(each.cause) for level in levels.values()), each.cause.id


def test_in_vain_are_those_who_need_less(clinic: Population) -> None:
    """Sent in vain is what the matrix says: given the same day or more, needed less, and no serious cause."""
    result = toll(clinic)
    assert result.in_vain == sum(n for (given, needed), n in result.counts.items() if given >= HARM > needed)


def test_only_rules_that_are_left_out_are_named(clinic: Population) -> None:
    """Where two signs are asked for, a rule in force that was not enough is no rule that is missing."""
    without = {rule.id for rule in RULES.values() if rule.group == "tumour"}
    for each in toll(clinic, without, signs=2).missed:
        assert set(each.left_out) <= without


def test_a_leg_that_does_not_hurt_raises_no_leg_pain(clinic: Population) -> None:
    """Lifting a leg brings on the leg pain only in somebody who has leg pain."""
    named = {atom.id: column for atom, column in clinic.columns.items()}
    for test in ("leg_raise", "crossed_leg_raise"):
        assert named[test]
        assert named[test] & ~named["leg_pain"] == 0


def test_a_misspelt_rule_is_refused(clinic: Population) -> None:
    """A rule that there is not is a ValueError that names it."""
    with pytest.raises(ValueError, match="no rule 'kidneys'"):
        toll(clinic, ["kidneys"])


def test_no_base_rate_is_a_key_error() -> None:
    """A finding for which there is neither a base rate nor a pair of ratios says that one has to be added."""
    with pytest.raises(KeyError, match="add one to the table"):
        base(QUANTITIES["age"] >= 99)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_pictures_are_well_formed_and_tabled(clinic: Population, code: str) -> None:
    """Each picture is XML with a title and a description, and its table has a cell for each column."""
    choices = [Choice(signs, toll(clinic, signs=signs)) for signs in (1, 2)]
    with speaking(code):
        for picture in (missed_bars(choices[0].toll.missed), costs(choices, 20, 2), trip_bars(trips(clinic), SIZE)):
            root = ElementTree.fromstring(picture.svg)
            assert [root[0].text, root[1].text] == [picture.title, picture.description]
            assert {len(row) for row in picture.table.rows} == {len(picture.table.header)}


def test_the_bars_of_the_causes_have_one_scale() -> None:
    """Half of a cause's patients missed is half of its bar, and a cause with half as many patients has half a bar."""
    many, few = (Missed(CAUSES["cauda_equina"], count, 5, 5, {}, 0, 0) for count in (20, 10))
    drawn = missed_bars([many, few])
    widths = [float(width) for width in re.findall(r"width='([\d.]+)' height='16'", drawn.svg)[2:]]
    found, missed, half_found, half_missed = widths
    assert found + missed == pytest.approx(2 * (half_found + half_missed), abs=0.2)
    assert half_found == half_missed == missed
    assert "5 of 10 missed" in drawn.svg
    assert "%" not in re.sub("style='[^']*'|<svg[^>]*>", "", drawn.svg)


def test_an_empty_clinic_is_drawn_too() -> None:
    """Where nobody has a cause, the picture says so instead of dividing by nothing."""
    nobody = Missed(CAUSES["cauda_equina"], 0, 0, 0, {}, 0, -1)
    assert "nobody in this clinic" in missed_bars([nobody]).description
    empty: Toll = Toll({}, (nobody,), 0, {}, 0, 0)
    assert "add up to 0" in costs([Choice(1, empty)], 20, 1).description


def test_nobody_sent_in_vain_is_drawn_too() -> None:
    """Where nobody is sent for one sign alone there is nothing to divide, and no bar."""
    none = tuple(Trips((sign,), 0, 0) for sign in ONE_SIGN)
    assert "0 of them have a serious cause" in trip_bars(none, 1000).description
    assert "trips for each" not in trip_bars(none, 1000).description


def test_the_lab_moves(lab: PopulationLab) -> None:
    """Leaving out the rules about nerves misses more, says so, and names the rules that are left out."""
    lab.set(size="10000")
    before, said = lab.toll, lab.said
    lab.set(without="nerves")
    assert lab.toll.missed_in_all > before.missed_in_all
    assert lab.said != said
    assert lab.told["html"]["says"].count("<p>") == len(left_out("nerves", ""))
    assert not lab.problem


def test_the_lab_weighs(lab: PopulationLab) -> None:
    """The weight changes what the mistakes add up to, and nothing else; until it is set nothing is added up."""
    lab.set(signs=2)
    before = {name: lab.read(name) for name in ("waiting", "missed", "trips", "made")}
    assert "The sum" not in before["missed"]
    assert "fewest" not in before["waiting"]
    lab.set(weight=1)
    after = {name: lab.read(name) for name in before}
    assert [name for name in before if before[name] != after[name]] == ["waiting", "missed"]
    assert "The sum" in after["missed"]


def test_another_clinic_has_other_patients(lab: PopulationLab) -> None:
    """The button draws other patients, and moving a control afterwards keeps them."""
    first = lab.clinic
    lab.pressed("another")
    second = lab.clinic
    assert second.columns != first.columns
    lab.set(signs=2)
    assert lab.clinic is second


def test_the_lab_is_brought_back_by_its_address(lab: PopulationLab) -> None:
    """What was moved stands in the address, and a lab that opens there has it again."""
    assert lab.query == ""
    lab.set(size="10000", rule="chest-pain", signs=3)
    again = at(lab.query, lambda: PopulationLab("en"))
    assert again.values == {**FIRST, "size": "10000", "rule": "chest-pain", "signs": 3}


def test_every_rule_has_a_name_of_its_own(lab: PopulationLab) -> None:
    """No two rules look the same in the menu, and every group and rule can be left out without a problem."""
    names = [rule_name(rule) for rule in RULES.values()]
    assert len(set(names)) == len(names)
    for group in GROUPS:
        lab.set(without=group)
        assert not lab.problem, group
        assert left_out(group, ""), group


def test_the_lab_marks_estimates_and_sources(lab: PopulationLab) -> None:
    """Each number with which the clinic is drawn is listed with its source, or as a teaching estimate."""
    listed, sources = lab.read("made").split("<details", 1)
    points = re.findall(r"<li>([^<]*)", listed)
    signs = [sign for cause in SIMULATED.values() for sign in cause.signs if sign.finding in drawn()]
    assert len(points) == len(SIMULATED) + len(drawn()) + len(signs)
    for point in points:
        assert ("teaching estimate" in point) != bool(re.search(r"^[^;]* \[\d+", point)), point
    assert "henschke" in sources.lower()


def test_the_lab_counts_what_is_assumed(lab: PopulationLab) -> None:
    """How many numbers are published and how many assumed is said first, and is what the list below shows."""
    made = lab.read("made").split("<details", 1)[0]
    assumed = len(re.findall(r"<li>[^<]*teaching estimate", made))
    published = len(re.findall(r"<li>[^<]*", made)) - assumed
    said = f"{published} are published, each with its source. {assumed} are assumed"
    assert said in made
    assert 0 < published < assumed


def test_nobody_has_what_the_table_does_not_have() -> None:
    """A finding that a rule names and the table of assumptions lacks is drawn for nobody."""
    lacking = rule_atoms() - set(drawn())
    assert all(draw(1000, SEED).columns[atom] == 0 for atom in lacking)
    assert FINDINGS["pain_in_waves"] in drawn()


def test_trips_are_those_who_need_that_sign_to_be_sent(clinic: Population) -> None:
    """One by one: without their one sign of the list, and nothing else changed, nobody of them would be sent."""
    few = draw(300, SEED)
    patients = [few.patient(place) for place in range(300)]
    for each in trips(few)[:-1]:
        (sign,) = each.signs
        sent = [p for p in patients if p.answer(sign) and disposition(p) >= HARM]
        assert each.sent == sum(disposition(p.changed(sign, False)) < HARM for p in sent)
    assert [each.signs for each in trips(clinic)] == [*((sign,) for sign in ONE_SIGN), ONE_SIGN]


def test_all_trips_are_those_whom_the_list_alone_sends(clinic: Population) -> None:
    """Together the trips are what the four signs change: nobody is counted twice, and none is left out."""
    without = {**clinic.columns, **dict.fromkeys(ONE_SIGN, 0)}
    both = [triage(columns, clinic.everyone).at_least[HARM] for columns in (clinic.columns, without)]
    assert sum(each.sent for each in trips(clinic)) == (both[0] & ~both[1]).bit_count()
    assert sum(each.ill for each in trips(clinic)) == (both[0] & ~both[1] & clinic.serious).bit_count()


def test_the_lab_shows_the_trips_and_their_price(lab: PopulationLab) -> None:
    """The panel names the four signs, counts their trips, and says that the floor is a choice."""
    said = lab.read("trips")
    assert all(sign.label in said for sign in ONE_SIGN)
    assert f"{sum(each.sent for each in trips(lab.clinic))} are sent" in said
    assert "it is a choice" in said


def test_a_clinic_is_shown_in_one_line(clinic: Population) -> None:
    """Shown in a notebook it is a few words, not columns of 100,000 bits."""
    assert repr(clinic) == f"Population of {SIZE} patients"


def test_columns_are_columns(clinic: Population) -> None:
    """The clinic has the form that the engine takes: no bit stands outside of the patients."""
    columns: Columns = clinic.columns
    assert all(0 <= column <= clinic.everyone for column in columns.values())


# Who goes where


@pytest.mark.parametrize(("without", "signs"), [((), 1), (("night-or-rest-pain",), 1), ((), 3)])
def test_everybody_goes_through_one_door_and_the_piles_are_the_toll(without: tuple[str, ...], signs: int) -> None:
    """Those on the piles are as many as the report counts, and the trips of the list are some of those in vain."""
    some = draw(3000, SEED)
    goes, counted = flow(some, without, signs), toll(some, without, signs)
    assert sum(goes.through.values()) == some.everyone
    assert sum(column.bit_count() for column in goes.through.values()) == some.size
    assert (goes.missed.bit_count(), goes.in_vain.bit_count()) == (counted.missed_in_all, counted.in_vain)
    assert goes.missed & ~some.serious == goes.listed & ~goes.in_vain == 0


def test_the_list_sends_those_whom_nothing_else_sends() -> None:
    """With every rule on they are the trips that the report counts, less those who are ill."""
    some = draw(3000, SEED)
    assert flow(some).listed.bit_count() == sum(each.sent - each.ill for each in trips(some)) - needs_it(some)


def needs_it(some: Population) -> int:
    """How many are sent for the list alone, are not ill, and need it all the same."""
    without = {**some.columns, **dict.fromkeys(ONE_SIGN, 0)}
    both = [triage(columns, some.everyone).at_least[HARM] for columns in (some.columns, without)]
    return (both[0] & ~both[1] & some.needed[HARM] & ~some.serious).bit_count()


def test_what_a_rule_sends_alone_goes_lower_without_it() -> None:
    """One by one, as without that rule; a rule that is off, or of another level, is not asked."""
    some = first(draw(3000, SEED), 300)
    sends = sent_by(some, HARM, ["upper-back"])
    assert set(sends) == {rule.id for rule in RULES.values() if rule.disposition is HARM} - {"upper-back"}
    left = [rule for rule in RULES.values() if rule.id != "upper-back"]
    for name in ("night-or-rest-pain", "high-temperature"):
        fewer = [rule for rule in left if rule.id != name]
        levels = [triage(some.columns, some.everyone, rules).at_least[HARM] for rules in (left, fewer)]
        assert sends[name] == levels[0] & ~levels[1]


def test_the_first_patients_of_a_clinic_are_those_of_the_clinic() -> None:
    """Each of them has the same cause and findings; a clinic that is no larger stays as it is."""
    whole = draw(3000, SEED)
    some = first(whole, 300)
    assert [some.patient(place) for place in range(9)] == [whole.patient(place) for place in range(9)]
    assert sum(column.bit_count() for column in some.causes.values()) == 300
    assert first(some, 300) is some


def test_who_is_meant_by_a_column() -> None:
    """The places of its bits, the first one first."""
    assert [*who(0b10110)] == [1, 2, 4]


# The waiting room


def shown_in(lab: PopulationLab) -> Any:
    """What the script of the picture is given."""
    return json.loads(unescape(re.findall(r"data-walkers='([^']*)'", lab.read("waiting"))[0]))


@pytest.mark.parametrize("view", VIEWS)
def test_everybody_is_in_the_picture_whatever_one_looks_at(lab: PopulationLab, view: str) -> None:
    """A thousand people, each once, of whom the ill have a ring."""
    lab.set(look=view, signs=2)
    people = [each for group in shown_in(lab)["groups"] for each in group["people"]]
    assert sorted(people) == [*range(1000)]
    ringed = [place for place, look in enumerate(shown_in(lab)["looks"]) if look["ringed"]]
    looks = {
        person: look
        for group in shown_in(lab)["groups"]
        for person, look in zip(group["people"], group["looks"], strict=True)
    }
    assert {person for person, look in looks.items() if look in ringed} == {*who(lab.clinic.serious)}


def test_the_piles_hold_whom_the_verdict_counts(lab: PopulationLab) -> None:
    """Missed on the left, nothing serious beside them, the trips of the list on a pile of their own."""
    lab.set(signs=2)
    piles = {group["name"]: len(group["people"]) for group in shown_in(lab)["groups"]}
    assert piles["missed"] == lab.toll.missed_in_all > 0
    assert piles["listed"] + piles["vain"] == lab.toll.in_vain
    assert f"{piles['missed']} of 28 seriously ill are missed. {lab.toll.in_vain} others" in lab.summary


def test_each_of_the_ill_has_a_story_of_a_line(lab: PopulationLab) -> None:
    """With the cause, what there is to see of it, and why it was missed or not; nothing is told of the waiting ones."""
    assert "data-person" not in lab.read("waiting")
    lab.set(signs=2)
    stories = dict(re.findall(r"data-person='(\d+)'>([^<]*)<", lab.read("waiting")))
    assert {int(person) for person in stories} == {*who(lab.clinic.serious)}
    missed = [
        str(person) for group in shown_in(lab)["groups"] if group["name"] == "missed" for person in group["people"]
    ]
    why = ("too few signs", "Nothing yet")
    assert all(any(each in story for each in why) == (person in missed) for person, story in stories.items())
    assert max(map(len, stories.values())) < 200


def test_whom_a_rule_that_is_off_would_have_sent_is_told(lab: PopulationLab) -> None:
    """And at its door the rule stands as off, and is switched on by the same tap."""
    lab.set(look="routine", rule="night-or-rest-pain")
    assert "the rule that asks for this is switched off" in lab.read("waiting")
    lab.set(look="urgent")
    (switch,) = re.findall(r"<button[^>]*aria-pressed='false'>worse at night[^/]*<b>off</b>", lab.read("waiting"))
    assert "data-tap='rule='" in switch


def test_moving_a_control_opens_the_doors(lab: PopulationLab) -> None:
    """In the waiting room nobody sees what a rule does; at a door one stays, but for the price."""
    for name, value in (("signs", 2), ("rule", "chest-pain"), ("without", "heart"), ("weight", 9)):
        lab.set(look="room")
        lab.set(**{name: value})
        assert lab.values["look"] == "doors", name
    lab.set(look="urgent")
    lab.set(signs=1)
    assert lab.values["look"] == "urgent"
    lab.set(weight=10)
    assert lab.values["look"] == "doors"


def test_the_bars_are_drawn_to_one_scale_at_any_price(lab: PopulationLab) -> None:
    """The bar of those in vain stays as it is while the price moves, and that of the missed grows with it."""
    widths = {}
    for weight in (5, 10):
        lab.set(look="doors", signs=2, weight=weight)
        widths[weight] = dict(re.findall(r"width:([\d.]+)%' data-key='weighed-2-(\w+)'", lab.read("waiting")))
    named = {weight: {kind: float(width) for width, kind in each.items()} for weight, each in widths.items()}
    assert named[5]["vain"] == named[10]["vain"]
    assert named[10]["missed"] == pytest.approx(2 * named[5]["missed"], abs=0.02)


def test_of_a_larger_clinic_a_thousand_are_drawn_and_all_are_weighed(lab: PopulationLab) -> None:
    """The picture says whom its bars are about, and the verdict counts everybody."""
    lab.set(size="10000", look="doors")
    assert sum(len(group["people"]) for group in shown_in(lab)["groups"]) == 1000
    assert "10,000 people: missed" in lab.read("waiting")
    assert "6 of 244 seriously ill are missed. 8484 others" in lab.summary


def test_only_what_was_asked_for_is_weighed(lab: PopulationLab) -> None:
    """The bars of two signs and of three come with them, and no rule is held up against others before that."""
    for signs in range(1, MOST_SIGNS + 1):
        lab.set(signs=signs, look="doors")
        assert lab.read("waiting").count("data-tap='signs=") == signs


def test_the_thousand_are_the_first_of_the_ten_thousand(lab: PopulationLab) -> None:
    """So that all that is counted in this lesson is counted on one crowd."""
    few = lab.clinic
    lab.set(size="10000")
    assert first(lab.clinic, few.size) == few


def test_the_least_sum_is_marked(lab: PopulationLab) -> None:
    """Where one missed counts little it is that of three signs, and where they count much that of one."""
    marked = {}
    for weight in (1, 10):
        lab.set(look="doors", signs=3, weight=weight)
        marked[weight] = re.findall(r"class='is-least' data-tap='signs=(\d)'", lab.read("waiting"))
    assert marked == {1: ["3"], 10: ["1"]}


@pytest.mark.parametrize(
    ("step", "does"),
    [
        ("wait", {"look": "doors"}),
        ("one", {"look": "urgent"}),
        ("two", {"signs": 2}),
        ("off", {"rule": "night-or-rest-pain"}),
        ("price", {"weight": 3}),
        ("luck", {"size": "10000"}),
    ],
)
def test_a_step_is_done_by_what_it_asks_for(lab: PopulationLab, step: str, does: dict[str, Any]) -> None:
    """And by nothing before that."""
    lab.move("step", step)
    lab.refresh()
    assert lab.told["done"]["step"] == []
    for name, value in does.items():
        lab.move(name, value)
    lab.refresh()
    assert lab.told["done"]["step"] == [step]


def test_steps_are_short(lab: PopulationLab) -> None:
    """Sixty words at most, and six of them."""
    steps = lab.stage_steps()
    assert len(steps) <= 6
    assert max(len(each.text.split()) for each in steps) <= 60


# Five patients: three with cauda equina syndrome (one has saddle numbness, one a temperature, one no sign at all),
# two with a strain (one with a temperature, one who is worried).
FIVE = Population(
    5,
    {**dict.fromkeys(CAUSES, 0), "cauda_equina": 0b00111, "muscle_strain": 0b11000},
    {**dict.fromkeys(rule_atoms(), 0), saddle_numbness: 0b00001, fever: 0b01100, worried: 0b10000},
    {
        Disposition.SELF_CARE: 0b11111,
        Disposition.ROUTINE: 0b10111,
        Disposition.URGENT: 0b00111,
        Disposition.EMERGENCY: 0b00111,
    },
)
NOW, TODAY, SOON, HOME = Disposition.EMERGENCY, Disposition.URGENT, Disposition.ROUTINE, Disposition.SELF_CARE


@pytest.mark.parametrize(
    ("without", "signs", "counts", "missed", "in_vain", "found"),
    [
        (
            (),
            1,
            {(NOW, NOW): 1, (HOME, NOW): 1, (TODAY, NOW): 1, (TODAY, HOME): 1, (SOON, SOON): 1},
            (2, 2, {}, 0, 1),
            1,
            2,
        ),
        (
            ("cauda-equina",),
            1,
            {(HOME, NOW): 2, (TODAY, NOW): 1, (TODAY, HOME): 1, (SOON, SOON): 1},
            (3, 2, {"cauda-equina": 1}, 0, 0),
            1,
            1,
        ),
        (
            (),
            2,
            {(NOW, NOW): 1, (HOME, NOW): 1, (SOON, NOW): 1, (SOON, HOME): 1, (SOON, SOON): 1},
            (2, 2, {}, 0, 1),
            0,
            1,
        ),
    ],
    ids=["all rules", "one left out", "two signs"],
)
def test_the_toll_of_five_is_counted_by_hand(
    without: tuple[str, ...],
    signs: int,
    counts: dict[tuple[Disposition, Disposition], int],
    missed: tuple[object, ...],
    in_vain: int,
    found: int,
) -> None:
    """Each patient stands in one cell; the missed are split by why, and the first of them is the example."""
    result = toll(FIVE, without, signs)
    assert {cell: count for cell, count in result.counts.items() if count} == counts
    (own,) = (each for each in result.missed if each.cause.id == "cauda_equina")
    assert own[1:] == (3, *missed)
    assert {each[1:3] + each[6:] for each in result.missed if each is not own} == {(0, 0, -1)}
    assert (result.in_vain, result.found, result.sent) == (in_vain, found, found + in_vain)
    assert {name: count for name, count in result.false_alarms.items() if count} == (
        {"high-temperature": 1} if signs == 1 else {}
    )


def test_the_rule_that_alarms_most_in_vain_stands_first() -> None:
    """Every rule of the same day or above is named, those that are left out are not."""
    alarms = toll(FIVE, ["chest-pain"]).false_alarms
    assert next(iter(alarms)) == "high-temperature"
    assert set(alarms) == {rule.id for rule in RULES.values() if rule.disposition >= HARM} - {"chest-pain"}


def test_one_of_five_is_shown_as_a_patient() -> None:
    """All that is not there was answered no, and the numbers are the lowest that fit."""
    patient = FIVE.patient(2)
    assert (patient.present, patient.age, patient.pain, patient.days) == ({"fever"}, 16, 0, 0)
    assert patient.all_asked
    assert FIVE.serious == 0b00111


def test_pain_is_spread_about_its_published_mean() -> None:
    """The shares that reach each number add up to the mean pain at the start, and few reach the highest."""
    start = COURSES["menezes-costa-2012-acute"].weeks[0][1]
    reached = [base(pain >= least) for least in range(1, 11)]
    assert sum(each.value for each in reached) == pytest.approx(start.value / 10)
    assert reached[-1].value == pytest.approx((start.value / 100) ** 10)
    assert {each.sources for each in reached} == {(start.source,)}


def test_a_binomial_tail_is_the_chance_of_so_many_or_more() -> None:
    """Of three throws of a quarter: none or more for sure, three of three a quarter of a quarter of a quarter."""
    assert [population._binomial_tail(3, 0.25, least) for least in range(5)] == [1.0, 0.578125, 0.15625, 0.015625, 0]


RUNGS = tuple(findings.days >= days for days in (14, 42, 90))


@pytest.mark.parametrize(("rung", "ratio"), [(None, 1.0), (0, 2.0), (1, 0.1), (2, 9.0)])
def test_a_rung_without_a_sign_keeps_its_distance_to_the_one_below(rung: int | None, ratio: float) -> None:
    """What a sign does to one threshold moves those above it alike, and none is likelier than one below it."""
    usual = [population.base(each).value for each in RUNGS]
    signs = () if rung is None else (Sign(RUNGS[rung], ratio, 1.0, ()),)
    found = population._ladder(SIMULATED["muscle_strain"]._replace(signs=signs), RUNGS)
    own = [share * (ratio if rung is not None and place >= rung else 1) for place, share in enumerate(usual)]
    assert list(found) == list(RUNGS)
    assert list(found.values()) == pytest.approx([max(own[place:]) for place in range(3)])


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_several_hold_for_whoever_has_as_many(count: int) -> None:
    """Counted one by one: as many of the rules or more; of none at all nobody has one."""
    clinic = draw(300, 5)
    rules = [rule for rule in RULES.values() if rule.disposition is Disposition.ROUTINE]
    hits = [population.holds(rule.when, clinic.columns, clinic.everyone) for rule in rules]
    enough = sum((sum(hit >> place & 1 for hit in hits) >= count) << place for place in range(clinic.size))
    assert population._several(rules, clinic, count) == enough
    assert population._several([], clinic, count) == 0
