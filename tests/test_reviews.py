"""Reviews are files; who reviewed what is shown stands where it said that nobody did, and a broken file is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from approved import html_of, text_of

from backlab import Advice, Presentation, advise, reviews
from backlab.language import speaking
from backlab.model import Disposition
from backlab.reviews import BrokenReview, read_review, row_names, state
from backlab.serving.words import frame_words
from backlab.version import VERSION
from backlab.words.reviewed import reviewed

ROOT = Path(__file__).parent.parent
NOBODY = "No clinician has reviewed it."
NOT_ALL = "No clinician has signed all of it."
SOMEBODY = "Reviewed by A. Reviewer, general practitioner, on 2027-03-01 (version {version})."
STATIC = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("notebooks/*.ipynb")]


def review(**changed: str | None) -> str:
    """A whole review as TOML, with some fields changed or left out."""
    fields = {
        "name": '"A. Reviewer"',
        "role": '"general practitioner"',
        "clinician": "true",
        "date": "2027-03-01",
        "version": f'"{VERSION}"',
        "state": f'"{state()}"',
        "about": '["all"]',
        "verdict": '"signed"',
    }
    return "".join(f"{name} = {value}\n" for name, value in (fields | changed).items() if value is not None)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder from which the reviews are read."""
    monkeypatch.setattr(reviews, "FOLDER", str(tmp_path))
    reviews.every_review.cache_clear()
    return tmp_path


def add(folder: Path, text: str, name: str = "one") -> None:
    """Put a review into the folder."""
    (folder / f"{name}.toml").write_text(text, "utf-8")
    reviews.every_review.cache_clear()


def example() -> Advice:
    """Somebody whose back hurts a little."""
    return advise(Presentation(age=34, pain=3, days=1))


@pytest.mark.usefixtures("folder")
def test_without_a_review_it_says_that_nobody_reviewed_it() -> None:
    """Where there is no file, the sentence stands as it is written."""
    assert reviewed() == (NOBODY,)
    assert f"never a diagnosis. {NOBODY}" in text_of(example())


def test_a_signed_review_shows_in_the_place_of_the_sentence(folder: Path) -> None:
    """Text, page and the frame of every page name who reviewed it, as what, when and which version."""
    add(folder, review())
    said = SOMEBODY.format(version=VERSION)
    for shown in (text_of(example()), html_of(example()), frame_words()["safety"]):
        assert said in shown
        assert "o clinician has" not in shown


def test_the_handout_shows_it_too(folder: Path) -> None:
    """What is printed for the patient says it as the page does."""
    from approved import handout_of

    add(folder, review())
    assert SOMEBODY.format(version=VERSION) in handout_of(example())


def test_an_objection_shows_with_its_reason_and_signs_nothing(folder: Path) -> None:
    """Who objected, to what and why stands there, and that nobody has signed all of it."""
    about, text = '["rule:cauda-equina"]', '"It has to name the sexual signs."'
    add(folder, review(about=about, verdict='"objected"', text=text))
    assert reviewed() == (
        NOT_ALL,
        f"A. Reviewer, general practitioner, objected on 2027-03-01 (version {VERSION}) to rule:cauda-equina: "
        "It has to name the sexual signs.",
    )


def test_an_objection_stays_beside_a_signature(folder: Path) -> None:
    """Somebody's signature takes nobody's objection away; the newest stands first."""
    add(folder, review(verdict='"objected"', text='"No."', date="2027-02-01"), "objected")
    add(folder, review(), "signed")
    assert [sentence.partition(" ")[0] for sentence in reviewed()] == ["Reviewed", "A."]


def test_a_part_is_not_the_whole(folder: Path) -> None:
    """Who signed two rows has reviewed two rows."""
    add(folder, review(about='["rule:cauda-equina", "cause:heart"]'))
    assert reviewed()[0] == NOT_ALL
    assert reviewed()[1].startswith("2 parts of it were reviewed by A. Reviewer")


def test_one_row_is_one_part(folder: Path) -> None:
    """Who signed one row is said to have reviewed one part, and no more."""
    add(folder, review(about='["rule:cauda-equina"]'))
    assert reviewed()[1].startswith("1 part of it was reviewed by A. Reviewer, ")


def test_somebody_who_treats_nobody_is_no_clinician(folder: Path) -> None:
    """A librarian's review is shown, and does not take the sentence away."""
    add(folder, review(clinician="false", role='"librarian"'))
    assert reviewed()[0] == NOBODY
    assert "librarian" in reviewed()[1]


@pytest.mark.parametrize("other", [{"version": '"0.0.1"'}, {"state": '"0123456789"'}])
def test_a_review_of_another_state_does_not_count(folder: Path, other: dict[str, str]) -> None:
    """A review of another version, or of rules that were changed since, is no review of what is shown."""
    add(folder, review(**other))
    assert reviewed() == (NOBODY,)


def test_the_state_changes_with_the_level_of_a_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was reviewed is another thing once a rule is lowered."""
    before = state()
    rules = dict(reviews.RULES)
    name = next(iter(rules))
    rules[name] = rules[name]._replace(disposition=Disposition.ROUTINE)
    monkeypatch.setattr(reviews, "RULES", rules)
    assert state.__wrapped__() != before


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ("name = ", "is not TOML"),
        (review(rle='"x"'), "there is no field 'rle'; the fields are name, role, clinician"),
        (review(name=None), "name is missing"),
        (review(name='" "'), "name is words in quotes, not ' '"),
        (review(role="7"), "role is words in quotes, not 7"),
        (review(clinician='"yes"'), "clinician is true or false, not 'yes'"),
        (review(date='"yesterday"'), "date is a day such as 2027-03-01, without quotes, not 'yesterday'"),
        (review(date="2027-03-01T10:00:00"), "date is a day such as 2027-03-01, without quotes"),
        (review(verdict='"fine"'), 'verdict is "signed" or "objected", not \'fine\''),
        (review(verdict='"objected"'), "an objection says why: text is missing"),
        (review(about='"all"'), 'about is ["all"] or a list of rows of the sheet'),
        (review(about="[]"), 'about is ["all"] or a list of rows of the sheet'),
        (review(about='["all", "rule:cauda-equina"]'), 'about says "all" and single rows: keep one of the two'),
        (review(about='["rule:no-such"]'), "about names 'rule:no-such', and the sheet has no such row"),
    ],
)
def test_a_broken_review_is_refused_with_one_sentence(folder: Path, broken: str, why: str) -> None:
    """It says in which file, and what is wrong with it."""
    file = folder / "one.toml"
    file.write_text(broken, "utf-8")
    with pytest.raises(BrokenReview) as refused:
        read_review(str(file))
    assert why in str(refused.value)
    assert str(refused.value).startswith(str(file))
    assert "\n" not in str(refused.value)


def test_every_review_that_is_kept_is_whole() -> None:
    """The files of the package can be read, and name rows that the sheet has."""
    reviews.every_review.cache_clear()
    assert isinstance(reviews.every_review(str(ROOT / "backlab" / "reviews")), tuple)


def test_every_row_has_a_name_of_its_own() -> None:
    """No two rows could be mistaken for each other in a review."""
    assert len(set(row_names())) == len(row_names())
    assert all(re.fullmatch(r"(rule|treatment|caution|cause)(:[\w+-]+){1,2}", name) for name in row_names())


@pytest.mark.parametrize("file", STATIC, ids=lambda path: path.name)
def test_what_is_written_by_hand_agrees_with_the_reviews(file: Path) -> None:
    """Documents and lessons say that no clinician reviewed it just as long as it is so: see the file, and mend it."""
    reviews.every_review.cache_clear()
    says_nobody = re.search(r"[Nn]o\s+clinician\s+has\s+(reviewed|signed)", file.read_text("utf-8"))
    clinicians = [review for review in reviews.reviews() if review.clinician]
    assert not (says_nobody and clinicians), f"{file.name} says that no clinician has reviewed it, and one has"


def test_reviews_are_told_in_spanish(folder: Path) -> None:
    """Who reads Spanish learns the same names, and that nobody signed it."""
    add(folder, review())
    with speaking("es"):
        assert "A. Reviewer" in text_of(example())


@pytest.mark.parametrize("broken", ["a = " + "[" * 5000, "a = " + "9" * 6000])
def test_what_cannot_even_be_parsed_is_refused_too(tmp_path: Path, broken: str) -> None:
    """However a file is broken, its reader gets one sentence that names it."""
    path = tmp_path / "broken.toml"
    path.write_text(broken, "utf-8")
    with pytest.raises(BrokenReview, match=r"broken\.toml is not TOML"):
        read_review(str(path))


def test_a_folder_that_is_called_like_a_review_is_refused(tmp_path: Path) -> None:
    """It is named, and nothing else happens."""
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(BrokenReview, match=r"folder\.toml"):
        read_review(str(tmp_path / "folder.toml"))
