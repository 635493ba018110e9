"""How much a warning sign says: how often it is there in harmless backs, and who is ill among those who were counted.

The numbers are those of the sources. Where a source gives shares of a group, people are worked out from them here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from backlab.knowledge import findings as f
from backlab.knowledge.figures import accuracy, between, interval, published, tally
from backlab.knowledge.sources import SOURCES
from backlab.model import Finding, Interval, Range

_STUDY = "henschke-2009-prevalence"
_NIGHT = "harding-2005-night-verified"
_SCAN = "ces-cohort-334"
_SCANNED, _SQUEEZED = 334, 25  # urgent scans of that series, and those that showed it
_PUS = "davis-2004-sea"
_PUS_ILL, _PUS_OTHERS = 63, 126  # people with pus beside the cord, and others with pain in the spine
_BONE, _CANCER, _OLD_TABLE = "downie-2013-fracture", "downie-2013-cancer", "deyo-1992-cancer"
SURGERY = 1_000
"""People of the first study who are drawn, of 1172."""


class Often(NamedTuple):
    """Of 100 people without the illness that it points to, how many have a sign; ``who`` they are, and the source.

    ``ill`` is how many of 100 with the illness have it, where the source gives that too.
    """

    of_100: float | Range
    who: str
    source: str
    ill: float | None = None

    @property
    def verified(self) -> bool:
        """Whether the project has read the source itself."""
        return SOURCES[self.source].verified


def _clear(name: str) -> Often:
    """Those in whom an urgent scan showed no squeezed nerves."""
    return _both("scanned", _SCAN, name)


def _no_cancer(name: str) -> Often:
    return _both("no_cancer", _OLD_TABLE, name)


def _both(who: str, source: str, name: str) -> Often:
    """The share of those who are not ill beside that of those who are."""
    share = accuracy(source, name)
    return Often(round(100 * (1 - share.specificity)), who, source, round(100 * share.sensitivity))


_A_WAY_IN = Often(published(_PUS, "risk_others"), "one_of", _PUS, published(_PUS, "risk"))

HARMLESS: Mapping[Finding, Often] = {
    f.worse_at_night: Often(round(100 * tally(_NIGHT, "night").share), "night", _NIGHT),
    f.no_better_resting: _no_cancer("no_relief"),
    f.weight_loss: _no_cancer("weight_loss"),
    f.cancer_history: _no_cancer("earlier_cancer"),
    f.fever: _both("no_infection", "deyo-1992-infection", "fever"),
    f.saddle_numbness: _clear("saddle"),
    f.difficulty_peeing: _clear("bladder"),
    f.both_legs: _clear("both_legs"),
    f.leg_weakness: _clear("weakness"),
    f.leg_numbness: _clear("numbness"),
    f.diabetes: _A_WAY_IN,
    f.upper_back: Often(between("briggs-2009-thoracic", "year"), "year", "briggs-2009-thoracic"),
}  # fmt: skip


class Crowd(NamedTuple):
    """People who were counted: with the sign and without it, and those of each who are seriously ill.

    ``after`` is the share (of 100, with its interval) who are ill once the sign is there, where that is what the source
    gives: then nobody without the sign was counted. ``is_at_best``: the source does not say on which side the ill
    stand, and they are shown as if the sign had found them all.
    """

    id: str
    source: str
    ill: int
    well: int
    ill_without: int = 0
    well_without: int = 0
    after: Interval | None = None
    is_at_best: bool = False

    @property
    def with_sign(self) -> int:
        """All who have it."""
        return self.ill + self.well

    @property
    def without(self) -> int:
        """All who do not have it; nobody where they were not counted."""
        return self.ill_without + self.well_without

    @property
    def verified(self) -> bool:
        """Whether the project has read the source itself."""
        return SOURCES[self.source].verified


def _study() -> Crowd:
    flagged = round(SURGERY * published(_STUDY, "flagged") / 100)
    ill = round(SURGERY * tally(_STUDY, "ill").share)
    return Crowd("any", _STUDY, ill, flagged - ill, 0, SURGERY - flagged, is_at_best=True)


def _at_night() -> Crowd:
    """None of those who hurt at night had a serious cause; of the others the study found none either."""
    night = tally(_NIGHT, "night")
    return Crowd("night", _NIGHT, 0, night.some, 0, night.of - night.some)


def _scanned(id: str, name: str) -> Crowd:
    share = accuracy(_SCAN, name)
    ill, clear = round(_SQUEEZED * share.sensitivity), _SCANNED - _SQUEEZED
    well = round(clear * (1 - share.specificity))
    return Crowd(id, _SCAN, ill, well, _SQUEEZED - ill, clear - well)


def _pus(id: str, name: str) -> Crowd:
    ill = round(_PUS_ILL * published(_PUS, name) / 100)
    well = round(_PUS_OTHERS * published(_PUS, f"{name}_others") / 100)
    return Crowd(id, _PUS, ill, well, _PUS_ILL - ill, _PUS_OTHERS - well)


def _infected() -> Crowd:
    source = "yusuf-2019-spinal-infection"
    fever = round(published(source, "fever"))
    return Crowd("infected", source, fever, 0, 100 - fever, 0)


def _after(id: str, source: str, name: str) -> Crowd:
    found = interval(source, name)
    share = Interval(found.value, found.low, found.high)
    return Crowd(id, source, round(share.value), 100 - round(share.value), after=share)


CROWDS: Mapping[str, Crowd] = {
    crowd.id: crowd
    for crowd in (
        _study(),
        _at_night(),
        _scanned("legs", "both_legs"),
        _scanned("peeing", "bladder"),
        _infected(),
        _pus("triad", "triad"),
        _pus("way_in", "risk"),
        _after("accident", _BONE, "accident"),
        _after("cancer", _CANCER, "cancer"),
        _after("steroids", _BONE, "steroids"),
        _after("bruise", _BONE, "bruise"),
        _after("several", _BONE, "several"),
    )
}
# Once one of these is there, this many of 100 were ill, where it was counted.
AFTER: Mapping[Finding, Crowd] = {
    f.cancer_history: CROWDS["cancer"],
    f.steroid_tablets: CROWDS["steroids"],
    f.bruise_on_spine: CROWDS["bruise"],
}
CROWD_OF: Mapping[Finding, Crowd] = {
    f.worse_at_night: CROWDS["night"],
    f.both_legs: CROWDS["legs"],
    f.difficulty_peeing: CROWDS["peeing"],
    f.loss_of_control: CROWDS["peeing"],
    f.fever: CROWDS["infected"],
    f.diabetes: CROWDS["way_in"],
    **AFTER,
}
"""The people in whom a sign, or its kind, was counted."""
