"""HTML as values: whatever is not markup already is escaped, wherever it stands."""

from html.parser import HTMLParser

import pytest

from backlab.markup import Child, Markup, Value, element, escape, markup

ATTACK = "</script><script>alert('1' + \"2\")</script> & <img src=x onerror=alert(1)>"
SAFE = (
    "&lt;/script&gt;&lt;script&gt;alert(&#39;1&#39; + &quot;2&quot;)&lt;/script&gt; &amp; "
    "&lt;img src=x onerror=alert(1)&gt;"
)


class Read(HTMLParser):
    """What a browser makes of a page: the elements with their attributes, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        """Collect a run of text."""
        self.text += data


@pytest.mark.parametrize(
    "child",
    [ATTACK, [ATTACK], (ATTACK,), (each for each in [ATTACK]), [[None, (ATTACK,)], ""], ["", None, [ATTACK]]],
    ids=["text", "list", "tuple", "generator", "lists in a list", "among nothing"],
)
def test_text_is_escaped_however_it_is_handed_over(child: Child) -> None:
    """Whoever puts text into an element need not think of it."""
    assert element("p", child) == f"<p>{SAFE}</p>"


@pytest.mark.parametrize("tag", ["p", "script", "style", "title", "textarea"])
def test_no_text_can_end_its_element(tag: str) -> None:
    """An attacker's end tag stays text: the page has the one element that was made, and no other."""
    html = element(tag, ATTACK)
    assert html.count("<") == 2
    assert [name for name, _ in Read(html).tags] == [tag]


@pytest.mark.parametrize("value", [ATTACK, "'", '"', "' onclick='alert(1)", '" onclick="alert(1)', ">", "&quot;"])
def test_no_value_can_leave_its_attribute(value: str) -> None:
    """Quotes of either kind, brackets and entities come back as they were, in the one attribute."""
    assert Read(element("p", "text", title=value)).tags == [("p", [("title", value)])]


def test_markup_is_put_in_as_it_is() -> None:
    """What the builder made is not escaped a second time, alone or among others."""
    bold = element("b", "1 < 2")
    assert element("p", bold, [bold, " & "], (bold,)) == ("<p><b>1 &lt; 2</b><b>1 &lt; 2</b> &amp; <b>1 &lt; 2</b></p>")


def test_markup_in_an_attribute_is_text() -> None:
    """An attribute holds no elements, so that markup is escaped there like all else."""
    assert element("p", title=element("b", "x")) == "<p title='&lt;b&gt;x&lt;/b&gt;'></p>"


@pytest.mark.parametrize("child", [None, "", [], (), [None], ["", [None]], iter(())])
def test_nothing_is_left_out(child: Child) -> None:
    """Nothing at all needs no condition where it is put in."""
    assert element("p", "a", child, "b") == "<p>ab</p>"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, ""),
        (False, ""),
        (True, " x"),
        ("", " x=''"),
        ("yes", " x='yes'"),
        (0, " x='0'"),
        (1, " x='1'"),
        (12, " x='12'"),
        (0.5, " x='0.5'"),
        (3.0, " x='3'"),
        (1 / 3, " x='0.333333333333'"),
    ],
)
def test_an_attribute_says_what_its_value_is(value: Value, said: str) -> None:
    """None and False leave it out, True is its name alone, numbers are as short as they can be."""
    assert element("p", x=value) == f"<p{said}></p>"


def test_attributes_have_the_names_of_html() -> None:
    """What Python cannot call so is written with an underscore, and the order is kept."""
    html = element("label", class_="a", for_="b", aria_label="c", data_answer=True)
    assert html == "<label class='a' for='b' aria-label='c' data-answer></label>"


@pytest.mark.parametrize("tag", ["br", "col", "hr", "img", "input", "meta", "wbr"])
def test_a_void_element_has_no_end(tag: str) -> None:
    """HTML writes it so; another element has an end even where it is empty."""
    assert element(tag, class_="a") == f"<{tag} class='a'>"
    assert element("span", class_="a") == "<span class='a'></span>"


def test_pieces_stand_one_after_another() -> None:
    """``markup`` joins what has no element of its own, and escapes it as an element does."""
    assert markup("a<", None, [element("br"), "b"]) == "a&lt;<br>b"
    assert markup() == ""


def test_what_is_made_counts_as_markup_and_what_is_made_of_it_by_hand_does_not() -> None:
    """Only the module itself vouches for what it made: a piece that was cut or joined is text again."""
    made = element("b", "x")
    assert all(isinstance(piece, Markup) for piece in (made, markup(made), escape("<"), element("br")))
    assert element("p", f"{made}") == element("p", made[:]) == "<p>&lt;b&gt;x&lt;/b&gt;</p>"


def test_what_is_escaped_reads_as_it_was() -> None:
    """A browser shows the very text, whatever is in it; an entity in a text is shown as an entity."""
    text = f"{ATTACK} &amp; &#39; ñ − 1 < 2"
    assert Read(escape(text)).text == text
    assert Read(element("p", text)).text == text
