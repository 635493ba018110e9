"""The clinic: eighteen more example patients in mixed order, whom a student questions and judges before the rules speak.

Every situation is made up to teach; nobody in it is real. Somebody says why they have come (``opening``), and answers
each of ``QUESTIONS`` that is asked; whoever has nothing to say to one answers as ``Ask.nothing`` has it. What each
patient needs is not written here: it comes from the rules.
"""

from collections.abc import Mapping
from typing import NamedTuple

from backlab.knowledge.findings import (
    BLADDER,
    BONE,
    CHEST,
    COURSE,
    FINDINGS,
    GENERAL,
    KIDNEY,
    LEGS,
    MEDICINE,
    MOBILITY,
    ONSET,
    PREGNANCY,
    RISK,
    SEX,
    ankylosed_spine,
    osteoporosis,
)
from backlab.model import Atom, Threshold
from backlab.pictures.back import Look
from backlab.presentation import Presentation


class Ask(NamedTuple):
    """A question that everybody can be asked: its words, and the answer of whoever has nothing to say to it.

    ``topics`` are those of the findings that it brings to light. Without an answer in ``nothing`` each patient has one
    of their own. Where there can be no pregnancy, ``other_words`` ask and
    ``other_nothing`` answers.
    """

    id: str
    words: str
    nothing: str
    topics: tuple[str, ...]
    other_words: str = ""
    other_nothing: str = ""


_ASKS = (
    Ask("legs", "How are your legs?", "They are well. No pain in them, nothing numb, nothing weak.", (LEGS,)),
    Ask("bladder", "Bladder, and between the legs?", "Pee and poo come and stay as always. Between the legs I feel everything.", (BLADDER,)),
    Ask("belly", "Faint? Belly, chest, pee?", "I do not feel faint. No pain in belly, side or chest. The pee does not burn, and there is no blood in it.", (KIDNEY, CHEST)),
    Ask("fever", "Fever, nights, weight?", "No fever. My nights are quiet, and my weight is the same.", (GENERAL,)),
    Ask("onset", "What set it off?", "", (ONSET, BONE)),
    Ask("pain", "How bad? Can you move?", "", (MOBILITY,)),
    Ask("course", "How has it gone on?", "", (COURSE,)),
    Ask("before", "Illnesses, medicines, baby?", "No illness, no medicines, no baby on the way.", (RISK, MEDICINE, PREGNANCY, SEX), "Illnesses, medicines?", "No illness, no medicines."),
)
QUESTIONS: Mapping[str, Ask] = {each.id: each for each in _ASKS}
FREE = ("legs", "bladder", "belly", "fever")
"""The questions that cost no minute and come first: without them nobody is sent home or put off."""
_LAST_AGE = 55  # years up to which a woman is asked about a pregnancy
_BY_TOPIC = {topic: each.id for each in _ASKS for topic in each.topics}
_BY_QUANTITY = {"pain": "pain", "days": "course", "weeks": "before"}
_ELSEWHERE = {osteoporosis.id: "before", ankylosed_spine.id: "before"}


class Patient(NamedTuple):
    """An example patient: what is said unasked, what to which question, and the ``presentation`` as the module sees it.

    ``teaches`` is the question that the patient is there to raise, ``source`` where the situation comes from. ``look``
    and the places that ``hurt`` are for the drawing.
    """

    id: str
    title: str
    opening: str
    answers: Mapping[str, str]
    teaches: str
    presentation: Presentation
    look: Look
    hurt: tuple[str, ...]
    source: str

    @property
    def may_carry(self) -> bool:
        """Whether a pregnancy is to be asked about."""
        return self.look.sex == "female" and self.presentation.age <= _LAST_AGE

    def asked(self, question: str) -> str:
        """The words of a question, by its id, as one puts it to this patient."""
        ask = QUESTIONS[question]
        return ask.words if self.may_carry else ask.other_words or ask.words

    def says(self, question: str) -> str:
        """The answer to a question, by its id."""
        ask = QUESTIONS[question]
        nothing = ask.nothing if self.may_carry else ask.other_nothing or ask.nothing
        return self.answers.get(question) or nothing


def question_of(atom: Atom) -> str | None:
    """The id of the question that brings a finding or a number to light; None for the age, which is seen."""
    if isinstance(atom, Threshold):
        return _BY_QUANTITY.get(atom.quantity.id)
    return _ELSEWHERE.get(atom.id) or _BY_TOPIC[FINDINGS[atom.id].topic]


_TABLE = (
    Patient(
        "ceiling",
        "Painting the ceiling",
        "I painted ceilings for two whole days, after years of hardly lifting an arm above my head. Now my low back is tight.",
        {
            "onset": "The ceilings, I think: looking up for two days. No fall.",
            "pain": "Five out of ten. Every step hurts, but walking works.",
            "course": "It began four days ago, and it is still tight.",
            "before": "I smoke. I have no illness, and take no medicines.",
        },
        "Which risks count here, and which only sound as if they did?",
        Presentation(
            age=58, pain=5, days=4, onset="overuse", mobility="still_moving", present=frozenset({"ever_smoked"})
        ).none_other(),
        Look("male", 2),
        ("lower-back-left", "lower-back-right"),
        "steffens-2015-triggers",
    ),
    Patient(
        "sofa",
        "The sofa on the stairs",
        "I carried a sofa upstairs. Since then my back hurts, and the pain shoots down one leg.",
        {
            "onset": "The sofa. I carried the lower end. No fall.",
            "pain": "Six out of ten. Moving about is possible.",
            "course": "Six days now, some better than others.",
            "legs": "The pain shoots down one leg to below the knee. Both are strong, and nothing is numb.",
            "bladder": "That is embarrassing. It takes a long time in the toilet until any pee comes. Nothing leaks, and between the legs I feel everything.",
        },
        "What is worth asking although it is embarrassing?",
        Presentation(
            age=36,
            pain=6,
            days=6,
            onset="lifting",
            mobility="still_moving",
            present=frozenset({"leg_pain", "difficulty_peeing"}),
        ).none_other(),
        Look("female", 4),
        ("lower-back-right", "leg-right"),
        "nhs-999",
    ),
    Patient(
        "morning",
        "The hour after waking",
        "My low back has ached for five months. It is dull, but it does not go.",
        {
            "onset": "Nothing set it off. It crept in.",
            "pain": "Four out of ten. Later in the day I move almost as usual.",
            "course": "It is not healing. Every morning my back is stiff for a good hour. The buttock hurts too, now on the left, now on the right. A rest eases it.",
            "fever": "No fever. I sleep well to the end of the night, and my weight is the same.",
        },
        "What do a person's age and the time of day tell?",
        Presentation(
            age=27,
            pain=4,
            days=150,
            onset="no_trigger",
            mobility="moving_freely",
            present=frozenset({"morning_stiffness", "alternating_buttock", "not_healing"}),
        ).none_other(),
        Look("male", 5),
        ("lower-back-middle", "buttock-left", "buttock-right"),
        "rudwaleit-2006-ibp",
    ),
    Patient(
        "pregnancy",
        "The fifth month",
        "For two days my back has hurt, most of all high up, on one side.",
        {
            "onset": "Nothing set it off.",
            "pain": "Five out of ten. I can still move.",
            "course": "Two days now, always in the same place.",
            "fever": "No high temperature. I sleep, and my weight is as it should be.",
            "belly": "It is in one side, under the ribs. I feel sick, and I have to pee much more often. It does not burn, there is no blood, and no waves. Belly and chest do not hurt.",
            "bladder": "I start and hold it as always; only the pee comes more often. Between the legs I feel everything.",
            "before": "I am pregnant, in the fifth month. The baby moves, and there is no bleeding. No illness, no medicines.",
        },
        "What may be missing at the start and still be on its way?",
        Presentation(
            age=29,
            pain=5,
            days=2,
            onset="no_trigger",
            mobility="still_moving",
            present=frozenset({"flank_pain", "nausea", "frequent_urination", "pregnant"}),
        ).none_other(),
        Look("female", 3),
        ("side-right",),
        "pyelo-afp-2011",
    ),
    Patient(
        "serve",
        "The tennis serve",
        "I twisted hard in a tennis serve and felt a pull low in the back.",
        {
            "onset": "The serve: I felt the pull at once. No fall.",
            "pain": "Three out of ten. I move almost as usual.",
            "course": "It was two days ago. The muscle beside the spine is swollen and tender.",
        },
        "Does this back need an appointment at all?",
        Presentation(
            age=24,
            pain=3,
            days=2,
            onset="twisting",
            mobility="moving_freely",
            present=frozenset({"tender_swelling"}),
        ).none_other(),
        Look("female", 1),
        ("lower-back-left",),
        "article",
    ),
    Patient(
        "bathroom",
        "A slip in the bathroom",
        "I slipped in the bathroom and sat down hard. Since then my low back hurts.",
        {
            "onset": "A small fall, with a sudden jolt. Hardly a bruise, and none over the spine.",
            "pain": "Five out of ten. My walking is slow, but it works.",
            "course": "Three days now.",
            "before": "For my lungs I have taken steroid tablets for two years. Nobody has ever spoken of brittle bones.",
        },
        "When is a small fall not a small thing?",
        Presentation(
            age=76,
            pain=5,
            days=3,
            onset="sudden_strain",
            mobility="still_moving",
            present=frozenset({"minor_fall", "steroid_tablets"}),
        ).none_other(),
        Look("female", 2),
        ("lower-back-middle",),
        "downie-2013-fracture",
    ),
    Patient(
        "sneeze",
        "Reaching for a towel",
        "I reached for a towel, and a spasm shot into my low back. It is the worst pain ever!",
        {
            "onset": "I reached suddenly for a towel. That was all, and no fall.",
            "pain": "Nine out of ten. With gritted teeth walking works.",
            "course": "It was yesterday. The muscle is swollen and tender.",
        },
        "Does the strength of the pain tell how dangerous its cause is?",
        Presentation(
            age=39,
            pain=9,
            days=1,
            onset="sudden_strain",
            mobility="still_moving",
            present=frozenset({"tender_swelling"}),
        ).none_other(),
        Look("male", 6),
        ("lower-back-left", "lower-back-middle", "lower-back-right"),
        "nhs-gp",
    ),
    Patient(
        "check-ups",
        "Nine years of good check-ups",
        "Twelve days ago a pain began low in my back, just like that.",
        {
            "onset": "Nothing set it off.",
            "pain": "Five out of ten. Moving works, though it hurts.",
            "course": "Twelve days now. Rest helps.",
            "before": "Nine years ago I had cancer of the breast. Every check-up since has been good. No other illness, no medicines.",
        },
        "How long does an earlier illness count?",
        Presentation(
            age=56,
            pain=5,
            days=12,
            onset="no_trigger",
            mobility="still_moving",
            present=frozenset({"cancer_history"}),
        ).none_other(),
        Look("female", 2),
        ("lower-back-middle",),
        "downie-2013-cancer",
    ),
    Patient(
        "stairs",
        "The foot that catches",
        "I lifted a heavy engine part. The pain runs from my back down one leg.",
        {
            "onset": "I lifted it ten days ago, and it began there and then.",
            "pain": "Six out of ten. Walking works.",
            "course": "Ten days now, and the pain is as it was.",
            "legs": "It hurts down one leg to below the knee. For two days the foot on that side has been weak: it catches on the stairs, neither better nor worse. Nothing is numb.",
        },
        "What is the difference between a leg that hurts and one that fails?",
        Presentation(
            age=48,
            pain=6,
            days=10,
            onset="lifting",
            mobility="still_moving",
            present=frozenset({"leg_pain", "leg_weakness"}),
        ).none_other(),
        Look("male", 3),
        ("lower-back-left", "leg-left"),
        "semigran-footdrop-gold",
    ),
    Patient(
        "desk",
        "Four months at the desk",
        "My low back hurts, again. I sit at a desk for nine hours a day.",
        {
            "onset": "It crept in while sitting.",
            "pain": "Four out of ten. Moving works, though it hurts.",
            "course": "Four months, and it heals slowly. It is the fourth time, and my belly and back muscles are untrained. Mornings are no stiffer than evenings.",
        },
        "What is it that keeps a long story going?",
        Presentation(
            age=47,
            pain=4,
            days=120,
            onset="sitting",
            mobility="still_moving",
            present=frozenset({"sits_long", "not_healing", "repeated_episodes", "weak_core"}),
        ).none_other(),
        Look("female", 5),
        ("lower-back-left", "lower-back-right"),
        "article-p3",
    ),
    Patient(
        "pacing",
        "Walking up and down",
        "A pain in my back and one side woke me in the night. I cannot keep still!",
        {
            "onset": "Nothing set it off. I was asleep.",
            "pain": "Nine out of ten in a wave; then I walk up and down the room. In between it is nearly gone.",
            "course": "Since last night.",
            "belly": "It is in one side, in strong waves. I feel sick, breakfast came up again, and the pee is pink with blood. It does not burn, and I did not faint. Belly and chest do not hurt.",
        },
        "What does it tell that somebody cannot keep still?",
        Presentation(
            age=44,
            pain=9,
            days=0,
            onset="no_trigger",
            mobility="still_moving",
            present=frozenset({"flank_pain", "pain_in_waves", "nausea", "vomiting", "blood_in_urine"}),
        ).none_other(),
        Look("male", 1),
        ("side-left",),
        "stone-pattern",
    ),
    Patient(
        "boil",
        "After the boil on the neck",
        "My back hurts, more every day.",
        {
            "onset": "Nothing set it off.",
            "pain": "Six out of ten. Moving works, though it hurts.",
            "course": "Nine days now, and it is getting worse.",
            "legs": "Since yesterday one foot has gone numb. Both legs are strong.",
            "fever": "Since yesterday I feel hot and shivery. My nights are quiet, and my weight is the same.",
            "before": "I have diabetes. Three weeks ago I had an infected boil on the neck; it has healed. I never injected drugs, and take no medicines that weaken the defences.",
        },
        "What do three small things mean when they come together?",
        Presentation(
            age=52,
            pain=6,
            days=9,
            onset="no_trigger",
            mobility="still_moving",
            present=frozenset({"diabetes", "recent_infection", "getting_worse", "fever", "leg_numbness"}),
        ).none_other(),
        Look("male", 4),
        ("lower-back-middle",),
        "sea-triad",
    ),
    Patient(
        "gardener",
        "The heavy tub",
        "I am a gardener. I lifted a tub three weeks ago, and since then a pain runs down one leg.",
        {
            "onset": "I lifted the tub, and felt it the same day.",
            "pain": "Four out of ten. It hurts to move, but the work goes on.",
            "course": "Three weeks, and it gets better week by week.",
            "legs": "It runs down one leg to below the knee; lifting the straight leg brings it on, lifting the other one does not. It is strong, nothing is numb, and coughing changes nothing.",
        },
        "Does a leg that hurts have to be seen today?",
        Presentation(
            age=45,
            pain=4,
            days=21,
            onset="lifting",
            mobility="still_moving",
            present=frozenset({"leg_pain", "leg_raise"}),
        ).none_other(),
        Look("female", 3),
        ("lower-back-right", "leg-right"),
        "windt-2010-slr",
    ),
    Patient(
        "supper",
        "At the supper table",
        "I was at supper when a pain started in my back, from one moment to the next.",
        {
            "onset": "Nothing set it off. I only sat there.",
            "pain": "Seven out of ten. On somebody's arm I can walk.",
            "course": "It began today, at supper.",
            "belly": "It is in the back and the side. When I got up I nearly passed out, pale and clammy. No chest pain, no lump in the belly, no blood in the pee.",
            "before": "I have smoked all my life, and I have high blood pressure. No other illness, and no blood thinners.",
        },
        "When is it wrong to think of the commonest thing first?",
        Presentation(
            age=71,
            pain=7,
            days=0,
            onset="no_trigger",
            mobility="still_moving",
            present=frozenset({"flank_pain", "fainting", "ever_smoked", "high_blood_pressure"}),
        ).none_other(),
        Look("male", 3),
        ("side-left", "lower-back-left"),
        "aaa-misdx",
    ),
    Patient(
        "laugh",
        "The laugh and the drop",
        "After a winter on the sofa I dug over the whole vegetable patch. Now my low back is tight and sore.",
        {
            "onset": "The digging. No fall.",
            "pain": "Four out of ten. Walking works.",
            "course": "It was two days ago.",
            "bladder": "For eight years a drop of pee has been lost with every hearty laugh. It has not changed, and the doctor knows of it. Between the legs I feel everything as always.",
        },
        "Does a sign count for less because it is old?",
        Presentation(
            age=61,
            pain=4,
            days=2,
            onset="overuse",
            mobility="still_moving",
            present=frozenset({"loss_of_control_known"}),
        ).none_other(),
        Look("female", 1),
        ("lower-back-left", "lower-back-right"),
        "girft-ces-primary-criteria",
    ),
    Patient(
        "injection",
        "The injection that went well",
        "Nine days ago my low back began to hurt.",
        {
            "onset": "Nothing set it off.",
            "pain": "Five out of ten. Moving works, though it hurts.",
            "course": "It is getting worse, and it hurts as it never had before.",
            "fever": "No fever: my temperature is normal each time I take it. My nights are quiet, and my weight is the same.",
            "before": "Six weeks ago I had an injection beside the spine, for an old trouble with a leg. For a month all was well. No diabetes, no other illness, no medicines.",
        },
        "What does a normal temperature prove?",
        Presentation(
            age=57,
            pain=5,
            days=9,
            onset="no_trigger",
            mobility="still_moving",
            present=frozenset({"spine_procedure", "new_kind_of_pain", "getting_worse"}),
        ).none_other(),
        Look("male", 6),
        ("lower-back-right", "lower-back-middle"),
        "epidural-infection-korea",
    ),
    Patient(
        "crate",
        "A crate of bottles",
        "I lifted a crate of bottles. Since then my low back hurts on one side.",
        {
            "onset": "I lifted the crate. No fall.",
            "pain": "Six out of ten. On a stick walking works.",
            "course": "It was yesterday, and it is unlike any before.",
            "belly": "It draws into the groin. My hip is held bent, since stretching it hurts. Belly, side and chest do not hurt, and the pee is as always.",
            "before": "My heart beats out of time, so I take apixaban, which makes the blood clot less.",
        },
        "Is a pain explained once there is something that set it off?",
        Presentation(
            age=68,
            pain=6,
            days=1,
            onset="lifting",
            mobility="still_moving",
            present=frozenset({"anticoagulant", "new_kind_of_pain", "groin_pain", "hip_held_bent"}),
        ).none_other(),
        Look("female", 4),
        ("lower-back-right",),
        "psoas-haematoma-signs",
    ),
    Patient(
        "week-thirty",
        "The thirtieth week",
        "For three weeks I have had an ache low in the back.",
        {
            "onset": "Nothing set it off. It came slowly.",
            "pain": "Four out of ten. I can still move.",
            "course": "It is worst in the evening, and a rest helps.",
            "fever": "No high temperature. Rest helps at night, too, and my weight is as it should be.",
            "belly": "No pain in belly, side or chest. The pee does not burn, and nothing comes and goes.",
            "before": "I am pregnant, in the thirtieth week. The belly is soft, the baby moves as always, no bleeding and no water. No illness, no medicines.",
        },
        "Is everything that comes in these months an alarm?",
        Presentation(
            age=31,
            pain=4,
            days=21,
            onset="no_trigger",
            mobility="still_moving",
            weeks=30,
            present=frozenset({"pregnant"}),
        ).none_other(),
        Look("female", 6),
        ("lower-back-left", "lower-back-middle", "lower-back-right"),
        "pregnancy-lbp-au",
    ),
)

CLINIC: Mapping[str, Patient] = {each.id: each for each in _TABLE}
