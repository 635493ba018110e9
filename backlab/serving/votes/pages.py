"""The pages of a vote: what a student sees and fills in, and what the teacher shows and moves."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from backlab.course.clinic_cases import CLINIC
from backlab.course.guesses import Spot
from backlab.course.table import CLINIC_CASE
from backlab.course.voting import KEYS, SURE, Poll, Polls
from backlab.kit.bundle import HERE as KIT
from backlab.labs.consulting import face_of
from backlab.labs.guesses import picture_of
from backlab.language import gettext, language
from backlab.markup import Markup, element, markup
from backlab.notebook_cards import cards
from backlab.serving.addresses import Served
from backlab.serving.frame import COURSE, Kind, frame
from backlab.serving.notebooks import shipped
from backlab.serving.start import PALETTE, TEMPLATES
from backlab.serving.votes.live import counted
from backlab.serving.votes.results import icon, results
from backlab.serving.votes.store import FOLLOWS, Phase, Vote
from backlab.serving.words import frame_words

_HERE = Path(__file__).parent
# What would end a script or change how it is read, and the same letters in JSON.
_SAFE = {"</": "<\\/", "<!--": "\\u003c!--", "<script": "\\u003cscript"}


@cache
def script() -> bytes:
    """The script of both pages."""
    return KIT.joinpath("ballot.js").read_bytes()


@cache
def script_hash() -> str:
    """What tells this script from every other."""
    return sha256(script()).hexdigest()[:16]


def page(
    where: Served, inside: Markup, shown: str, *, teaches: bool = False, voter: str = "", kind: Kind = COURSE
) -> str:
    """A page that shows ``inside``, which is how it stands now (``shown``), and from then on what it is told."""
    told = {"base": f"{where.base}vote", "language": language(), "words": _words(), "teaches": teaches, "voter": voter}
    text = json.dumps(told, ensure_ascii=False)
    for piece, safe in _SAFE.items():
        text = text.replace(piece, safe)
    look, href = "is-teacher" if teaches else "is-student", f"{where.base}vote/ballot-{script_hash()}.js"
    return _filled(where, kind, _title(), inside, look=look, shown=shown, told=text, script=href)


def refused_page(where: Served, kind: Kind = COURSE) -> str:
    """The page for whoever asks for the teacher's page without the secret."""
    title = gettext("This page is for the teacher")
    lead = gettext("Open the teacher's address that the terminal has printed.")
    return _filled(where, kind, title, markup(element("h1", title), element("p", lead, class_="lead")))


def with_warning(inside: Markup, vote: Vote | None, kind: Kind) -> Markup:
    """``inside``, with what a question of ours is not, where the page itself does not say so."""
    if kind.is_about_backs or vote is None or vote.key not in KEYS:
        return inside
    words = frame_words()
    return markup(inside, element("p", words["safety"], " ", element("strong", words["emergency"]), class_="vote-note"))


def _filled(where: Served, kind: Kind, title: str, inside: Markup, **parts: str) -> str:
    late = gettext("To vote, allow JavaScript in your browser, then load the page again.")
    template = _environment().get_template("vote.html")
    return template.render(page=frame(where, kind), title=title, inside=inside, late=late, **parts)


def _title() -> str:
    return gettext("The class votes")


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader([_HERE, TEMPLATES, PALETTE]), autoescape=True)


def _words() -> dict[str, str]:
    """What the script says by itself."""
    return {
        "choose": gettext("Choose an answer and how sure you are; then send."),
        "sending": gettext("Sending ..."),
        "stored": gettext("Your vote is stored. You can change it until the vote is closed."),
        "retry": gettext("Not stored yet: no connection. Trying again by itself."),
        "closed": gettext("This round is closed: no more votes are taken."),
        "changed": gettext("Changed, but not sent yet."),
        "failed": gettext("That did not work: try again."),
    }


def student_now(vote: Vote | None, votes: Sequence[Vote]) -> Markup:
    """What the student's page shows of a vote; it is the same for all."""
    if not vote or vote.phase is Phase.DRAFT:
        return _waiting()
    if vote.phase is Phase.REVEALED:
        return markup(_head(vote), results(vote, votes), _told(vote.poll, is_folded=True))
    if vote.phase is Phase.DISCUSS:
        talk = gettext("The vote is closed. Say to your neighbour what made you choose, and listen to what made them.")
        return markup(_head(vote), element("p", talk, class_="lead"), _own(), _told(vote.poll))
    return markup(_head(vote), _told(vote.poll), _form(vote))


def _waiting() -> Markup:
    lead = gettext("Nothing to vote on yet. It will appear here by itself.")
    return markup(element("h1", _title()), element("p", lead, class_="lead"))


def _head(vote: Vote) -> Markup:
    return markup(_phases(vote), element("h1", vote.poll.question, class_="vote-question"))


def _phases(vote: Vote) -> Markup:
    """How far the vote is, as a row of steps."""
    names = {
        Phase.OPEN: gettext("Vote alone"),
        Phase.DISCUSS: gettext("Talk"),
        Phase.AGAIN: gettext("Vote again"),
        Phase.REVEALED: gettext("The answer"),
    }
    steps = (element("li", name, aria_current="step" if phase is vote.phase else None) for phase, name in names.items())
    return element("ol", steps, class_="vote-phases", aria_label=gettext("Steps of the vote"))


def _own() -> Markup:
    """The place of one's own answer, which the script fills in."""
    said = gettext("Your answer: {answer}, {sure}% sure.")
    return element("p", data_own=said, hidden=True, class_="vote-own")


def _told(asked: Poll, *, is_folded: bool = False) -> Markup | None:
    """What the patient says unasked, and to each question; or the picture on which the answers are places."""
    if isinstance(asked.exercise, Spot):
        return element("div", picture_of(asked.exercise), class_="vote-picture", aria_hidden="true")  # as a list below
    if not asked.patient:
        return None
    (_, opening), *heard = asked.story
    aged = gettext("Aged {age}").format(age=asked.patient.presentation.age)
    said = element("blockquote", element("small", aged), element("p", opening))
    face = element("div", face_of(asked.patient), class_="vote-face")
    pairs = (element("div", element("dt", question), element("dd", answer)) for question, answer in heard)
    answers: Markup = element("dl", pairs, class_="vote-heard")
    if is_folded:
        answers = element("details", element("summary", gettext("What was said")), answers)
    return element("div", element("div", face, said, class_="vote-person"), answers, class_="vote-story")


def _form(vote: Vote) -> Markup:
    """What one fills in: the answer, and how sure."""
    send = element("button", gettext("Send my vote"), type="submit", class_="vote-send")
    said = element("p", role="status", class_="vote-said", data_said=True)
    hint = None
    if vote.round == 2:
        again = gettext("Your first answer stands here. Keep it or change it, then send it.")
        hint = element("p", again, class_="vote-note", data_first=True, hidden=True)
    data = {"data_vote": str(vote.id), "data_round": str(vote.round)}
    inside = (hint, _answers(vote.poll), _sure(), element("div", send, said, class_="vote-end"))
    return element("form", *inside, class_="vote-form", novalidate=True, **data)


def _answers(asked: Poll) -> Markup:
    if asked.limits:
        return _number(asked, *asked.limits)
    legend = element("legend", gettext("Your answer"))
    return element("fieldset", legend, (_option(asked, each) for each in asked.answers), class_="vote-options")


def _option(asked: Poll, answer: str) -> Markup:
    box = element("input", type="radio", name="answer", value=answer)
    return element("label", box, element("span", _named(asked, answer)))


def _named(asked: Poll, answer: str) -> Markup:
    means = asked.means(answer)
    return markup(
        icon(asked, answer), " ", element("b", asked.named(answer)), element("small", means) if means else None
    )


def _number(asked: Poll, low: int, high: int) -> Markup:
    field = element(
        "input",
        type="number",
        name="answer",
        min=low,
        max=high,
        step=1,
        inputmode="numeric",
        autocomplete="off",
        id="vote-number",
    )
    label = element(
        "label", gettext("Your number, from {low} to {high}").format(low=low, high=high), for_="vote-number"
    )
    return element("div", label, element("span", field, " ", asked.unit), class_="vote-number")


def _sure() -> Markup:
    legend = element("legend", gettext("How sure are you?"))
    ends = {SURE[0]: gettext("a guess"), SURE[-1]: gettext("certain")}
    steps = (
        element(
            "label",
            element("input", type="radio", name="sure", value=str(sure)),
            element("span", element("b", f"{sure}%"), element("small", ends[sure]) if sure in ends else None),
        )
        for sure in SURE
    )
    return element("fieldset", legend, element("div", steps, class_="vote-steps"), class_="vote-sure")


def teacher_now(vote: Vote | None, votes: Sequence[Vote], polls: Polls) -> Markup:
    """What the teacher shows, with the buttons that move it."""
    if not vote:
        lead = gettext("Choose a question. Every page of the course then leads your class to the vote.")
        begin = markup(element("h1", _title()), element("p", lead, class_="lead"))
        return markup(begin, _chooser(votes, polls), _taken_home(votes))
    if vote.phase is Phase.REVEALED:
        told = _told(vote.poll, is_folded=True)
        return markup(_head(vote), results(vote, votes), told, _chooser(votes, polls), _taken_home(votes))
    shown = markup(_told(vote.poll), _options_shown(vote.poll))
    name = element("summary", gettext("Another question"))
    other = element("details", name, _chooser(votes, polls), class_="vote-other")
    return markup(_head(vote), _controls(vote), element("div", shown, class_="vote-asked"), other, _taken_home(votes))


def _controls(vote: Vote) -> Markup:
    """The buttons for what can come next, and how many have voted."""
    first, *others = FOLLOWS[vote.phase]
    buttons = (_button(vote, first, is_first=True), *(_button(vote, each) for each in others))
    count = element("p", counted(vote), data_counted=True, class_="vote-counted")
    quiet = element("p", _asks(vote.phase), class_="vote-does")
    return element("div", count, element("div", buttons, class_="vote-buttons"), quiet, class_="vote-controls")


def _button(vote: Vote, to: Phase, *, is_first: bool = False) -> Markup:
    words = {
        Phase.OPEN: gettext("Open the vote"),
        Phase.DISCUSS: gettext("Close the vote"),
        Phase.AGAIN: gettext("Vote again"),
        Phase.REVEALED: gettext("Show the answer"),
    }[to]
    kind = "vote-next" if is_first else "page-button"
    return element(
        "button",
        words,
        type="button",
        class_=kind,
        data_vote=str(vote.id),
        data_before=vote.phase.value,
        data_to=to.value,
    )


def _asks(phase: Phase) -> str:
    """What the class is asked to do now."""
    return {
        Phase.DRAFT: gettext("Nobody can vote yet."),
        Phase.OPEN: gettext("Vote alone, without talking. Nobody sees the votes yet."),
        Phase.DISCUSS: gettext("Talk to your neighbour: what made you choose it?"),
        Phase.AGAIN: gettext("Vote again: keep your answer or change it."),
    }[phase]


def _options_shown(asked: Poll) -> Markup | None:
    """The options, to be read by all."""
    items = (element("li", _named(asked, each)) for each in asked.answers)
    return element("ul", items, class_="vote-choices") if asked.answers else None


def _chooser(votes: Sequence[Vote], polls: Polls) -> Markup:
    """The list of what can be asked; what was revealed is ticked."""
    done = {vote.key for vote in votes if vote.phase is Phase.REVEALED}
    keys = [*polls]
    last = keys.index(votes[-1].key) if votes else -1
    after = keys[(last + 1) % len(keys)]
    patients = ((key, _patient_name(key)) for key in keys if key.startswith(CLINIC_CASE))
    own = [(key, _in_short(poll.question)) for key, poll in polls.items() if key not in KEYS]
    groups = (
        _group(gettext("Your own questions"), own, done, after) if own else None,
        _group(gettext("Patients of the clinic"), patients, done, after),
        _group(gettext("Predictions of the lessons"), _predictions(polls), done, after),
    )
    choice = element("select", groups, name="key", id="vote-key", autocomplete="off")
    label = element("label", gettext("Next question"), for_="vote-key")
    show = element("button", gettext("Show it"), type="submit", class_="page-button")
    return element("form", label, choice, show, class_="vote-choose", data_ask=True)


def _group(name: str, options: Iterable[tuple[str, str]], done: set[str], after: str) -> Markup:
    shown = (
        element("option", f"✓ {words}" if key in done else words, value=key, selected=key == after)
        for key, words in options
    )
    return element("optgroup", shown, label=name)


def _patient_name(key: str) -> str:
    """A patient by what is said unasked, which gives nothing away."""
    name = key.removeprefix(CLINIC_CASE)
    said = gettext("{number}. Aged {age}: {opening}")
    opening = gettext(CLINIC[name].opening)
    age = CLINIC[name].presentation.age
    return said.format(number=1 + [*CLINIC].index(name), age=age, opening=_in_short(opening))


def _in_short(text: str) -> str:
    """Its first words, as many as a list has room for."""
    return text if len(text) <= 48 else f"{text[:46].rsplit(' ', 1)[0]} …"


def _predictions(polls: Polls) -> Iterator[tuple[str, str]]:
    titles = {card.lesson: card for card in cards(shipped())}
    for key, poll in polls.items():
        card = titles.get(poll.exercise.lesson)
        if not key.startswith(CLINIC_CASE) and card:
            yield key, f"{card.number}. {card.title}"


def _taken_home(votes: Sequence[Vote]) -> Markup | None:
    """A link to all ballots."""
    if not any(vote.last for vote in votes):
        return None
    link = element("a", gettext("Save all ballots (CSV)"), href="teach/ballots.csv", download=True)
    return element("p", link, class_="vote-home")
