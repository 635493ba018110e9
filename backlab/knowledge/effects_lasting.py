# One cell a line, so that a change shows as one line.
# fmt: off
"""What treatments do in lasting pain (twelve weeks or more), without pain down the leg: one row for each thing that was measured.

The first row of a slot is the one that is shown; those with a ``tag`` stand beside it, and name what conflicts.
"""

from backlab.knowledge.effect_kinds import (
    ABLE_AGAIN,
    ANY_OTHER,
    COURSE,
    DOING,
    DOING_POINTS,
    DUMMY,
    DUMMY_OR_USUAL,
    DUMMY_TABLETS,
    EFFORT,
    HARDLY_ANY,
    HARM,
    IN_WORDS,
    INTERFERENCE,
    LASTING,
    LATER,
    LOW,
    LOW_TO_MODERATE,
    MODERATE,
    NO_EXERCISE,
    NO_NSAID,
    NOBODY_KNOWS,
    NOT_GRADED,
    NOTHING,
    ONE_GROUP,
    OTHER_MEDICINES,
    PAIN,
    PAIN_FREE,
    PAIN_POINTS,
    PASSING_COMPLAINT,
    PRINTED,
    SCALED,
    SIDE,
    SPREAD_PAIN,
    START,
    STILL_ON,
    STOMACH_BLEEDING,
    THIRD_LESS,
    THIRTY_LESS,
    VERY_LOW,
    Cell,
    Working,
)

LASTING_EFFECTS: tuple[Cell, ...] = (
    # stay_active
    Cell(LASTING, "stay_active", LATER, THIRD_LESS, "6 weeks", COURSE, NOT_GRADED, "haake-2007-gerac-6wk", with_=56.1, of=100, people=387, note="They had medicines and physiotherapy as usual. By a stricter measure 27.4 at 6 months."),
    Cell(LASTING, "stay_active", LATER, PAIN_FREE, "1 year", COURSE, NOT_GRADED, "costa-2009-chronic", tag="year", with_=42, of=100, people=406, note="Only people whose pain had just passed three months. Older pain does worse."),
    Cell(LASTING, "stay_active", LATER, THIRTY_LESS, "26 weeks", COURSE, NOT_GRADED, "cherkin-2016-cbt-pain", tag="usual-care", with_=26, of=100, people=113, note="People who had had pain for 7 years on average."),
    Cell(LASTING, "stay_active", PAIN, PAIN_POINTS, "6 weeks", START, NOT_GRADED, "menezes-costa-2012-persistent", with_=33, without=51, low=29, high=38, people=11166, note="The interval is that of the 33; 26 at 26 weeks, 23 after a year."),
    Cell(LASTING, "stay_active", PAIN, PAIN_POINTS, "6 weeks", START, NOT_GRADED, "wallwork-2024-persistent", tag="2024", with_=48, without=56, low=32, high=64, people=9224, note="The newer review, and the likelier picture; 40 after a year."),
    Cell(LASTING, "stay_active", DOING, ABLE_AGAIN, "1 year", COURSE, NOT_GRADED, "costa-2009-chronic", with_=47, of=100, people=259),
    Cell(LASTING, "stay_active", EFFORT, IN_WORDS, "", COURSE, NOT_GRADED, "nhs-selfcare", note="Free."),
    # physical_therapy
    Cell(LASTING, "physical_therapy", PAIN, PAIN_POINTS, "about 3 months", DUMMY_OR_USUAL, MODERATE, "hayden-2021-sof", difference=-15, low=-18, high=-12, people=2746, note="Exercise of all kinds; everybody knew what they did. Against a dummy treatment it is less."),
    Cell(LASTING, "physical_therapy", PAIN, IN_WORDS, "", DUMMY, MODERATE, "cashin-2025-overview", tag="overview", note="It works, a little; how much was not in the text read."),
    Cell(LASTING, "physical_therapy", PAIN, SPREAD_PAIN, "some weeks", NOTHING, MODERATE, "hayden-who-2023-exercise", tag="who", difference=-0.33, low=-0.58, high=-0.08, note="Only the better trials."),
    Cell(LASTING, "physical_therapy", DOING, DOING_POINTS, "about 3 months", DUMMY_OR_USUAL, MODERATE, "hayden-2021-sof", difference=-7, low=-8, high=-5, people=2942, note="The review counts 10 points as worth having."),
    Cell(LASTING, "physical_therapy", SIDE, PASSING_COMPLAINT, "during the programme", NO_EXERCISE, NOT_GRADED, "niemeijer-2020-harms", difference=16.7, low=9.1, high=25, of=100, people=38517, how=Working(PRINTED, "100 / 6 (100 / 11, 100 / 4)"), note="Exercise for all kinds of illness: mostly soreness."),
    Cell(LASTING, "physical_therapy", HARM, IN_WORDS, "", NO_EXERCISE, NOT_GRADED, "niemeijer-2020-harms", people=38368, note="No more serious harm than without exercise; no number of people was printed."),
    Cell(LASTING, "physical_therapy", EFFORT, IN_WORDS, "", ONE_GROUP, NOT_GRADED, "effects-effort-estimate", note="Two or three times a week for 6 to 12 weeks, then on one's own; paid, or free at home (an estimate)."),
    # core_strengthening
    Cell(LASTING, "core_strengthening", PAIN, PAIN_POINTS, "some weeks", HARDLY_ANY, LOW_TO_MODERATE, "saragiotto-2016", difference=-10, low=-15.7, high=-4.4, note="No better than other exercise."),
    Cell(LASTING, "core_strengthening", PAIN, PAIN_POINTS, "some weeks", ANY_OTHER, NOT_GRADED, "smith-2014-stabilisation", tag="2014", difference=-7.9, note="Gone in the long run."),
    Cell(LASTING, "core_strengthening", EFFORT, IN_WORDS, "", ONE_GROUP, NOT_GRADED, "effects-effort-estimate", note="As other exercise: going on with it matters more than the kind; free, or paid (an estimate)."),
    # otc_ibuprofen
    Cell(LASTING, "otc_ibuprofen", PAIN, PAIN_POINTS, "about 8 weeks", DUMMY_TABLETS, LOW, "enthoven-2016-nsaid", difference=-3.3, low=-5.33, high=-1.27, people=1354, note="Medicines of its kind, mostly at doses on prescription: a third of what counts."),
    Cell(LASTING, "otc_ibuprofen", SIDE, IN_WORDS, "up to 16 weeks", DUMMY_TABLETS, NOT_GRADED, "enthoven-2016-nsaid", people=1354, note="About alike; the trials were too short for rare harm."),
    Cell(LASTING, "otc_ibuprofen", HARM, STOMACH_BLEEDING, "1 year of use", NO_NSAID, NOT_GRADED, "hallas-1995-ugib", with_=25.3, without=4.6, difference=20.7, low=13.2, high=31.9, of=10000, people=207000, note="Prescribed doses, people of all ages."),
    Cell(LASTING, "otc_ibuprofen", EFFORT, IN_WORDS, "", ONE_GROUP, NOT_GRADED, "effects-effort-estimate", note="Tablets every day for weeks; the price of packets (an estimate)."),
    # paracetamol
    Cell(LASTING, "paracetamol", PAIN, PAIN_POINTS, "", DUMMY_TABLETS, NOBODY_KNOWS, "saragiotto-2016-paracetamol", note="The only study was withdrawn by its journal."),
    Cell(LASTING, "paracetamol", EFFORT, IN_WORDS, "", ONE_GROUP, NOT_GRADED, "effects-effort-estimate", note="Tablets every day; the price of packets (an estimate)."),
    # muscle_relaxant
    Cell(LASTING, "muscle_relaxant", PAIN, PAIN_POINTS, "3 to 13 weeks", DUMMY, VERY_LOW, "cashin-2021-table2", difference=-5.4, low=-13.7, high=2.9, people=80, note="One trial."),
    Cell(LASTING, "muscle_relaxant", PAIN, PAIN_POINTS, "3 to 13 weeks", DUMMY, MODERATE, "cashin-2021-table2", tag="misc", difference=-19.9, low=-31.5, high=-8.3, people=52, note="One trial of other relaxants."),
    Cell(LASTING, "muscle_relaxant", EFFORT, IN_WORDS, "", ONE_GROUP, NOT_GRADED, "effects-effort-estimate", note="A prescription, no driving; the price of a packet or more (an estimate)."),
    # opioid
    Cell(LASTING, "opioid", PAIN, PAIN_POINTS, "1 year", OTHER_MEDICINES, NOT_GRADED, "krebs-2018-space", with_=40, without=35, difference=5, people=240, how=Working(SCALED, ""), note="More pain with opioids. Backs and joints together."),
    Cell(LASTING, "opioid", DOING, INTERFERENCE, "1 year", OTHER_MEDICINES, NOT_GRADED, "krebs-2018-space", with_=34, without=33, difference=1, people=240, how=Working(SCALED, "")),
    Cell(LASTING, "opioid", SIDE, IN_WORDS, "1 year", OTHER_MEDICINES, NOT_GRADED, "krebs-2018-space", people=240, note="More with opioids; how many was not in the text read."),
    Cell(LASTING, "opioid", HARM, STILL_ON, "1 year", ONE_GROUP, NOT_GRADED, "shah-2017-longterm", with_=6, of=100, people=1294247, note="Who was given them for one day; 20 for ten days. All kinds of pain."),
    Cell(LASTING, "opioid", EFFORT, IN_WORDS, "", ONE_GROUP, NOT_GRADED, "effects-effort-estimate", note="Prescriptions and checks for months, no driving at first (an estimate)."),
    # ice
    Cell(LASTING, "ice", PAIN, PAIN_POINTS, "", NOTHING, NOBODY_KNOWS, "french-2006-cold"),
    Cell(LASTING, "ice", EFFORT, IN_WORDS, "", ONE_GROUP, NOT_GRADED, "effects-effort-estimate", note="A wrapped pack; free or the price of a packet (an estimate)."),
    # injection
    Cell(LASTING, "injection", PAIN, IN_WORDS, "", ONE_GROUP, NOT_GRADED, "nice-ng59-invasive", note="Not advised without pain down the leg."),
    # heat
    Cell(LASTING, "heat", EFFORT, IN_WORDS, "", ONE_GROUP, NOT_GRADED, "effects-effort-estimate", note="A wrap or a bottle; free or the price of a packet (an estimate)."),
)
