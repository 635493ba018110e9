"""The glossary: every word explained once, in a few plain words, and found where a link leads."""

from __future__ import annotations

import re

from person import at

from backlab.course.glossary import GLOSSARY, GLOSSARY_TOPICS
from backlab.labs.glossary import GlossaryLab, a_to_z, matching, sorting
from backlab.language import speaking
from backlab.markup import escape


def test_what_a_term_points_to_exists() -> None:
    """Each related term is another term of the glossary, named once."""
    for term in GLOSSARY.values():
        assert set(term.see) <= GLOSSARY.keys() - {term.id}
        assert len(term.see) == len(set(term.see))


def test_a_meaning_is_short_and_a_whole_sentence() -> None:
    """A meaning has words, at most 320 characters, and ends as a sentence does."""
    for term in GLOSSARY.values():
        assert 20 < len(term.meaning) <= 320, term.id
        assert term.meaning[0].isupper()
        assert term.meaning.endswith(".")


def test_no_meaning_holds_a_figure() -> None:
    """Figures stand with their sources, so no digit is in a meaning."""
    assert [term.id for term in GLOSSARY.values() if re.search(r"\d", term.meaning)] == []


def test_a_term_is_in_one_topic_and_no_two_are_called_alike() -> None:
    """Topics share no term, and a label leads to one meaning."""
    listed = [term for terms in GLOSSARY_TOPICS.values() for term in terms]
    assert len(listed) == len(GLOSSARY)
    assert len({term.label.casefold() for term in listed}) == len(listed)


def test_every_term_is_an_element_that_a_link_finds() -> None:
    """The long list has each term's element once, and every link of it leads to one of them."""
    page = GlossaryLab().read("glossary")
    named = re.findall(r"id='(term-[^']+)'", page)
    assert sorted(named) == sorted(f"term-{name}" for name in GLOSSARY)
    assert set(re.findall(r"href='#([^']+)'", page)) <= set(named)


def test_the_long_list_runs_from_a_to_z() -> None:
    """Terms stand by their labels, each letter once as a heading above its own."""
    page = GlossaryLab().read("glossary")
    assert re.findall(r"id='term-([^']+)'", page) == [t.id for t in a_to_z(GLOSSARY.values())]
    letters = re.findall(r"<h4>(.)</h4>", page)
    assert re.findall(r"<summary>([^<]+)</summary>", page) == [escape(t.label) for t in a_to_z(GLOSSARY.values())]
    assert letters == sorted({sorting(term)[0].upper() for term in GLOSSARY.values()})


def test_a_word_that_is_looked_up_comes_first_with_what_it_leads_to() -> None:
    """The menu shows the word, its related words in full, and says its meaning."""
    lab = GlossaryLab()
    assert lab.read("term") == ""
    lab.set(term="odds")
    for name in ("odds", *GLOSSARY["odds"].see):
        assert GLOSSARY[name].meaning in lab.read("term")
    assert lab.said == f"Odds: {GLOSSARY['odds'].meaning}"
    assert "id=" not in lab.read("term")  # the long list has the names to go to


def test_what_is_typed_finds_words_by_their_names_and_else_by_what_they_mean() -> None:
    """Part of a name is enough, without capitals and accents; a word of a meaning finds it where no name has it."""
    assert [term.id for term in matching("ODDS")] == ["odds"]
    assert all("ratio" in term.label.casefold() for term in matching("ratio"))
    assert len(matching("ratio")) > 1
    assert [term.id for term in matching("main artery in the belly")] == ["aneurysm"]
    assert matching("  ") == []


def test_with_an_accent_or_without_the_same_words_are_found() -> None:
    """Who types without accents finds the Spanish words that have them."""
    with speaking("es"):
        assert matching("vertebra") == matching("vértebra") != []


def test_what_is_not_there_says_what_to_do() -> None:
    """Nothing found is no empty panel."""
    lab = GlossaryLab(language="en")
    lab.set(term="zebra")
    assert "0 words found for “zebra”" in str(lab.panels["term"])
    assert "Try a shorter word" in lab.read("term")


def test_a_topic_shows_its_words_and_no_other() -> None:
    """As many words as the topic has, each of them of the topic."""
    lab = GlossaryLab()
    lab.set(topic="Chances")
    words = re.findall(r"<dt[^>]*><strong>([^<]+)</strong>", lab.read("topic"))
    assert sorted(words) == sorted(term.label for term in GLOSSARY_TOPICS["Chances"])


def test_two_on_one_page_share_no_name() -> None:
    """One with a key has names of its own, and its links lead to them."""
    one, other = (re.findall(r"id='([^']+)'", GlossaryLab(key=key).read("glossary")) for key in ("", "second"))
    assert set(one) & set(other) == set()


def test_an_address_brings_the_word_back() -> None:
    """What a lab says of itself for the address starts another with the same word."""
    lab = GlossaryLab()
    lab.set(term="red-flag")
    assert at(lab.query, GlossaryLab).values == lab.values
