# One cell a line, so that a change shows as one line.
# fmt: off
"""What treatments do in keeping the next episode away: one row for each thing that was measured.

The first row of a slot is the one that is shown; those with a ``tag`` stand beside it, and name what conflicts.
"""

from backlab.knowledge.effect_kinds import (
    AGAIN,
    ANY_COMPLAINT,
    COURSE,
    DAYS_TO_NEXT,
    EFFORT,
    IN_WORDS,
    LIMITING_EPISODE,
    LOW,
    MODERATE,
    NEW_EPISODE,
    NO_PROGRAMME,
    NOBODY_KNOWS,
    NOT_GRADED,
    ONE_GROUP,
    OTHER_EXERCISE,
    PEOPLE_BETTER,
    PREVENTION,
    RATIO,
    SIDE,
    VERY_LOW_TO_LOW,
    WORK,
    Cell,
    Working,
)

PREVENTION_EFFECTS: tuple[Cell, ...] = (
    # stay_active
    Cell(PREVENTION, "stay_active", AGAIN, NEW_EPISODE, "1 year after recovery", COURSE, NOT_GRADED, "dasilva-2019-recurrence", with_=69, low=62, high=74, of=100, people=250, note="The interval is that of the 69."),
    Cell(PREVENTION, "stay_active", AGAIN, LIMITING_EPISODE, "1 year after recovery", COURSE, NOT_GRADED, "dasilva-2019-recurrence", tag="limiting", with_=40, low=33, high=46, of=100, people=250, note="The interval is that of the 40."),
    Cell(PREVENTION, "stay_active", AGAIN, DAYS_TO_NEXT, "", COURSE, NOT_GRADED, "pocovi-2024-walkback", tag="days", with_=112, low=89, high=140, people=350, note="Half had one within 112 days: many more than 40 of 100 in a year."),
    Cell(PREVENTION, "stay_active", EFFORT, IN_WORDS, "", COURSE, NOT_GRADED, "effects-effort-estimate", note="Nothing to do."),
    # light_exercise
    Cell(PREVENTION, "light_exercise", WORK, IN_WORDS, "", NO_PROGRAMME, LOW, "steffens-2016-exed", note="Days off sick: nothing sure."),
    Cell(PREVENTION, "light_exercise", SIDE, ANY_COMPLAINT, "1 year", NO_PROGRAMME, NOT_GRADED, "pocovi-2024-walkback", with_=52, without=54, difference=-2, of=100, people=701),
    Cell(PREVENTION, "light_exercise", AGAIN, DAYS_TO_NEXT, "within 1 to 3 years", NO_PROGRAMME, NOT_GRADED, "pocovi-2024-walkback", with_=208, without=112, difference=96, people=701, note="Walking, with six talks."),
    Cell(PREVENTION, "light_exercise", AGAIN, LIMITING_EPISODE, "112 days", NO_PROGRAMME, NOT_GRADED, "pocovi-2024-walkback", tag="day112", with_=39, without=50, difference=-11, low=-16, high=-5, of=100, people=701, how=Working(RATIO, "100 × (1 − 0.50^0.72) = 39 (0.50^0.60: 34; 0.50^0.85: 45)"), note="Walking, with six talks."),
    Cell(PREVENTION, "light_exercise", AGAIN, NEW_EPISODE, "up to 1 year", NO_PROGRAMME, MODERATE, "steffens-2016-exed", tag="exercise-education", with_=38, without=69, difference=-31, low=-41, high=-18, of=100, how=Working(RATIO, "69 × 0.55 = 38 (69 × 0.41 = 28; 69 × 0.74 = 51)"), note="Exercise with education. It shows the size and foretells nothing: the number without is from other people."),
    Cell(PREVENTION, "light_exercise", AGAIN, NEW_EPISODE, "up to 1 year", NO_PROGRAMME, NOT_GRADED, "shiri-2018-figures", tag="shiri-education", with_=50, without=69, difference=-19, low=-28, high=-6, of=100, people=1381, how=Working(RATIO, "69 × 0.73 = 50 (69 × 0.59 = 41; 69 × 0.91 = 63)"), note="Exercise with education, the later review."),
    Cell(PREVENTION, "light_exercise", AGAIN, NEW_EPISODE, "up to 1 year", NO_PROGRAMME, NOT_GRADED, "shiri-2018-figures", tag="shiri-alone", with_=46, without=69, difference=-23, low=-32, high=-10, of=100, people=1634, how=Working(RATIO, "69 × 0.67 = 46 (69 × 0.53 = 37; 69 × 0.85 = 59)"), note="Exercise alone, two or three times a week."),
    Cell(PREVENTION, "light_exercise", AGAIN, NEW_EPISODE, "up to 1 year", NO_PROGRAMME, VERY_LOW_TO_LOW, "steffens-2016-ex", tag="alone", with_=45, without=69, difference=-24, low=-34, high=-10, of=100, how=Working(RATIO, "69 × 0.65 = 45 (69 × 0.50 = 35; 69 × 0.86 = 59)"), note="Exercise alone; gone after a year unless one goes on."),
    Cell(PREVENTION, "light_exercise", AGAIN, IN_WORDS, "1 year", NO_PROGRAMME, MODERATE, "choi-2010-prevention", tag="choi", people=407, note="Half as many episodes; of how many people is not known."),
    Cell(PREVENTION, "light_exercise", EFFORT, IN_WORDS, "", ONE_GROUP, NOT_GRADED, "walkback-2024-effort", note="Six visits in six months, and walking several times a week; it must be kept up. Free, or paid (an estimate)."),
    # core_strengthening
    Cell(PREVENTION, "core_strengthening", AGAIN, PEOPLE_BETTER, "", OTHER_EXERCISE, NOBODY_KNOWS, "effects-no-figure", note="No trial was read that compares it with other exercise."),
    Cell(PREVENTION, "core_strengthening", EFFORT, IN_WORDS, "", ONE_GROUP, NOT_GRADED, "effects-effort-estimate", note="Twice or three times a week, kept up; free, or paid (an estimate)."),
)
