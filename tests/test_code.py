"""Code in an answer: it is worked out without being run, and whatever is wrong with it gets one sentence."""

from __future__ import annotations

import random
import sys

import pytest

from backlab.course import ask
from backlab.course.ask import condition_code, condition_names, patient_question, rule_question
from backlab.course.code import LONGEST, MOST_CALLS, MOST_CLAUSES, MOST_DEPTH, evaluated
from backlab.course.exercise import Exercise, judge
from backlab.knowledge.cases import CASES
from backlab.knowledge.findings import FINDINGS
from backlab.knowledge.rules import RULES
from backlab.language import speaking
from backlab.model import Disposition, Rule
from backlab.presentation import Presentation
from backlab.reasoning.explain import reasons

PASSING = "advise(Presentation(age=40, pain=3, present={'fever'}))"
PATIENT = patient_question("test.1", "A patient.", Disposition.URGENT, PASSING, tests=("fever",))
RULE = rule_question("test.2", "A rule.", "cauda-equina")
SOME = list(FINDINGS)
PAIRS = " & ".join(f"({a} | {b})" for a, b in zip(SOME[:24:2], SOME[1:24:2], strict=True))


def refusal(exercise: Exercise, text: str, language: str) -> str:
    """The sentence itself, in a language."""
    with speaking(language), pytest.raises(ValueError) as refused:  # noqa: PT011  its words are what is tested
        judge(exercise, text)
    return str(refused.value)


def sentence(exercise: Exercise, text: str) -> str:
    """What is said of code that cannot be an answer: short, without Python's own words, and in Spanish as well."""
    said, in_spanish = (refusal(exercise, text, language) for language in ("en", "es"))
    assert said != in_spanish
    assert 10 < len(said) < 250, said
    assert not any(word in said for word in ("\n", "Traceback", " at 0x", "<class", "<function", "Error")), said
    return said


# "Three of nine" is told by its count, and no exercise asks to write it out.
COUNTED = ("inflammatory-back-pain",)


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_every_rule_can_be_written(rule: Rule) -> None:
    """Each rule of the course, written as a student would, is read as the same condition, unless it counts signs."""
    assert (len(rule.when.clauses) > MOST_CLAUSES) is (rule.id in COUNTED)
    if rule.id not in COUNTED:
        found = evaluated(condition_code(rule.when), condition_names())
        assert set(found.clauses) == set(rule.when.clauses)


def test_a_question_for_code_is_made_of_what_is_said() -> None:
    """Its field is empty unless something is to stand there, and what it is for, and what passes, are its own."""
    for exercise, id, prompt in ((PATIENT, "test.1", "A patient."), (RULE, "test.2", "A rule.")):
        assert (exercise.id, exercise.prompt, exercise.start) == (id, prompt, "")
        assert judge(exercise, exercise.right()).right
    begun = patient_question("test.3", "A patient.", Disposition.URGENT, PASSING, start="advise(")
    assert (begun.right(), begun.start) == (PASSING, "advise(")
    assert rule_question("test.4", "A rule.", "cauda-equina", start="both_legs").start == "both_legs"
    # Nothing but the level was asked for.
    assert judge(begun, "Presentation(age=40, pain=3, present={'cancer_history'})").right


def test_a_patient_is_told_what_was_asked_for_and_what_came_out() -> None:
    """Each finding that must be there is named, and the level that came out stands beside the one that was wanted."""
    assert [(point.mark, point.text) for point in judge(PATIENT, "Presentation(age=40, pain=3)").blocks] == [
        ("Failed", "You said that this is there: A high temperature, or feeling hot and shivery."),
        ("Failed", "The level is Self-care; Urgent was asked for."),
    ]
    passed = judge(PATIENT, PASSING)
    assert [point.mark for point in passed.blocks[:2]] == ["Passed", "Passed"]
    assert [point.text for point in passed.blocks[2:]] == [
        f"{each.rule.because} [{', '.join(str(place) for place in range(1, 1 + len(each.rule.sources)))}]"
        for each in reasons(evaluated(PASSING, {"advise": lambda who: who, "Presentation": Presentation}))
    ]


@pytest.mark.parametrize(
    "text",
    [
        PASSING,
        PASSING[7:-1],
        "Presentation(pain=3, age=40, present='fever')",
        "Presentation(age=40, pain=3, present=['fever',])",
    ],
)
def test_ways_to_describe_the_same_patient(text: str) -> None:
    """With or without advice, with or without the names of parts: the same patient passes."""
    assert judge(PATIENT, text).right


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fever.__class__", "Only names"),
        ("().__class__.__bases__[0].__subclasses__()", "Only names"),
        ("__import__('os').system('true')", "Only names"),
        ("__import__('os')", "There is no '__import__' here"),
        ("import os", "cannot be read"),
        ("open('/etc/passwd')", "There is no 'open' here"),
        ("lambda: fever", "Only names"),
        ("(lambda: fever)()", "Only names"),
        ("[each for each in (1, 2)]", "Only names"),
        ("{each: 1 for each in 'ab'}", "Only names"),
        ("(x := fever)", "Only names"),
        ("f'{fever}'", "Only names"),
        ("fever if pain else nausea", "Only names"),
        ("fever['x']", "Only names"),
        ("(yield fever)", "Only names"),
        ("{'a': 1}", "Only names"),
        ("9**9**9", "Only names"),
        ("'a' * 10**9", "Only names"),
        ("...", "Only names"),
        ("b'fever'", "Only names"),
        ("1j", "Only names"),
        ("fever and nausea", "& and |"),
        ("not fever", "There is no not here"),
        ("~fever", "There is no not here"),
        ("fever & pain >= 7", "brackets around each comparison"),
        ("pain <= 7", ">= or >"),
        ("3 <= pain <= 7", ">= or >"),
        ("pain >= 'a lot'", ">= or >"),
        ("pain >= True", ">= or >"),
        ("fever >= 7", ">= or >"),
        ("pain >= 11", "pain runs from 0 to 10"),
        ("pain >= " + "9" * 1_500, "larger than any"),
        ("1e999", "larger than any"),
        ("fever()", "without brackets"),
        ("fevr | nausea", "Did you mean 'fever'?"),
        ("x" * 1_900, "There is no"),
        ("fever & (nausea", "Line 1 cannot be read"),
        ("fever = nausea", "cannot be read"),
        ("fever\nnausea", "cannot be read"),
        ("fever & \x00", "cannot be read"),
        ("'\ud800'", "cannot be read"),
        ("fever", ""),
        ("'fever'", "Write a condition"),
        ("{'fever'}", "Write a condition"),
        (r"'\d'", "Write a condition"),
        ("{fever}", "quotation marks inside { }"),
        ("-fever", "Only names"),
        (PAIRS, "more than is needed"),
        (" | ".join(SOME[:30] * 3), "more than is needed"),
        ("(" * 150 + "fever" + ")" * 150, ""),
        ("(" * 500 + "fever" + ")" * 500, "cannot be read"),
        ("[" * 70 + "]" * 70, "Write a condition"),
        ("[" * 140 + "]" * 140, "more than is needed"),
        ("-" * 70 + "1", "Only names"),
        ("pain >= " * 30 + "1", ">= or >"),
        ("-" * 400 + "1", "more than is needed"),
        ("fever&" * 300 + "fever", "more than is needed"),
        ("1," * 900, "more than is needed"),
    ],
)
def test_a_condition_that_is_none_gets_one_sentence(text: str, said: str) -> None:
    """Whatever is no condition is refused with what to do instead; one that is merely wrong is judged."""
    if said:
        assert said in sentence(RULE, text)
    else:
        assert judge(RULE, text).right is False


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Presentation()", "age is missing"),
        ("advise()", "needs 'presentation' as well"),
        ("advise(Presentation(age=40, pain=3), lense='today')", "'advise' has no part 'lense'. Did you mean 'lens'?"),
        ("Presentation(agee=40, pain=3)", "did you mean 'age'?"),
        ("Presentation(age=40, pain=3, colour=1)", "no field 'colour'"),
        ("Presentation(age=40, age=41, pain=3)", "'age' is given twice"),
        ("advise(Presentation(age=40, pain=3), presentation=5)", "'presentation' is given twice"),
        ("advise(1, 2, 3)", "has fewer parts"),
        ("Presentation(40, 3)", "by its name"),
        ("Presentation(*[40, 3])", "without stars"),
        ("Presentation(**{})", "without stars"),
        ("Presentation", "Write brackets after 'Presentation'"),
        ("advise(Presentation)", "Write brackets after 'Presentation'"),
        ("Presentation(age=40, pain=3, present=advise)", "Write brackets after 'advise'"),
        ("Presentation(age=40, pain=3, present={fever})", "quotation marks"),
        ("Presentation(age=40, pain=3, present={'fevr'})", "did you mean 'fever'?"),
        ("Presentation(age=40, pain=3, onset='liftin')", "'liftin'"),
        ("Presentation(age=400, pain=3)", "age runs from"),
        ("Presentation(age='old', pain=3)", "age is a whole number"),
        ("Presentation(age=True, pain=3)", "age is a whole number"),
        ("Presentation(age=40, pain=-1)", "pain runs from"),
        (f"Presentation(age=40, pain={'9' * 1_900})", "larger than any"),
        (f"Presentation(age=40, pain=3, present={{'{'x' * 1_900}'}})", "no finding"),
        ("Presentation(age=40 pain=3)", "cannot be read"),
        ("Presentatoin(age=40, pain=3)", "Did you mean 'Presentation'?"),
        ("advise(5)", "advise needs a Presentation"),
        ("advise(Presentation(age=40, pain=3), lens='tomorrow')", "no lens"),
        ("advise(Presentation(age=40, pain=3), lens=[1])", "no lens"),
        ("Presentation(age=40, pain=3) & Presentation(age=40, pain=3)", "brackets around each comparison"),
        ("5", "Describe a patient"),
        ("None", "Describe a patient"),
    ],
)
def test_a_patient_that_is_none_gets_one_sentence(text: str, said: str) -> None:
    """Whatever is no patient is refused with the part that is missing, misspelt, or not possible."""
    assert said in sentence(PATIENT, text)


@pytest.mark.parametrize("length", [LONGEST + 1, 10**6])
@pytest.mark.parametrize("text", ["a", "1,", "-", "(", "'", "fever|"])
def test_code_that_is_very_long_is_not_even_read(text: str, length: int) -> None:
    """More code than any answer needs is refused, so that no page can be kept busy with it."""
    with pytest.raises(ValueError, match="more than is needed"):
        evaluated((text * length)[:length], condition_names())
    assert "too long" in sentence(RULE, (text * length)[:length])


def test_what_is_refused_says_what_to_do() -> None:
    """Whole sentences: how long an answer may be, what is missing, and what one line of code is."""
    assert sentence(RULE, "a" * (LONGEST + 1)) == f"The answer is too long: {LONGEST} characters are enough."
    assert sentence(RULE, "'\ud800'") == "This cannot be read: write one line of code, as in the example."
    assert sentence(PATIENT, "advise()") == "'advise' needs 'presentation' as well, as in the example."


def test_of_a_long_name_the_first_eighty_letters_are_compared() -> None:
    """What is meant is sought quickly, however much was typed: 80 letters are near enough to it, 81 would not be."""
    meant, typed = "a" * 48 + "c" * 32, "a" * 48 + "b" * 33
    with pytest.raises(ValueError, match=r"Did you mean 'a{48}c{32}'"):
        evaluated(typed, {meant: FINDINGS["fever"]})


def test_alternatives_that_multiply_are_refused() -> None:
    """Twelve pairs would be four thousand alternatives: it is refused before they are made, one sign at a time."""
    assert "more than is needed" in sentence(RULE, PAIRS)
    assert judge(RULE, " & ".join(PAIRS.split(" & ")[:5])).right is False


def test_an_answer_needs_little_of_the_stack() -> None:
    """The deepest answers that are taken can be judged where half of the stack is used already, as in a notebook."""
    patients = "advise(" * (MOST_CALLS - 1) + "Presentation(age=40, pain=3, present='fever')" + ")" * (MOST_CALLS - 1)
    deepest = "[" * (MOST_DEPTH - 2) + "]" * (MOST_DEPTH - 2)

    def below(depth: int) -> bool | None:
        if depth:
            return below(depth - 1)
        assert said_of(RULE, deepest).startswith("Write a condition")
        assert judge(RULE, "|".join(SOME[:MOST_CLAUSES])).right is False
        return judge(PATIENT, patients).right

    assert below(sys.getrecursionlimit() // 2) is True


@pytest.mark.parametrize(
    "text",
    [
        "advise(" * 95 + "Presentation(age=40, pain=3)" + ")" * 95,
        "[" + "advise(Presentation(age=40, pain=3))," * 50 + "]",
        "advise(Presentation(age=40, pain=3, present=[" + "advise(Presentation(age=40, pain=3))," * 40 + "]))",
    ],
    ids=["in one another", "in a row", "as a part"],
)
def test_work_that_would_take_seconds_is_refused_before_it_begins(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No advice is worked out where more are asked for than any answer needs, in whatever way they stand together."""
    worked_out: list[object] = []
    monkeypatch.setattr("backlab.course.ask.advise", lambda *given: worked_out.append(given))
    assert "more than is needed" in sentence(PATIENT, text)
    assert worked_out == []


def alternatives(names: list[str]) -> str:
    """These names as alternatives in brackets."""
    return f"({' | '.join(names)})"


@pytest.mark.parametrize(
    "text",
    [
        " | ".join(SOME[:MOST_CLAUSES]),
        alternatives(SOME[:7]) + " & " + alternatives(SOME[7:14]) + " | " + " | ".join(SOME[14:24]),
        " & ".join([alternatives(SOME[:7])] * 5),
        " | ".join(f"({a} & {b})" for a, b in zip(SOME[:60:2], SOME[1:60:2], strict=True)),
        " | ".join(f"(age >= {number})" for number in range(18, 55)),
        " & ".join(f"(age >= {number})" for number in range(18, 55)),
    ],
    ids=["alternatives", "products", "the same again", "pairs", "thresholds", "higher and higher"],
)
def test_the_most_work_that_is_taken_is_little(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The largest conditions hold at most so many clauses, and each patient is tried on them twice and no more."""
    assert len(evaluated(text, condition_names()).clauses) <= MOST_CLAUSES
    tried: list[object] = []
    fires = ask._fires
    monkeypatch.setattr(ask, "_fires", lambda rule, patient: (tried.append(patient), fires(rule, patient))[1])
    assert judge(RULE, text).right is False
    assert len(tried) <= 2 * len(CASES)


@pytest.mark.parametrize("text", ["note.__call__(1)", "note.append(1)", "print(1)", "[note][0](1)", "note(1)(2)"])
def test_nothing_else_can_be_called(text: str) -> None:
    """Only a name that is offered is called, and never what it holds or returns."""
    called: list[object] = []
    with pytest.raises(ValueError, match=r"Only names|There is no"):
        evaluated(text, {"note": lambda value: called.append(value)})
    assert called == []


# Pieces of which anything but a plain answer comes about by chance.
PIECES = """fever|nausea|pain|age|days|&|(|)|[|]|{|}|,|>=|>|<|==|7|0|-1|1.5|9**9|'fever'|advise|Presentation(|advise(
age=|pain=|present=|lens=|days=|onset=|'lifting'|None|True|...|1j|b'x'|lambda:|not|and|or|if|else|*|**|:|:=|f'{pain}'|.|@|for
in|~|-|'|"|\\|#|await|yield|1e999|0xff|fever &|Presentation(age=40,pain=3,|é|\\d'|1if"""


@pytest.mark.parametrize("seed", range(4))
def test_random_code_is_judged_or_refused(seed: int) -> None:
    """Hundreds of lines that look like code are each judged, or refused in a line: nothing else ever happens."""
    chance = random.Random(seed)
    pieces = [*PIECES.replace("\n", "|").split("|"), "|", "\n", "\x00"]
    for _ in range(500):
        text = "".join(chance.choice(pieces) + chance.choice(("", " ")) for _ in range(chance.randrange(1, 20)))
        for exercise in (PATIENT, RULE):
            assert said_of(exercise, text).count("\n") == 0, text


def said_of(exercise: Exercise, text: str) -> str:
    """What is said of an answer, judged or refused."""
    try:
        return judge(exercise, text).verdict
    except ValueError as error:
        return str(error)
