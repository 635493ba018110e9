"""The table of hazards: what could go wrong for a person who learns here, how it would come about, and what holds it off.

Every demand and every prohibition of the sources belongs to one of them, every cause that must not be missed too; a
test fails where a new one has been given no hazard. ``remains`` is what no control here can do.
"""

from enum import StrEnum
from typing import NamedTuple

from backlab.knowledge import findings as f
from backlab.safety.controls import Bans, Checked, Control, Demands, Proved


class Harm(StrEnum):
    """How bad it would be, at worst."""

    DEADLY = "death"
    LASTING = "lasting harm"
    PASSING = "harm that passes"
    WORRY = "needless worry, trips and tests"


class Hazard(NamedTuple):
    """One thing that could go wrong: how it would come about, how bad it would be, and what holds it off."""

    id: str
    title: str
    cause: str
    harm: Harm
    controls: tuple[Control, ...]
    remains: str


_SENTENCES = "test_safety_sentences"
_LEVEL_TESTS = (
    Checked("test_verify", "test_weakening_any_rule_is_found"),
    Checked("test_fresh_patients", "test_no_danger_is_sent_too_low"),
)


def _missed(id: str, title: str, cause: str, harm: Harm, demands: Demands, remains: str) -> Hazard:
    """An emergency that is sent home, or to somebody who sees it too late."""
    return Hazard(id, f"Missed: {title}", cause, harm, (demands, *_LEVEL_TESTS), remains)


_MISSED = (
    _missed(
        "cauda-equina",
        "the nerves of bladder, bowel and both legs are squeezed",
        "Numbness between the legs or trouble with passing water is taken for part of the back pain, or for something old.",
        Harm.LASTING,
        Demands(("cauda_equina",)),
        "Who is ashamed to say it, or has not noticed it, answers no; old and new are told apart by the person alone.",
    ),
    _missed(
        "cord",
        "something presses on the spinal cord",
        "Unsteady or heavy legs are taken for age or tiredness, and a cancer may not be known yet.",
        Harm.LASTING,
        Demands(("cord_compression",), about=(f.unsteady_legs, f.unsteady_legs_known, f.unsteady_legs_unseen)),
        "Early on it can be pain alone.",
    ),
    _missed(
        "aorta",
        "the main artery bulges or tears",
        "Its pain is felt in the back or the side, and is first taken for a kidney stone or a strain.",
        Harm.DEADLY,
        Demands(("aortic_aneurysm", "aortic_dissection")),
        "The ages and the strength of pain from which on it is thought of are choices; some tear below them.",
    ),
    _missed(
        "heart-lung",
        "the heart or the lungs",
        "A heart attack, a clot in the lung or pneumonia can be felt between the shoulder blades, without chest pain.",
        Harm.DEADLY,
        Demands(("heart", "lung"), about=(f.chest_pain, f.chest_pain_known, f.chest_pain_unseen)),
        "A clot or a heart attack with back pain and no other sign is not found by questions.",
    ),
    _missed(
        "belly",
        "something in the belly",
        "A burst ulcer, a bleeding or an inflamed pancreas is felt through to the back.",
        Harm.DEADLY,
        Demands(("belly",)),
        "It is asked about only as pain in the belly, bleeding or a hard belly; other illnesses of the belly are not known here.",
    ),
    _missed(
        "spinal-infection",
        "an infection of the spine",
        "It begins as plain back pain, often without fever, and the germs came from somewhere else.",
        Harm.LASTING,
        Demands(("spinal_infection",)),
        "In the first days it may have no sign at all besides pain.",
    ),
    _missed(
        "sepsis",
        "an infection that takes over the whole body",
        "Confusion, fast breathing or hardly any urine is put down to the pain or a fever.",
        Harm.DEADLY,
        Demands(("sepsis",)),
        "Whoever is confused may not be the one who answers; nothing is measured here.",
    ),
    _missed(
        "bleeding",
        "bleeding beside the spine or into the muscle",
        "Somebody takes a blood thinner and puts the sudden pain down to a lift.",
        Harm.LASTING,
        Demands(("spinal_bleeding",)),
        "It can bleed without a blood thinner; then only the sign in the legs shows it.",
    ),
    _missed(
        "pregnancy",
        "trouble in pregnancy",
        "A pregnancy outside the womb, labour that comes too early or a bleeding behind the womb is taken for the usual ache.",
        Harm.DEADLY,
        Demands(("pregnancy_trouble",), about=(f.pregnant,)),
        "Somebody who does not know that she is pregnant answers no.",
    ),
    _missed(
        "kidney",
        "a kidney that is infected or blocked",
        "Pain in the side feels like a strained muscle, as in the article's fourth story.",
        Harm.LASTING,
        Demands(("kidney_infection", "kidney_stone")),
        "It can begin without fever, burning or blood.",
    ),
    _missed(
        "fracture",
        "a broken vertebra",
        "Brittle bone breaks in a small fall, a lift or by itself, and the pain is taken for a strain.",
        Harm.LASTING,
        Demands(("vertebral_fracture",)),
        "Whoever does not know that their bones are brittle answers no; fewer than half of these breaks follow a fall.",
    ),
    _missed(
        "tumour",
        "a cancer in the spine",
        "A slow pain seems to be the usual back pain, or an earlier cancer is not thought of.",
        Harm.LASTING,
        Demands(("spinal_tumour",)),
        "A first cancer often has no sign for months besides pain that stays.",
    ),
    _missed(
        "shingles",
        "shingles",
        "The pain comes days before the rash, and the medicine helps only early.",
        Harm.LASTING,
        Demands(("shingles",)),
        "Before the rash nothing tells it from a strain.",
    ),
    _missed(
        "muscle-breakdown",
        "muscle that breaks down",
        "After hard effort or heat, dark urine is taken for too little drinking.",
        Harm.LASTING,
        Demands(("muscle_breakdown",)),
        "The urine is dark in part of them only.",
    ),
    _missed(
        "testicle",
        "a twisted testicle",
        "The pain is felt in groin and back, and is not spoken of.",
        Harm.LASTING,
        Demands(("testicle",)),
        "Only who is asked about it, and answers, is found.",
    ),
    _missed(
        "nerve",
        "a nerve that is losing its strength",
        "A weak leg or a foot that drops is waited with until it is better.",
        Harm.LASTING,
        Demands(("herniated_disc",)),
        "How fast it has to be treated is not settled; being seen the same day is the safer reading.",
    ),
    Hazard(
        "too-late",
        "Care too late for what is no emergency",
        "Something that lasts, or comes back, is looked after at home for months: narrowing, inflammation, a crack in young bone.",
        Harm.PASSING,
        (
            Demands(harmless=True),
            Checked("test_engine", "test_severe_or_chronic_pain_is_evaluated"),
            Checked(_SENTENCES, "test_safety_netting_says_what_where_and_by_when"),
        ),
        "The time limits are choices where the sources give none.",
    ),
)

_DRUG_TESTS = (
    Checked("test_verify", "test_weakening_any_contraindication_is_found"),
    Checked(_SENTENCES, "test_a_treatment_that_is_ruled_out_says_because_of_what"),
    Checked(_SENTENCES, "test_a_treatment_waits_for_what_was_not_asked"),
    Checked("test_fresh_patients", "test_no_medicine_is_given_against_guidance"),
)


def _drug(id: str, title: str, cause: str, harm: Harm, treatments: str, remains: str) -> Hazard:
    """A treatment that harms whom it should not have reached."""
    return Hazard(id, f"Harm by {title}", cause, harm, (Bans(tuple(treatments.split())), *_DRUG_TESTS), remains)


_HARMED = (
    _drug(
        "ibuprofen",
        "ibuprofen and its kind",
        "It is taken with an ulcer, weak kidneys, a weak heart, a blood thinner or in pregnancy, or two of them together.",
        Harm.DEADLY,
        "otc_ibuprofen rx_ibuprofen",
        "Medicines and illnesses that are not asked about here; the leaflet in the box comes first.",
    ),
    _drug(
        "paracetamol",
        "paracetamol",
        "It is also in another medicine that is taken, or the liver is ill, or the person weighs little.",
        Harm.DEADLY,
        "paracetamol paracetamol_first",
        "Whether another medicine holds it too is known only to who reads its box.",
    ),
    _drug(
        "relaxant",
        "muscle relaxants",
        "They make drowsy: a fall, an accident, or breathing that weakens beside alcohol or an opioid.",
        Harm.DEADLY,
        "muscle_relaxant",
        "Which of them, and how much, is for a doctor; no dose is shown.",
    ),
    _drug(
        "opioid",
        "opioids",
        "They stop the breath beside other things that make drowsy, and some cannot leave them again.",
        Harm.DEADLY,
        "opioid",
        "Nobody can tell beforehand who becomes addicted; no dose is shown.",
    ),
    _drug(
        "injection",
        "injections into the spine",
        "A needle carries germs in, or makes bleed.",
        Harm.LASTING,
        "injection",
        "It is never advised here as a first step; a specialist weighs it.",
    ),
    Hazard(
        "combined",
        "Harm by two medicines together",
        "Two of a kind are taken at once, or a home treatment goes ahead of care that is needed.",
        Harm.DEADLY,
        (
            Proved("no two of a kind in one stage"),
            Proved("exactly one way to get care"),
            Proved("getting care stands first"),
            Proved("indicated, and told one thing"),
            Proved("told why it is held back"),
            Checked("test_verify", "test_two_medicines_of_a_kind_in_one_stage_are_found"),
            Checked("test_verify", "test_two_drowsy_making_medicines_at_once_are_found"),
        ),
        "What somebody takes besides and does not say.",
    ),
    Hazard(
        "skin",
        "Burnt or frozen skin, or a strain by the wrong exercise",
        "Heat or ice lies on skin that feels badly, or an exercise is done against a nerve or a bone.",
        Harm.PASSING,
        (
            Checked("test_plan", "test_a_relative_contraindication_warns"),
            Checked("test_plan", "test_warnings_are_about_what_is_there"),
            Checked("test_plan", "test_an_operation_is_not_discussed_while_danger_may_be_hidden"),
        ),
        "A warning is given and nothing is withheld: how warm is too warm is known to the hand alone.",
    ),
)

_MISLED = (
    Hazard(
        "false-reassurance",
        "False reassurance",
        "Having no warning sign, a small chance, a lift to blame or a tablet that helps is read as being safe, or what was not asked counts as no.",
        Harm.DEADLY,
        (
            Proved("everybody has one level"),
            Proved("more findings never lower it"),
            Proved("relief and a lift clear nobody"),
            Checked(_SENTENCES, "test_having_no_warning_sign_is_no_all_clear"),
            Checked(_SENTENCES, "test_no_all_clear_where_not_all_was_asked"),
            Checked(_SENTENCES, "test_what_was_not_asked_is_not_ruled_out"),
            Checked("test_bayes", "test_a_probability_never_lowers_a_level"),
            Checked("test_engine", "test_the_answers_bound_every_completion"),
        ),
        "A reader may still feel reassured by a low level. An illness that backlab does not know raises no alarm.",
    ),
    Hazard(
        "harmless-first",
        "The list of causes leads the eye to a harmless one",
        "A strain stands above what must not be missed, or a share beside it makes it look certain.",
        Harm.LASTING,
        (
            Checked("test_differential", "test_what_a_rule_points_to_stands_in_the_first_list_ahead_of_all_others"),
            Checked("test_differential", "test_signs_of_danger_speak_against_muscle"),
            Checked("test_differential", "test_no_share_stands_beside_a_cause"),
            Checked("test_fresh_patients", "test_a_wanted_cause_stands_among_the_first_three_of_its_list"),
            Checked("test_bayes", "test_every_ratio_has_a_source"),
        ),
        "A cause that backlab does not know stands in neither list.",
    ),
    Hazard(
        "child",
        "A child is judged as an adult",
        "Somebody enters a child, whose back pain means something else and who is given other doses.",
        Harm.LASTING,
        (Checked("test_presentation", "test_bad_input_is_refused_with_a_sentence_that_teaches"),),
        "A wrong age cannot be noticed.",
    ),
    Hazard(
        "old-or-new",
        "What is new is taken for something old",
        "A sign counts for less because it is said to be old, or because nobody knows since when it is there.",
        Harm.LASTING,
        (
            Proved("new, then old, then no"),
            Checked("test_engine", "test_the_999_list_is_an_emergency_in_anybody"),
        ),
        "Only the person can say what is new; what got worse slowly is easily called old.",
    ),
    Hazard(
        "lens",
        "The article's advice instead of today's",
        "Somebody reads through the article's eyes and takes its treatment, or its level, for today's.",
        Harm.LASTING,
        (
            Proved("the lens never changes safety"),
            Checked("test_plan", "test_the_lens_never_changes_safety"),
            Checked("test_words", "test_what_the_article_suggests_and_today_is_advised_against_says_so"),
            Checked("test_plan", "test_narcotics_are_ruled_out_even_where_the_article_wants_them"),
        ),
        "The article stays readable as it was written.",
    ),
    Hazard(
        "lost-warning",
        "A warning that is lost",
        "A change of words, of the page or of the sheet leaves out whom to call, what to watch for or what is withheld.",
        Harm.DEADLY,
        (
            Checked(_SENTENCES, "test_an_emergency_says_whom_to_call"),
            Checked(_SENTENCES, "test_the_same_day_says_where_to_go"),
            Checked(_SENTENCES, "test_home_care_waits_until_a_doctor_has_looked"),
            Checked(_SENTENCES, "test_safety_netting_says_what_where_and_by_when"),
            Checked(_SENTENCES, "test_every_served_page_says_what_it_is_not_and_whom_to_call"),
            Checked("test_approved_words", "test_the_words_are_those_that_were_approved"),
            Checked("test_approved_words", "test_the_sheet_warns_as_the_page_does"),
        ),
        "Whether the words are understood has been tried with nobody.",
    ),
    Hazard(
        "one-is-another",
        "One patient is judged unlike the crowd of the proofs",
        "The quick way to look up one patient differs from the way that is proved, or an answer is read as its neighbour.",
        Harm.DEADLY,
        (
            Proved("an answer is on its own bit"),
            Proved("alone as in a crowd"),
            Checked("test_standing", "test_every_answer_is_read_as_the_patient_gives_it"),
            Checked("test_engine", "test_a_second_opinion_on_the_proof_by_sampling"),
        ),
        "The proofs trust Python's own numbers and sets.",
    ),
    Hazard(
        "old-link",
        "An old link, or a damaged one, is misread",
        "A link or a file of an earlier version opens as another patient, or a word that it does not know is ignored.",
        Harm.LASTING,
        (
            Checked("test_presentation", "test_a_damaged_link_is_refused_with_a_sentence"),
            Checked("test_presentation", "test_every_codec_gives_the_same_patient_back"),
            Checked("test_presentation", "test_a_link_of_an_older_form_still_opens"),
            Checked("test_presentation", "test_a_contradiction_is_refused"),
            Checked("test_widgets", "test_a_link_that_cannot_be_read_says_why"),
            Checked("test_answers_for_ever", "test_answers_of_every_version_are_read"),
        ),
        "A link that somebody changed by hand is the patient that it now says.",
    ),
    Hazard(
        "language",
        "The wrong language, or a wrong translation",
        "A warning stays English for who reads Spanish, or loses a number or a word on its way.",
        Harm.LASTING,
        (
            Checked("test_language", "test_every_message_is_translated"),
            Checked("test_language", "test_fields_are_those_of_the_english_message"),
            Checked("test_language", "test_numbers_are_those_of_the_english_message"),
            Checked("test_language", "test_both_languages_say_the_same_things"),
            Checked(_SENTENCES, "test_the_same_sentences_stand_in_spanish"),
        ),
        "No translator of medicine has read the Spanish.",
    ),
    Hazard(
        "overdue",
        "An overdue source",
        "A guideline or a label changes, and the old one is still taught.",
        Harm.LASTING,
        (
            Checked("test_sources", "test_a_source_is_overdue_from_its_day_on"),
            Checked("test_words", "test_a_source_that_is_due_to_be_read_again_says_since_when"),
        ),
        "Somebody has to look again; until then the page says only since when it is due.",
    ),
    Hazard(
        "number",
        "A number that misleads",
        "An estimate is taken for a finding, a figure loses its interval, or nobody has read the source.",
        Harm.PASSING,
        (
            Checked("test_sources", "test_no_number_is_invented"),
            Checked("test_figures", "test_no_sentence_types_a_published_number"),
            Checked("test_words", "test_a_number_says_what_it_rests_on"),
            Checked(_SENTENCES, "test_what_nobody_has_read_is_marked"),
            Checked("test_knowledge", "test_every_rule_rests_on_a_source_that_was_read"),
            Checked(_SENTENCES, "test_causes_never_lower_the_level"),
        ),
        "Groups of patients in studies are not the reader.",
    ),
    Hazard(
        "not-reviewed",
        "Taken for advice that clinicians have checked",
        "The page looks sure, or a review of an earlier state is shown as one of what stands there now.",
        Harm.LASTING,
        (
            Checked(_SENTENCES, "test_it_is_education_on_an_example_patient"),
            Checked(_SENTENCES, "test_a_lesson_begins_with_what_it_is_not_and_whom_to_call"),
            Checked("test_reviews", "test_a_review_of_another_state_does_not_count"),
            Checked("test_documents", "test_documents_say_that_no_clinician_reviewed"),
        ),
        "Somebody may use it for a real back all the same.",
    ),
    Hazard(
        "over-triage",
        "Too many are sent to a doctor",
        "The lists for laypeople are kept as a floor, though one of their signs alone is common in harmless backs.",
        Harm.WORRY,
        (
            Proved("not dead, and demanded by a source"),
            Checked("test_verify", "test_a_rule_that_no_source_demands_is_found"),
            Checked("test_engine", "test_a_minor_strain_stays_at_home"),
            Checked("test_fresh_patients", "test_nobody_harmless_is_sent_too_high"),
            Checked("test_fresh_patients", "test_the_list_of_the_nhs_alone_sends_these"),
            Checked("test_safety", "test_the_price_of_the_floor_is_told_with_its_figures"),
        ),
        "It is a choice: see the price of the floor.",
    ),
)

HAZARDS: tuple[Hazard, ...] = (*_MISSED, *_HARMED, *_MISLED)
