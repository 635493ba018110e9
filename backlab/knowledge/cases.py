"""The example patients: the article's four readers, and one for each situation that it describes.

Every story is told afresh; ages, scores and days that the article does not give are chosen to fit it.
What each patient is advised is not written here: it comes from the rules.
"""

from collections.abc import Mapping
from typing import NamedTuple

from backlab.presentation import Presentation


class Case(NamedTuple):
    """An example patient: ``story`` in plain words, ``presentation`` as the module sees it.

    ``teaches`` is the question that the case is there to raise, ``source`` where the situation comes from.
    """

    id: str
    title: str
    story: str
    teaches: str
    presentation: Presentation
    source: str


_TABLE = (
    Case(
        "post-1",
        "A sore back and a wrapped ice pack",
        "A reader gets back spasms now and then. They are sore enough to spoil every thought, but walking about is still "
        "possible. Ice in a towel helps, and so do stronger ibuprofen tablets from the doctor, one every six hours for two days.",
        "When is a painful spasm still one for home?",
        Presentation(
            age=35, pain=6, days=1, onset="sudden_strain", mobility="still_moving", present=frozenset({"tender_swelling"})
        ).none_other(),
        "article-p1",
    ),
    Case(
        "post-2",
        "The baseball swing",
        "A fit reader swings a bat, twists too far and drops to the ground in pain. In hospital it turns out to be a pulled "
        "muscle; the advice there is about two weeks of rest and ice twice a day.",
        "What has to be seen the same day although it is only a muscle, and what comes afterwards?",
        Presentation(age=30, pain=10, days=0, onset="twisting", mobility="unable_to_move").none_other(),
        "article-p2",
    ),
    Case(
        "post-3",
        "The sister who never trained",
        "A woman who never did any exercise for her belly and back gets spasms again and again. This one is so strong that she "
        "leaves work and goes to the doctor. Later, simple exercises, begun slowly, keep the spasms away.",
        "What ends the series, when tablets only end the day?",
        Presentation(
            age=38,
            pain=8,
            days=2,
            onset="sitting",
            mobility="unable_to_move",
            present=frozenset({"weak_core", "repeated_episodes", "sits_long"}),
        ).none_other(),
        "article-p3",
    ),
    Case(
        "post-4",
        "Nothing set it off",
        "An active reader gets spasms low in the back without having lifted or twisted anything. Ibuprofen does not help, and "
        "then comes a sick feeling. The doctor finds a kidney infection.",
        "What tells a spasm from something that only feels like one?",
        Presentation(
            age=33,
            pain=6,
            days=3,
            onset="no_trigger",
            mobility="still_moving",
            present=frozenset({"no_relief", "nausea"}),
        ),
        "article-p4",
    ),
    Case(
        "lifting",
        "The heavy box",
        "Somebody lifts a heavy box with a bent back and feels a pull. The muscle is swollen and tender; walking works.",
        "What does a plain strain need?",
        Presentation(
            age=34, pain=5, days=1, onset="lifting", mobility="still_moving", present=frozenset({"tender_swelling"})
        ).none_other(),
        "article",
    ),
    Case(
        "golf-swing",
        "The golf swing",
        "A golfer swings suddenly after a long winter and pulls a muscle low in the back.",
        "Rest, or move?",
        Presentation(age=52, pain=4, days=0, onset="twisting", mobility="still_moving").none_other(),
        "article",
    ),
    Case(
        "long-sitting",
        "All day at the desk",
        "A pupil sits all day for weeks before the exams, until a small movement brings on a spasm.",
        "What makes the next one rarer?",
        Presentation(
            age=17, pain=3, days=5, onset="sitting", mobility="moving_freely", present=frozenset({"sits_long"})
        ).none_other(),
        "article",
    ),
    Case(
        "overuse",
        "The long weekend in the garden",
        "Two days of digging after years without any, and on Monday the back is tight.",
        "How much is too much, and what now?",
        Presentation(age=45, pain=4, days=2, onset="overuse", mobility="still_moving").none_other(),
        "article",
    ),
    Case(
        "severe",
        "A very strong spasm",
        "A spasm after a sudden movement, eight out of ten, three days old. Nothing else is wrong.",
        "Why should a severe spasm be seen, even when nothing points to danger?",
        Presentation(age=41, pain=8, days=3, onset="sudden_strain", mobility="still_moving").none_other(),
        "article",
    ),
    Case(
        "chronic",
        "Three months and no end",
        "What began as a strain has lasted three months; it heals slowly, and the belly and back muscles are untrained.",
        "What helps when the healing time is over?",
        Presentation(
            age=44, pain=5, days=90, onset="lifting", mobility="still_moving", present=frozenset({"not_healing", "weak_core"})
        ).none_other(),
        "article",
    ),
    Case(
        "herniated-disc",
        "Down the leg",
        "Strong pain shoots from the back down one leg, below the knee, for seven weeks now, with spasms of the back. Lifting "
        "the straight leg brings it on.",
        "Stronger tablets, an injection, an operation, or time?",
        Presentation(
            age=42,
            pain=7,
            days=49,
            onset="lifting",
            mobility="still_moving",
            present=frozenset({"leg_pain", "leg_raise", "not_healing"}),
        ).none_other(),
        "article",
    ),
    Case(
        "tumour",
        "Worse at night",
        "Pain for two months that nothing set off, worse at night, with weight lost for no reason, in somebody who had cancer "
        "years ago.",
        "How do the odds of a rare cause move with each finding?",
        Presentation(
            age=63,
            pain=6,
            days=60,
            onset="no_trigger",
            mobility="still_moving",
            present=frozenset({"cancer_history", "weight_loss", "worse_at_night", "not_healing"}),
        ).none_other(),
        "article",
    ),
    Case(
        "kidney-side",
        "Pain in the side, and shivering",
        "Pain in the back and the side, a high temperature and a sick feeling, since yesterday.",
        "Why does the place of the pain matter?",
        Presentation(
            age=27, pain=6, days=1, onset="no_trigger", mobility="still_moving", present=frozenset({"flank_pain", "fever", "nausea"})
        ),
        "article-p4",
    ),
    Case(
        "saddle",
        "Numb where one sits",
        "After days of back pain both legs tingle, and it feels numb between the legs.",
        "Which findings must never wait?",
        Presentation(
            age=39, pain=6, days=4, onset="lifting", mobility="still_moving", present=frozenset({"saddle_numbness", "both_legs"})
        ),
        "nhs-999",
    ),
)

CASES: Mapping[str, Case] = {case.id: case for case in _TABLE}
