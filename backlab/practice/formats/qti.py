"""QTI 2.1: a package of items and of one test with all of them, for any platform that keeps to the standard of 1EdTech.

Each item judges itself: one point for what is right as a whole. Whatever was answered, the reasons are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from backlab.language import language
from backlab.practice.formats.parts import because, digits, zipped
from backlab.practice.items import MANY, Item, Range

_ITEM = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
RESPONSE, SCORE, FEEDBACK, WHY = "RESPONSE", "SCORE", "FEEDBACK", "why"
TEST = "test.xml"


def write(items: Sequence[Item], title: str) -> bytes:
    """A zip with a manifest, a test and a file for each item."""
    names = [f"items/item_{number:04}.xml" for number in range(1, len(items) + 1)]
    files = {
        "imsmanifest.xml": _manifest(names),
        TEST: _test(title, names),
        **{name: _item(item, _id(name)) for name, item in zip(names, items, strict=True)},
    }
    return zipped({name: _text(root) for name, root in files.items()})


def choices(item: Item) -> dict[str, str]:
    """The name of each option in the file, by its id: a name there begins with a letter."""
    return {id: f"choice_{number}" for number, (id, _) in enumerate(item.options, start=1)}


def _id(name: str) -> str:
    return name.rpartition("/")[2].removesuffix(".xml")


def _text(root: Element) -> bytes:
    indent(root)
    text: bytes = tostring(root, "utf-8", xml_declaration=True)
    return text


def _manifest(names: Sequence[str]) -> Element:
    root = Element("manifest", {"xmlns": _PACKAGE, "identifier": "backlab_bank"})
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = "QTIv2.1 Package"
    SubElement(metadata, "schemaversion").text = "1.0.0"
    SubElement(root, "organizations")
    resources = SubElement(root, "resources")
    test = _resource(resources, TEST, "imsqti_test_xmlv2p1")
    for name in names:
        SubElement(test, "dependency", identifierref=_id(name))
        _resource(resources, name, "imsqti_item_xmlv2p1")
    return root


def _resource(resources: Element, name: str, type: str) -> Element:
    resource = SubElement(resources, "resource", identifier=_id(name), type=type, href=name)
    SubElement(resource, "file", href=name)
    return resource


def _test(title: str, names: Iterable[str]) -> Element:
    root = Element("assessmentTest", {"xmlns": _ITEM, "identifier": "test", "title": title})
    part = SubElement(root, "testPart", identifier="part", navigationMode="nonlinear", submissionMode="individual")
    section = SubElement(part, "assessmentSection", identifier="section", title=title, visible="true")
    for name in names:
        SubElement(section, "assessmentItemRef", identifier=_id(name), href=name)
    return root


def _item(item: Item, id: str) -> Element:
    root = Element(
        "assessmentItem",
        {
            "xmlns": _ITEM,
            "identifier": id,
            "title": item.id,
            "adaptive": "false",
            "timeDependent": "false",
            "xml:lang": language(),
        },
    )
    _declare(root, item)
    body = SubElement(root, "itemBody")
    if item.range:
        _entry(body, item)
    else:
        _choose(body, item)
    _judge(SubElement(root, "responseProcessing"), item.range)
    said = SubElement(root, "modalFeedback", outcomeIdentifier=FEEDBACK, identifier=WHY, showHide="show")
    for line in because(item):
        SubElement(said, "p").text = line
    return root


def _declare(root: Element, item: Item) -> None:
    kind = "float" if item.range else "identifier"
    cardinality = "multiple" if item.kind == MANY else "single"
    declared = SubElement(root, "responseDeclaration", identifier=RESPONSE, cardinality=cardinality, baseType=kind)
    correct = SubElement(declared, "correctResponse")
    for value in _right(item):
        SubElement(correct, "value").text = value
    score = SubElement(root, "outcomeDeclaration", identifier=SCORE, cardinality="single", baseType="float")
    SubElement(SubElement(score, "defaultValue"), "value").text = "0"
    SubElement(root, "outcomeDeclaration", identifier=FEEDBACK, cardinality="single", baseType="identifier")


def _right(item: Item) -> Iterator[str]:
    if item.range:
        yield digits(item.range.middle)
    names = choices(item)
    yield from (names[id] for id, _ in item.options if id in item.right)


def _choose(body: Element, item: Item) -> None:
    most = "0" if item.kind == MANY else "1"  # 0 is any number of them
    interaction = SubElement(body, "choiceInteraction", responseIdentifier=RESPONSE, shuffle="false", maxChoices=most)
    SubElement(interaction, "prompt").text = item.prompt
    names = choices(item)
    for id, label in item.options:
        SubElement(interaction, "simpleChoice", identifier=names[id]).text = label


def _entry(body: Element, item: Item) -> None:
    paragraph = SubElement(body, "p")
    paragraph.text = f"{item.prompt} "
    SubElement(paragraph, "textEntryInteraction", responseIdentifier=RESPONSE, expectedLength="10")


def _judge(processing: Element, range: Range | None) -> None:
    """One point where it is right, and the reasons in any case."""
    condition = SubElement(SubElement(processing, "responseCondition"), "responseIf")
    if range:
        both = SubElement(condition, "and")
        for comparison, number in (("gte", range.low), ("lte", range.high)):
            compared = SubElement(both, comparison)
            SubElement(compared, "variable", identifier=RESPONSE)
            SubElement(compared, "baseValue", baseType="float").text = digits(number)
    else:
        match = SubElement(condition, "match")
        SubElement(match, "variable", identifier=RESPONSE)
        SubElement(match, "correct", identifier=RESPONSE)
    _set(condition, SCORE, "float", "1")
    _set(processing, FEEDBACK, "identifier", WHY)


def _set(parent: Element, name: str, type: str, value: str) -> None:
    outcome = SubElement(parent, "setOutcomeValue", identifier=name)
    SubElement(outcome, "baseValue", baseType=type).text = value
