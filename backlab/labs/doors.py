"""The four doors of the clinic: how far each stands open says how sure one is; later somebody has gone through one."""

from __future__ import annotations

from typing import NamedTuple

from backlab.language import gettext
from backlab.markup import Markup, element
from backlab.model import Disposition
from backlab.pictures.marks import level_icon
from backlab.pictures.waiting_room import door_name


class Doors(NamedTuple):
    """What stands at the doors: which is ``chosen``, and with how much ``confidence`` in per cent (0: it is not asked).

    Once it counts, the door that is ``needed`` is marked, and the ``person`` stands in the one that was chosen.
    """

    chosen: Disposition | None = None
    confidence: int = 0
    needed: Disposition | None = None
    person: Markup | None = None

    @property
    def is_over(self) -> bool:
        """Whether somebody has gone through."""
        return self.needed is not None

    def share(self, door: Disposition) -> float:
        """How sure one is of a door, in per cent: what the chosen one leaves is shared by the others."""
        if self.chosen is None or not self.confidence:
            return 0
        return self.confidence if door == self.chosen else (100 - self.confidence) / (len(Disposition) - 1)


def doors_html(doors: Doors, field: str) -> Markup:
    """The four doors as buttons; each sets the lab's ``field`` to its level."""
    row = (_door(doors, each, field) for each in Disposition)
    return element("div", row, class_="bl-doors", role="group", aria_label=gettext("Four doors"))


def _door(doors: Doors, each: Disposition, field: str) -> Markup:
    is_chosen = each == doors.chosen
    chosen, needed = " is-chosen" * is_chosen, " is-needed" * (each == doors.needed)
    return element(
        "button",
        _frame(doors, each),
        _words(doors, each),
        element("span", _flags(doors, each), class_="bl-door-flags"),
        type="button",
        class_=f"bl-door is-{each.slug}{chosen}{needed}",
        aria_pressed="true" if is_chosen else "false",
        data_tap=f"{field}={each.name.lower()}",
        disabled=doors.is_over,
    )


def _frame(doors: Doors, each: Disposition) -> Markup:
    """The door itself: its leaf turns as far as one is sure, and wholly for who goes through."""
    is_through = doors.is_over and each == doors.chosen
    way = element("span", doors.person if is_through else None, class_="bl-door-way")
    leaf = element("span", class_="bl-door-leaf")
    opened = 1 if is_through else doors.share(each) / 100
    return element("span", way, leaf, class_="bl-door-frame", style=f"--open:{opened:.3g}")


def _words(doors: Doors, each: Disposition) -> Markup:
    name = element("span", level_icon(each), element("b", door_name(each)), class_="bl-door-name")
    share = doors.share(each)
    sure = element("span", f"{share:.0f}%", class_="bl-door-share") if share else None
    return element("span", name, element("small", _meant(each)), sure, class_="bl-door-words")


def _flags(doors: Doors, each: Disposition) -> list[Markup]:
    said = [gettext("you")] * (doors.is_over and each == doors.chosen) + [gettext("needed")] * (each == doors.needed)
    return [element("span", flag, class_="bl-door-flag") for flag in said]


def _meant(each: Disposition) -> str:
    return {
        Disposition.SELF_CARE: gettext("Self-care"),
        Disposition.ROUTINE: gettext("in days to weeks"),
        Disposition.URGENT: gettext("Urgent: the same day"),
        Disposition.EMERGENCY: gettext("Emergency"),
    }[each]
