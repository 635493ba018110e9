# One part a line, so that a change shows as one line.
# fmt: off
"""The parts of the drawn back: a plain name, the name in anatomy, and what each does. Data only.

Textbook anatomy, as it is taught everywhere: no figure of it decides anything here.
"""

from collections.abc import Mapping
from typing import NamedTuple

_TAUGHT = ("course-teaching",)


class BodyPart(NamedTuple):
    """A part of the body: its plain name, its name in anatomy, what it does in one line, and who says so."""

    id: str
    label: str
    term: str
    does: str
    sources: tuple[str, ...] = _TAUGHT


_TABLE = (
    BodyPart("skin", "Skin", "skin", "Covers and feels."),
    BodyPart("trapezius", "Kite muscle of neck and shoulders", "trapezius", "Lifts and steadies the shoulder blades; runs from the skull to the last rib's vertebra."),
    BodyPart("latissimus-dorsi", "Broad muscle of the back", "latissimus dorsi", "Pulls the arm down and back; runs from the lower spine and the hip bone up to the armpit."),
    BodyPart("thoracolumbar-fascia", "Tough sheet of the lower back", "thoracolumbar fascia", "Joins the muscles of back, belly and buttocks, and passes their pull on."),
    BodyPart("erector-spinae", "Long muscles beside the spine", "erector spinae", "Hold the trunk up and let it down slowly when you bend; where most spasms are felt."),
    BodyPart("quadratus-lumborum", "Square muscle of the loin", "quadratus lumborum", "Runs from the hip bone to the last rib; bends the trunk sideways and steadies it."),
    BodyPart("abdominal-wall", "Muscle of the flank", "external oblique", "Turns and bends the trunk, and holds the belly."),
    BodyPart("deep-abdominal-wall", "Deep muscle of the flank", "transversus abdominis", "Draws the belly in like a belt and so steadies the spine."),
    BodyPart("gluteus-maximus", "Large muscle of the buttock", "gluteus maximus", "Straightens the hip, as in standing up and climbing."),
    BodyPart("gluteus-medius", "Side muscle of the buttock", "gluteus medius", "Keeps the pelvis level when you stand on one leg."),
    BodyPart("piriformis", "Pear muscle, deep in the buttock", "piriformis", "Turns the hip outwards; the sciatic nerve leaves the pelvis below it."),
    BodyPart("hamstrings", "Muscles at the back of the thigh", "hamstrings", "Bend the knee and straighten the hip."),
    BodyPart("thigh-muscles", "Muscles at the front of the thigh", "quadriceps", "Straighten the knee."),
    BodyPart("calf-muscles", "Muscles of the calf", "gastrocnemius and soleus", "Push the foot down, as on tiptoe."),
    BodyPart("shoulder-muscles", "Muscles of the shoulder", "deltoid, infraspinatus, teres major", "Lift and turn the arm."),
    BodyPart("arm-muscles", "Muscles of the arm", "triceps and forearm extensors", "Straighten the elbow and lift the hand."),
    BodyPart("rhomboids", "Muscles between spine and shoulder blade", "rhomboids", "Draw the shoulder blades together."),
    BodyPart("muscle-bed", "Deeper muscles", "deeper muscles", "Lie below and between the muscles that are shown."),
    BodyPart("neck-muscles", "Muscles of the neck", "splenius and levator scapulae", "Hold and turn the head."),
    BodyPart("chest-muscle", "Chest muscle", "pectoralis major", "Pulls the arm forwards and in."),
    BodyPart("side-muscle", "Saw muscle of the ribs", "serratus anterior", "Draws the shoulder blade forwards along the ribs."),
    BodyPart("belly-muscle", "Straight muscle of the belly", "rectus abdominis", "Bends the trunk forwards."),
    BodyPart("skull", "Skull", "cranium", "Shelters the brain."),
    BodyPart("shoulder-blade", "Shoulder blade", "scapula", "Carries the arm; glides over ribs two to seven."),
    BodyPart("collarbone", "Collarbone", "clavicle", "Holds the shoulder out from the chest."),
    BodyPart("upper-arm-bone", "Bone of the upper arm", "humerus", "Carries the arm from shoulder to elbow."),
    BodyPart("forearm-bones", "Bones of the forearm", "radius and ulna", "Turn the hand over."),
    BodyPart("hand-bones", "Bones of the hand", "carpals, metacarpals, phalanges", "Grip."),
    BodyPart("ribcage", "Ribs", "costae", "Shelter heart and lungs, and move as you breathe."),
    BodyPart("breastbone", "Breastbone", "sternum", "Joins the ribs in front."),
    BodyPart("sacrum", "Sacrum", "sacrum", "Five vertebrae grown into one; passes the weight of the trunk on to the pelvis."),
    BodyPart("tailbone", "Tailbone", "coccyx", "The end of the spine."),
    BodyPart("pelvis", "Hip bone", "ilium, ischium, pubis", "Carries the trunk; its crest lies as high as the fourth lumbar vertebra."),
    BodyPart("thigh-bone", "Thigh bone", "femur", "Its round head turns in the hip."),
    BodyPart("shin-bones", "Bones of the lower leg and heel", "tibia, fibula, calcaneus", "Carry you from knee to ground."),
    BodyPart("foot-bones", "Bones of the foot", "tarsals, metatarsals, phalanges", "Carry and push off."),
    BodyPart("cord", "Spinal cord", "spinal cord", "Carries signals between brain and body; ends between the first and the second lumbar vertebra."),
    BodyPart("horse-tail", "Bundle of nerve roots below the cord", "cauda equina", "Goes to legs, bladder and bowel."),
    BodyPart("rib-nerves", "Nerve roots of the chest", "thoracic nerve roots", "Leave on both sides, one pair below each vertebra."),
    BodyPart("sciatic-nerve", "Sciatic nerve", "sciatic nerve", "The thickest nerve: from the roots L4 to S3 down the back of the leg to the toes."),
    BodyPart("kidney", "Kidney", "kidney", "Cleans the blood; lies beside the spine between the last chest vertebra and the third lumbar one."),
    BodyPart("aorta", "Great artery", "abdominal aorta", "Brings blood to belly and legs; forks in front of the fourth lumbar vertebra."),
    # Of which there are many: {name} says which.
    BodyPart("vertebra", "Vertebra {name}", "vertebra {name}", "Bears weight in front, shelters the cord behind."),
    BodyPart("disc", "Disc {name}", "intervertebral disc {name}", "A tough ring around a soft core: a cushion between two vertebrae."),
    BodyPart("rib", "Rib {name}", "costa {name}", "One of twelve pairs."),
    BodyPart("root", "Nerve root {name}", "spinal nerve {name}", "Carries feeling and strength for its own strip of the leg."),
)
BODY_PARTS: Mapping[str, BodyPart] = {part.id: part for part in _TABLE}
MANY = ("vertebra", "disc", "rib", "root")
SIDE_WORDS: Mapping[str, str] = {"left": "{part}, left", "right": "{part}, right"}


class Named(NamedTuple):
    """What the id of a drawn part says: which part it is, which one of many, and on which side."""

    part: BodyPart
    name: str
    side: str


def named(part: str) -> Named:
    """The part behind an id such as ``kidney-left``, ``vertebra-L4`` or ``root-S1-right``; ``ValueError`` if there is none."""
    whole, _, last = part.rpartition("-")
    base, side = (whole, last) if last in SIDE_WORDS else (part, "")
    if base in BODY_PARTS and base not in MANY:
        return Named(BODY_PARTS[base], "", side)
    kind, _, name = base.partition("-")
    if kind in MANY and name:
        return Named(BODY_PARTS[kind], name, side)
    raise ValueError(f"There is no part called {part!r} on the drawn back: see backlab.knowledge.anatomy.BODY_PARTS.")
