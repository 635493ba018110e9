"""The clinic: eighteen more example patients in mixed order, whom a student judges before seeing what the rules say.

Every situation is made up to teach; nobody in it is real. A story names each finding that is there, in plain words, and
what was asked and is not. What each patient needs is not written here: it comes from the rules.
"""

from collections.abc import Mapping

from backlab.knowledge.cases import Case
from backlab.presentation import Presentation

_TABLE = (
    Case(
        "ceiling",
        "Painting the ceiling",
        "Somebody of 58 paints ceilings for two whole days, after years of hardly lifting an arm above the head. "
        "Four days later the low back is still tight, five out of ten, and every step hurts, but walking works. "
        "This person smokes. Legs, bladder, temperature and weight are as always, and the answer to every other "
        "question is no too.",
        "Which risks count here, and which only sound as if they did?",
        Presentation(
            age=58, pain=5, days=4, onset="overuse", mobility="still_moving", present=frozenset({"ever_smoked"})
        ).none_other(),
        "steffens-2015-triggers",
    ),
    Case(
        "sofa",
        "The sofa on the stairs",
        "Six days ago a person of 36 carried a sofa upstairs. Since then the back hurts, six out of ten, and the "
        "pain shoots down one leg to below the knee; moving about is possible. Today one more thing is mentioned, "
        "almost by the way: it takes a long time in the toilet until any pee comes. Skin, feeling and strength are "
        "as always between and in the legs, nothing leaks, and everything else that was asked gets a no.",
        "What is worth asking although it is embarrassing?",
        Presentation(
            age=36,
            pain=6,
            days=6,
            onset="lifting",
            mobility="still_moving",
            present=frozenset({"leg_pain", "difficulty_peeing"}),
        ).none_other(),
        "nhs-999",
    ),
    Case(
        "morning",
        "The hour after waking",
        "For five months a 27-year-old has had a dull ache low in the back, four out of ten, that nothing set off. "
        "Every morning the back is stiff for a good hour, and it is not healing. The buttock hurts as well, now on "
        "the left, now on the right. Later in the day this person moves almost as usual; a rest eases the ache, "
        "sleep is good to the end, and temperature, weight and strength give no cause for worry. Every other answer "
        "is no.",
        "What do a person's age and the time of day tell?",
        Presentation(
            age=27,
            pain=4,
            days=150,
            onset="no_trigger",
            mobility="moving_freely",
            present=frozenset({"morning_stiffness", "alternating_buttock", "not_healing"}),
        ).none_other(),
        "rudwaleit-2006-ibp",
    ),
    Case(
        "pregnancy",
        "The fifth month",
        "A woman of 29, five months pregnant, has had pain in one side under the ribs and in the back for two days, "
        "five out of ten. Nothing set it off, and she can still move. She feels sick and has to pee much more "
        "often. She has no high temperature, it does not burn, there is no blood, the pain does not come in waves, "
        "and all other answers are no.",
        "What may be missing at the start and still be on its way?",
        Presentation(
            age=29,
            pain=5,
            days=2,
            onset="no_trigger",
            mobility="still_moving",
            present=frozenset({"flank_pain", "nausea", "frequent_urination", "pregnant"}),
        ).none_other(),
        "pyelo-afp-2011",
    ),
    Case(
        "serve",
        "The tennis serve",
        "A 24-year-old twists hard in a tennis serve and feels a pull low in the back. Two days later the muscle "
        "beside the spine is swollen and tender, three out of ten, and this person moves almost as usual. Legs, "
        "bladder, temperature and weight are as always; so is everything else that was asked.",
        "Does this back need an appointment at all?",
        Presentation(
            age=24,
            pain=3,
            days=2,
            onset="twisting",
            mobility="moving_freely",
            present=frozenset({"tender_swelling"}),
        ).none_other(),
        "article",
    ),
    Case(
        "bathroom",
        "A slip in the bathroom",
        "Somebody of 76 slips in the bathroom and sits down hard: a small fall, and hardly a bruise for it, none "
        "over the spine. The sudden jolt has left a pain in the low back, five out of ten, for three days now; "
        "walking is slow but possible. For a lung disease there have been steroid tablets for two years. Brittle "
        "bones are not known, legs and bladder are as always, and all other answers are no.",
        "When is a small fall not a small thing?",
        Presentation(
            age=76,
            pain=5,
            days=3,
            onset="sudden_strain",
            mobility="still_moving",
            present=frozenset({"minor_fall", "steroid_tablets"}),
        ).none_other(),
        "downie-2013-fracture",
    ),
    Case(
        "sneeze",
        "Reaching for a towel",
        "A person of 39 reached suddenly for a towel yesterday, and a spasm shot into the low back: nine out of "
        "ten, the worst pain ever. The muscle is swollen and tender. With gritted teeth walking works. No leg hurts "
        "or is numb or weak, the bladder works, there is no high temperature, no fall and no earlier illness, and "
        "all other answers are no.",
        "Does the strength of the pain tell how dangerous its cause is?",
        Presentation(
            age=39,
            pain=9,
            days=1,
            onset="sudden_strain",
            mobility="still_moving",
            present=frozenset({"tender_swelling"}),
        ).none_other(),
        "nhs-gp",
    ),
    Case(
        "check-ups",
        "Nine years of good check-ups",
        "Twelve days ago a pain began low in the back of a 56-year-old, five out of ten. Nothing set it off; moving "
        "works, though it hurts. Nine years ago this person had cancer of the breast, and every check-up since has "
        "been good. Nights are quiet, rest helps, weight and strength are unchanged, there is no lump, and all "
        "other answers are no.",
        "How long does an earlier illness count?",
        Presentation(
            age=56,
            pain=5,
            days=12,
            onset="no_trigger",
            mobility="still_moving",
            present=frozenset({"cancer_history"}),
        ).none_other(),
        "downie-2013-cancer",
    ),
    Case(
        "stairs",
        "The foot that catches",
        "Ten days ago somebody of 48 lifted a heavy engine part. Pain, six out of ten, runs from the back down one "
        "leg below the knee. For two days the foot on that side has been weak: it catches on the stairs, neither "
        "better nor worse since. Walking works. The other leg is well, nothing is numb, the bladder works, and "
        "there was never any cancer or fever; every other answer is no.",
        "What is the difference between a leg that hurts and one that fails?",
        Presentation(
            age=48,
            pain=6,
            days=10,
            onset="lifting",
            mobility="still_moving",
            present=frozenset({"leg_pain", "leg_weakness"}),
        ).none_other(),
        "semigran-footdrop-gold",
    ),
    Case(
        "desk",
        "Four months at the desk",
        "A 47-year-old who sits at a desk for nine hours a day has had pain low in the back for four months, four "
        "out of ten. It crept in while sitting and heals slowly. It is the fourth time. The belly and back muscles "
        "are untrained, and moving works, though it hurts. Nights, weight, temperature, legs and bladder are all as "
        "always, mornings are no stiffer than evenings, and every other answer is no.",
        "What is it that keeps a long story going?",
        Presentation(
            age=47,
            pain=4,
            days=120,
            onset="sitting",
            mobility="still_moving",
            present=frozenset({"sits_long", "not_healing", "repeated_episodes", "weak_core"}),
        ).none_other(),
        "article-p3",
    ),
    Case(
        "pacing",
        "Walking up and down",
        "In the night a 44-year-old woke with a pain in one side and the back that nothing had set off. It comes in "
        "strong waves, nine out of ten, and in between it is nearly gone; in a wave this person walks up and down "
        "the room. There is a sick feeling, breakfast came up again, and the pee is pink with blood. No high "
        "temperature, no burning, no fainting, and all other answers are no.",
        "What does it tell that somebody cannot keep still?",
        Presentation(
            age=44,
            pain=9,
            days=0,
            onset="no_trigger",
            mobility="still_moving",
            present=frozenset({"flank_pain", "pain_in_waves", "nausea", "vomiting", "blood_in_urine"}),
        ).none_other(),
        "stone-pattern",
    ),
    Case(
        "boil",
        "After the boil on the neck",
        "Three weeks ago a person of 52 with diabetes had an infected boil, and it has healed. For nine days now "
        "the back has hurt, six out of ten, without anything that set it off, and it is getting worse. Since "
        "yesterday this person feels hot and shivery, and one foot has gone numb. Moving works, though it hurts. "
        "Both legs are strong, the bladder works, no drugs were ever injected, and all other answers are no.",
        "What do three small things mean when they come together?",
        Presentation(
            age=52,
            pain=6,
            days=9,
            onset="no_trigger",
            mobility="still_moving",
            present=frozenset({"diabetes", "recent_infection", "getting_worse", "fever", "leg_numbness"}),
        ).none_other(),
        "sea-triad",
    ),
    Case(
        "gardener",
        "The heavy tub",
        "A gardener of 45 lifted a tub three weeks ago. Since then a pain of four out of ten runs down one leg to "
        "below the knee; lifting the straight leg brings it on, lifting the other one does not. It hurts to move, "
        "but the work goes on, and it gets better week by week. The leg is as strong as the other and nothing is "
        "numb; coughing changes nothing, the bladder works, and every other answer is no.",
        "Does a leg that hurts have to be seen today?",
        Presentation(
            age=45,
            pain=4,
            days=21,
            onset="lifting",
            mobility="still_moving",
            present=frozenset({"leg_pain", "leg_raise"}),
        ).none_other(),
        "windt-2010-slr",
    ),
    Case(
        "supper",
        "At the supper table",
        "A man of 71 who has smoked all his life and has high blood pressure sits at supper when a pain starts in "
        "the back and the side, from one moment to the next and without any cause, seven out of ten. He got up, "
        "nearly passed out, and is pale and clammy; on somebody's arm he can walk. No chest pain, no lump to be "
        "felt in the belly, no blood in the pee, no fever; the legs are strong, and all other answers are no.",
        "When is it wrong to think of the commonest thing first?",
        Presentation(
            age=71,
            pain=7,
            days=0,
            onset="no_trigger",
            mobility="still_moving",
            present=frozenset({"flank_pain", "fainting", "ever_smoked", "high_blood_pressure"}),
        ).none_other(),
        "aaa-misdx",
    ),
    Case(
        "laugh",
        "The laugh and the drop",
        "After a winter on the sofa somebody of 61 dug over the whole vegetable patch two days ago. Since then the low "
        "back is tight and sore, four out of ten; walking works. Asked about the bladder, this person smiles: for "
        "eight years a drop of pee has been lost with every hearty laugh. It has not changed since, and the doctor "
        "knows of it. Between the legs the skin feels as always, both legs are strong, and all other answers are no.",
        "Does a sign count for less because it is old?",
        Presentation(
            age=61,
            pain=4,
            days=2,
            onset="overuse",
            mobility="still_moving",
            present=frozenset({"loss_of_control_known"}),
        ).none_other(),
        "girft-ces-primary-criteria",
    ),
    Case(
        "injection",
        "The injection that went well",
        "Six weeks ago a person of 57 had an injection beside the spine for an old trouble with a leg, and for a month "
        "all was well. Then, nine days ago, the low back began to hurt in a way that it never had before, five out of "
        "ten. Nothing set it off, and it is getting worse; moving works, though it hurts. The temperature is normal "
        "each time it is taken. No diabetes, nothing numb or weak, the bladder works, and every other answer is no.",
        "What does a normal temperature prove?",
        Presentation(
            age=57,
            pain=5,
            days=9,
            onset="no_trigger",
            mobility="still_moving",
            present=frozenset({"spine_procedure", "new_kind_of_pain", "getting_worse"}),
        ).none_other(),
        "epidural-infection-korea",
    ),
    Case(
        "crate",
        "A crate of bottles",
        "Because the heart beats out of time, somebody of 68 takes apixaban, which makes the blood clot less. "
        "Yesterday this person lifted a crate of bottles. Since then there is a pain in the low back, unlike any "
        "before, six out of ten, and it draws into the groin. The hip is held bent, since stretching it hurts; on a "
        "stick walking works. No fall, no fever, nothing numb, the bladder works, and all other answers are no.",
        "Is a pain explained once there is something that set it off?",
        Presentation(
            age=68,
            pain=6,
            days=1,
            onset="lifting",
            mobility="still_moving",
            present=frozenset({"anticoagulant", "new_kind_of_pain", "groin_pain", "hip_held_bent"}),
        ).none_other(),
        "psoas-haematoma-signs",
    ),
    Case(
        "week-thirty",
        "The thirtieth week",
        "A woman of 31, in the thirtieth week of being pregnant, has had an ache low in the back for three weeks, four "
        "out of ten. Nothing set it off; it came slowly, is worst in the evening, and a rest helps. She can still "
        "move. The belly is soft between kicks, the baby moves as always, there is no bleeding and no water, nothing "
        "comes and goes, it does not burn, she has no high temperature, and all other answers are no.",
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
        "pregnancy-lbp-au",
    ),
)

CLINIC: Mapping[str, Case] = {case.id: case for case in _TABLE}
