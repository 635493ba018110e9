"""What answers a vote's addresses: the student's page and ballots, the teacher's page and steps, and who listens."""

from __future__ import annotations

import csv
import io
import json
import re
import secrets
import sqlite3
from collections.abc import Callable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from tornado.web import HTTPError, RequestHandler, stream_request_body
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from backlab.language import gettext, language, speaking
from backlab.markup import Markup
from backlab.serving.addresses import Served
from backlab.serving.asking import asked, spoken
from backlab.serving.frame import COURSE, Kind
from backlab.serving.pace import PaceOfEach
from backlab.serving.start import error_page
from backlab.serving.votes import pages
from backlab.serving.votes.count import Closed, Full, Votes
from backlab.serving.votes.guards import LARGEST_BODY, is_secret, pass_for
from backlab.serving.votes.live import Live
from backlab.serving.votes.store import VoteStore, answers

VOTER, TEACHER = "backlab_voter", "backlab_teacher"
SENT_AS = "Backlab-Voter"
"""The header in which a page sends its voter's id: no page of another site can."""
_YEAR = 365  # days
_ID = re.compile(r"[\w-]{16,40}", re.ASCII)  # those that are given here have 22 letters, which are 128 bits
_HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin", "X-Content-Type-Options": "nosniff"}
COLUMNS = "vote", "question", "round", "voter", "answer", "sure", "right"
Shown = Callable[[], Markup]
Headers = Callable[[str], Mapping[str, str]]
"""What every answer says to the browser, by the host that was asked."""


class Desk:
    """What all handlers share: the votes, who listens, the teacher's secret, where it all stands, and what is allowed.

    ``kind`` is what the pages of the class are about, ``ballots`` are those of one voter, ``crowd``
    those of one address, behind which a whole class may be.
    """

    def __init__(self, store: VoteStore, secret: str, base: str, headers: Headers, kind: Kind = COURSE) -> None:
        self.votes = Votes(store)
        self.live = Live(lambda: self.votes.now)
        self.votes.tell = self.live.changed
        self.secret, self.base, self.headers, self.kind = secret, base, headers, kind
        self.ballots = PaceOfEach(burst=10, rate=1)
        self.crowd = PaceOfEach(burst=600, rate=100)
        self._drawn: dict[tuple[str, str], Markup] = {}
        self._drawn_of = ""

    @property
    def shown(self) -> str:
        """What tells that which is shown now from all that was shown before."""
        vote = self.votes.now
        return f"{vote.id}.{vote.phase}" if vote else "0."

    def drawn(self, name: str, make: Shown) -> Markup:
        """What ``make`` draws of the vote that is on, in the language that is spoken: once for all who ask."""
        if self.shown != self._drawn_of:
            self._drawn, self._drawn_of = {}, self.shown
        key = name, language()
        if key not in self._drawn:
            self._drawn[key] = make()
        return self._drawn[key]

    def student(self) -> Markup:
        """What students see now."""
        return self.drawn("student", lambda: self._warned(pages.student_now(self.votes.now, self.votes.all)))

    def teacher(self) -> Markup:
        """What the teacher shows now."""
        return self._warned(pages.teacher_now(self.votes.now, self.votes.all, self.votes.polls))

    def _warned(self, inside: Markup) -> Markup:
        return pages.with_warning(inside, self.votes.now, self.kind)


class AtDesk(RequestHandler):
    """A handler that knows the desk; no browser keeps what it answers, and no other site is told where it came from."""

    desk: Desk
    _given: Mapping[str, str] = MappingProxyType({})

    def initialize(self, desk: Desk) -> None:
        """Remember the desk."""
        self.desk, self._given = desk, desk.headers(self.request.host)
        self.set_default_headers()  # Tornado asks for them before there is a desk

    def set_default_headers(self) -> None:
        """Say what a browser may do with the answer."""
        for name, value in {**self._given, **_HEADERS}.items():
            self.set_header(name, value)

    @property
    def where(self) -> Served:
        """The addresses that a page shows."""
        return Served(self.desk.base, asked(self))

    @property
    def voter(self) -> str:
        """The random id by which a page says who votes; "" where it says none."""
        given = self.request.headers.get(SENT_AS, "")
        return given if _ID.fullmatch(given) else ""

    def lets_in(self) -> bool:
        """Whether the address brings the teacher's secret: it is taken once, and leads to an address without it."""
        given = self.get_query_argument("teacher", "")
        if not given:
            return False
        own = f"{self.desk.base}vote/teach"
        if is_secret(given, self.desk.secret):
            is_secure = self.request.protocol == "https"
            # To the teacher's pages alone: no page of students is ever sent it.
            allowed = pass_for(self.desk.secret)
            self.set_cookie(TEACHER, allowed, path=own, httponly=True, samesite="Lax", secure=is_secure)
        self.redirect(self.where.asked.link(own))
        return True

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say in a page what went wrong."""
        with speaking(spoken(self)):
            self.finish(error_page(status_code, self.where, self.desk.kind))


class StudentPage(AtDesk):
    """Answers with the page on which one votes; a browser that is new here is given a random id, and nothing else.

    It is in a cookie, which outlives a new port, and told to the page, which keeps it where a frame has no cookies.
    """

    def get(self) -> None:
        """Send it, or let the teacher in."""
        if self.lets_in():
            return
        known = self.get_cookie(VOTER) or ""
        voter = known if _ID.fullmatch(known) else secrets.token_urlsafe(16)
        if voter != known:
            self._introduce(voter)
        with speaking(spoken(self)):
            shown = self.desk.student()
            self.finish(pages.page(self.where, shown, self.desk.shown, voter=voter, kind=self.desk.kind))

    def _introduce(self, voter: str) -> None:
        is_secure = self.request.protocol == "https"
        self.set_cookie(VOTER, voter, expires_days=_YEAR, path="/", httponly=True, samesite="Lax", secure=is_secure)


class StudentNow(AtDesk):
    """Answers with what the student's page shows now, and with what this student has sent."""

    def get(self) -> None:
        """Send both."""
        with speaking(spoken(self)):
            sent = [self.desk.votes.ballot(self.voter, round) for round in (1, 2)]
            mine = [each and {**each._asdict(), "said": self._said(each.answer)} for each in sent]
            self.finish({"shown": self.desk.shown, "html": self.desk.student(), "mine": mine})

    def _said(self, answer: str | int) -> str:
        vote = self.desk.votes.now
        return vote.poll.named(answer) if vote else ""


class StateHandler(AtDesk):
    """Answers with how far the vote is, for a page that cannot listen."""

    def get(self) -> None:
        """Send it."""
        self.set_header("Content-Type", "application/json; charset=UTF-8")
        self.finish(self.desk.live.state(spoken(self)))


class LiveHandler(WebSocketHandler):
    """Tells a page how far the vote is; a page that says anything is none of ours."""

    def initialize(self, desk: Desk) -> None:
        """Remember the desk."""
        self.desk = desk

    @property
    def max_message_size(self) -> int:
        """Nothing is to be said here."""
        return 100

    @property
    def ping_interval(self) -> float:
        """Seconds after which a page that is gone without a word is noticed."""
        return 30

    def open(self, *_: str) -> None:
        """Listen, where there is room; without it the page asks from time to time."""
        self.language = spoken(self)
        if self.desk.live.is_full:
            self.close(1013, "full")
        else:
            self.desk.live.enter(self)

    def hear(self, state: str) -> None:
        """Pass it on; a page that has just gone hears nothing."""
        try:
            self.write_message(state)
        except WebSocketClosedError:
            self.desk.live.leave(self)

    def on_message(self, message: str | bytes) -> None:
        """End it."""
        self.close(1008, "nothing is asked here")

    def on_close(self) -> None:
        """Forget the page."""
        self.desk.live.leave(self)


class ScriptHandler(AtDesk):
    """Answers with the script of the pages; its address holds its hash, so that a browser asks for it once."""

    def get(self) -> None:
        """Send it."""
        self.set_header("Content-Type", "text/javascript; charset=UTF-8")
        self.set_header("Cache-Control", "public, max-age=31536000, immutable")
        self.finish(pages.script())


class Said(NamedTuple):
    """An answer that refuses: its status, and one sentence."""

    status: int
    words: str


@stream_request_body
class TakesJson(AtDesk):
    """Takes a small JSON object from a page of this server, and from no other."""

    def prepare(self) -> None:
        """Refuse what is too large, or comes from elsewhere, before its body is read."""
        self._body = b""
        self.request.connection.set_max_body_size(LARGEST_BODY)  # type: ignore[union-attr]  # as Tornado has it
        if len(self.request.headers.get("Content-Length", "")) > len(str(LARGEST_BODY)):
            raise HTTPError(413)
        if self.request.headers.get("Content-Type", "").partition(";")[0] != "application/json":
            raise HTTPError(415)
        if not self._is_from_here():
            raise HTTPError(403)

    def _is_from_here(self) -> bool:
        headers = self.request.headers
        origin = urlsplit(headers.get("Origin", "")).netloc
        is_same = headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
        return is_same and (not origin or origin == self.request.host)

    def data_received(self, chunk: bytes) -> None:
        """Keep it: the connection ends where it grows too large."""
        self._body += chunk

    @cached_property
    def told(self) -> dict[str, Any]:
        """What the page says; raises a 400 for what is no object."""
        try:
            found = json.loads(self._body)
        except (ValueError, RecursionError) as error:
            raise HTTPError(400) from error
        if not isinstance(found, dict):
            raise HTTPError(400)
        return found

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say it in JSON."""
        self.finish({"said": ""})

    def refuse(self, said: Said) -> None:
        """Answer that it was not done, and why."""
        self.set_status(said.status)
        self.finish({"said": said.words})


class BallotHandler(TakesJson):
    """Takes a ballot, and answers once it is stored."""

    async def post(self) -> None:
        """Count it."""
        with speaking(spoken(self)):
            refused = self._refused() or await self._count()
            if refused:
                self.refuse(refused)

    def _refused(self) -> Said | None:
        if not self.voter:
            return Said(403, gettext("Load this page again, then send your vote."))
        if self.desk.crowd.allows(self.request.remote_ip or "") and self.desk.ballots.allows(self.voter):
            return None
        return Said(429, gettext("Too many at once: wait a moment, then send it again."))

    async def _count(self) -> Said | None:
        vote, round, answer, sure = (self.told.get(name) for name in ("vote", "round", "answer", "sure"))
        try:
            ballot = await self.desk.votes.cast(self.voter, vote, round, answer, sure)
        except Closed:
            return Said(409, gettext("This round is closed: no more votes are taken."))
        except Full:
            return Said(503, gettext("This vote is full: tell your teacher."))
        except ValueError as error:
            return Said(400, str(error))
        except sqlite3.Error:
            return Said(503, gettext("It could not be stored: send it again."))
        self.finish({"stored": ballot._asdict()})
        return None


class ForTeacher(AtDesk):
    """A handler for whoever knows the teacher's secret."""

    @property
    def is_teacher(self) -> bool:
        """Whether the browser has shown the secret before."""
        return is_secret(self.get_cookie(TEACHER), pass_for(self.desk.secret))


class TeacherPage(ForTeacher):
    """Answers with the page for the projector."""

    def get(self) -> None:
        """Send it, or let the teacher in."""
        if self.lets_in():
            return
        with speaking(spoken(self)):
            if self.is_teacher:
                shown = self.desk.teacher()
                self.finish(pages.page(self.where, shown, self.desk.shown, teaches=True, kind=self.desk.kind))
            else:
                self.set_status(403)
                self.finish(pages.refused_page(self.where, self.desk.kind))


class TeacherNow(ForTeacher):
    """Answers with what the teacher's page shows now."""

    def get(self) -> None:
        """Send it."""
        if not self.is_teacher:
            raise HTTPError(403)
        with speaking(spoken(self)):
            self.finish({"shown": self.desk.shown, "html": self.desk.teacher(), "mine": []})


class TeacherActs(TakesJson, ForTeacher):
    """Takes the teacher's steps."""

    def prepare(self) -> None:
        """Only the teacher's."""
        super().prepare()
        if not self.is_teacher:
            raise HTTPError(403)

    async def post(self, what: str) -> None:
        """Begin a vote, or move the one that is on."""
        with speaking(spoken(self)):
            try:
                await (self._ask() if what == "ask" else self._move())
            except ValueError as error:
                self.refuse(Said(400, str(error)))
            except sqlite3.Error:
                self.refuse(Said(503, gettext("It could not be stored: send it again.")))
            else:
                self.finish({"said": ""})

    async def _ask(self) -> None:
        await self.desk.votes.ask(str(self.told.get("key")))

    async def _move(self) -> None:
        await self.desk.votes.move(*(self.told.get(name) for name in ("vote", "before", "to")))


class BallotsHandler(ForTeacher):
    """Answers with all ballots as a table."""

    def get(self) -> None:
        """Send it as a file."""
        if not self.is_teacher:
            raise HTTPError(403)
        text = io.StringIO()
        rows = csv.writer(text)
        rows.writerow(COLUMNS)
        rows.writerows(answers(self.desk.votes.all))
        self.set_header("Content-Type", "text/csv; charset=UTF-8")
        self.set_header("Content-Disposition", 'attachment; filename="ballots.csv"')
        self.finish(text.getvalue())


Route = tuple[str, type[RequestHandler], dict[str, Any]]


def handlers(
    store: VoteStore,
    teacher_secret: str,
    base: str = "/",
    headers: Headers = lambda host: {},
    kind: Kind = COURSE,
) -> list[Route]:
    """What an application mounts so that a class votes: addresses below ``base``, which begins and ends with a slash.

    Students open ``{base}vote``; ``{base}vote?teacher=SECRET`` is the teacher's. ``headers`` are those with which the
    application answers elsewhere, and ``kind`` is what its pages are about.
    """
    given = {"desk": Desk(store, teacher_secret, base, headers, kind)}
    found: dict[str, type[RequestHandler]] = {
        "vote": StudentPage,
        "vote/now": StudentNow,
        "vote/state": StateHandler,
        "vote/live": LiveHandler,
        "vote/ballot": BallotHandler,
        f"vote/ballot-{pages.script_hash()}.js": ScriptHandler,
        "vote/teach": TeacherPage,
        "vote/teach/now": TeacherNow,
        "vote/teach/(ask|move)": TeacherActs,
        "vote/teach/ballots.csv": BallotsHandler,
    }
    return [(f"{base}{address}", handler, given) for address, handler in found.items()]
