"""A lab as words and a picture that stand still: what is seen where no script runs."""

from __future__ import annotations

from collections.abc import Iterator

from backlab.kit.contract import Face, Field, Met, Panel, State
from backlab.markup import Child, Markup, element, markup


def still(met: Met) -> Markup:
    """The lab as it is first met: what it asks, or else its verdict and its picture; why it is shut, while it is."""
    face, state = met["face"], met["state"]
    if state["shut"]:
        return element("p", state["shut"], class_="page-late")
    if face["look"] == "question":
        return markup(map(Markup, state["told"]["html"].values()), map(_asked, face["fields"]))
    shown = markup(Markup(state["summary"]), (_shown(each) for each in _front(face, state)))
    return element("div", _at_rest(shown), class_=f"bl-lab bl-look-{face['look']}", lang=face["lang"])


def _at_rest(html: str) -> Markup:
    """HTML whose buttons say that nothing hears them."""
    return Markup(html.replace("<button ", "<button disabled "))


def _asked(field: Field) -> Child:
    """What a control asks, with all that can be answered."""
    label, choices = asked(field)
    if not label:
        return None
    picture = Markup(field["svg"]) if field["kind"] == "spot" else None
    return [
        element("p", label),
        picture,
        element("ul", (element("li", each) for each in choices)) if choices else None,
    ]


def asked(field: Field) -> tuple[str, list[str]]:
    """What a control asks, "" where it asks nothing by itself, and all that can be answered where it can be counted."""
    if field["kind"] in ("radio", "boxes", "menu", "spot", "order"):
        return field["label"], [each["words"] for each in field["choices"]]
    return (field["label"] if field["kind"] in ("entry", "code", "line", "people") else ""), []


def _front(face: Face, state: State) -> Iterator[Panel]:
    """What is in view of a lab: of a stage its picture, of any other all that is open."""
    stage = face["stage"]
    for name, panel in state["panels"].items():
        if panel["html"] and (name == stage["picture"] if stage else panel["open"]):
            yield panel


def _shown(panel: Panel) -> Markup:
    return element(
        "section",
        element("h3", panel["title"]) if panel["title"] else "",
        element("div", Markup(panel["html"]), class_=f"page-scene bl-{panel['id']}"),
    )
