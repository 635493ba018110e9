"""The ``backlab`` command: dashboards in the browser, notebooks in JupyterLab, advice in the terminal."""

from __future__ import annotations

import argparse
import io
import os
import re
import shlex
import shutil
import sys
from collections.abc import Collection, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn

from backlab.language import LANGUAGES, SOURCE_LANGUAGE, gettext, ngettext, speaking
from backlab.serving import CELL_LIMIT, Refusal

PAGES_PORT = 8866
LAB_PORT = 8867  # not the same, so that a teacher can have both open
SITE_PORT = 8868
CLASS_PORT = 8869
_QUESTIONS = 100
PATIENT = ("age", "pain", "days", "onset", "mobility", "present", "absent", "sex", "weeks")


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, without the page of usage."""

    def error(self, message: str) -> NoReturn:
        raise Refusal(gettext("{problem}; see {command} --help").format(problem=message, command=self.prog))


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns 0, or 2 after one line on stderr that says what to do."""
    _never_fail_on_a_letter()
    try:
        with speaking(_asked_language(argv)):
            arguments = _parser().parse_args(argv)
            arguments.run(arguments)
        sys.stdout.flush()
    except Refusal as refusal:
        print(f"backlab: {refusal}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:  # before it served anything; a server that was ended is a success
        return 130
    except BrokenPipeError:  # as in `backlab advise ... | head`: nobody reads on, and Python must not say so
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _never_fail_on_a_letter() -> None:
    # A Windows terminal may lack a letter such as °: show a question mark rather than a traceback.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def _asked_language(argv: Sequence[str] | None) -> str:
    """What --language says, heard before all else: the help and what is wrong are said in it too."""
    parser = _Parser(add_help=False, allow_abbrev=False)
    parser.add_argument("--language", nargs="?")
    code = parser.parse_known_args(argv)[0].language
    return code if code in LANGUAGES else SOURCE_LANGUAGE


def _parser() -> argparse.ArgumentParser:
    from backlab import __version__

    parser = _Parser(
        prog="backlab",
        description=gettext("Choose the best treatment for a muscle spasm in the back, and see why."),
        epilog=examples(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"backlab {__version__}")
    parser.set_defaults(run=_serve, port=None, no_browser=False, notebooks=None)
    _add_server_options(parser, PAGES_PORT)
    lessons = gettext("list all lessons of the course beside the notebooks of your own")
    parser.add_argument("--with-lessons", action="store_true", help=lessons)
    _add_class_options(parser)
    _add_cell_options(parser)
    where = gettext("what every address begins with, where another server passes requests on (default: /)")
    parser.add_argument("--base-url", type=_base_url, metavar="PATH", default="/", help=where)
    most = gettext("how many pages may be open at once (default: as many as the memory holds)")
    parser.add_argument("--at-most", type=_some, metavar="N", default=0, help=most)
    commands = parser.add_subparsers(title=gettext("commands"), metavar=gettext("COMMAND"), parser_class=_Parser)
    _add_lab(commands)
    _add_new(commands)
    _add_site(commands)
    _add_advise(commands)
    _add_grade(commands)
    _add_bank(commands)
    return parser


def examples() -> str:
    """What can be typed, line by line, and what it is not for."""
    commands = (
        ("backlab", gettext("open the dashboards in the browser")),
        ("backlab --port 9000 --no-browser", gettext("serve them on a port of your own")),
        ("backlab --class", gettext("let a class in the same network open the course")),
        ("backlab lab --folder my-notebooks", gettext("work on your own copy in JupyterLab")),
        ("backlab new my_seesaw --folder my-notebooks", gettext("begin a lesson of your own")),
        ("backlab site course --serve", gettext("write the course as plain files, and show them")),
        ("backlab advise --age 34 --pain 6 --onset lifting", ""),
        ("backlab advise --age 52 --pain 7 --present fever nausea --none-other --json", ""),
        ("backlab advise --age 34 --pain 6 --language es", ""),
        ("backlab grade handed-in", gettext("grade the answers that a class has handed in")),
        ("backlab grade moodle.zip --gradebook moodle", gettext("the same, as an LMS packs and imports it")),
        ("backlab bank --count 200 --as moodle", gettext("write questions for an exam, as many as you like")),
    )
    lines = "\n".join(f"  {command:<43}{what}".rstrip() for command, what in commands)
    safety = gettext(
        "It teaches on example patients and is never a diagnosis. In a real emergency call 999, 112 or 911."
    )
    return f"{gettext('examples')}:\n{lines}\n\n{safety}\n"


def _add_server_options(parser: argparse.ArgumentParser, port: int) -> None:
    # No default here, so that `backlab --port 9000 lab` is heard as well as `backlab lab --port 9000`.
    said: dict[str, Any] = {"default": argparse.SUPPRESS}
    parser.add_argument("--no-browser", action="store_true", help=gettext("only print the address"), **said)
    _add_place_options(parser, port)


def _add_place_options(parser: argparse.ArgumentParser, port: int) -> None:
    said: dict[str, Any] = {"default": argparse.SUPPRESS}
    where = gettext("port to listen on (default: {port}; 0 takes any free one)").format(port=port)
    parser.add_argument("--port", type=_port, metavar="N", help=where, **said)
    own = gettext("a folder of your own notebooks, or one notebook, instead of those that come with backlab")
    parser.add_argument("--notebooks", type=Path, metavar="PATH", help=own, **said)


def _add_cell_options(parser: argparse.ArgumentParser) -> None:
    cells = parser.add_argument_group(gettext("for notebooks of your own"))
    shown = gettext("show on the page, line by line, where a cell failed (the terminal always says it)")
    cells.add_argument("--show-errors", action="store_true", help=shown)
    long = gettext("how many seconds a cell may take before it is stopped (default: {limit})").format(limit=CELL_LIMIT)
    cells.add_argument("--cell-limit", metavar="SECONDS", type=_counted, default=CELL_LIMIT, help=long)


def _add_class_options(parser: argparse.ArgumentParser) -> None:
    room = parser.add_argument_group(gettext("for a class"))
    let_in = gettext("let everybody in this network open the course who has the code (port: {port})")
    room.add_argument("--class", dest="classroom", action="store_true", help=let_in.format(port=CLASS_PORT))
    room.add_argument("--code", metavar="CODE", type=_code, help=gettext("the code of the class (default: a new one)"))
    many = gettext("how many students can be in at once (default: 1000)")
    room.add_argument("--students", metavar="N", type=_counted, default=1000, help=many)
    long = gettext("how many seconds one answer may take (default: 5)")
    room.add_argument("--limit", metavar="N", type=_counted, default=5, help=long)
    again = gettext("the name of this class's votes, to go on with them another day (default: new ones)")
    room.add_argument("--votes", metavar="NAME", default="", help=again)
    kept = gettext("the folder in which votes are kept (default: beside what Jupyter keeps)")
    room.add_argument("--votes-in", metavar="FOLDER", type=Path, help=kept)
    framed = gettext("an address that may show the pages in a frame, such as https://moodle.example.org")
    room.add_argument("--frame-ancestors", metavar="ORIGIN", type=_origin, action="append", default=[], help=framed)
    spoken = gettext("the language of the first page, and of what is said here (default: that of the notebooks)")
    room.add_argument("--language", choices=tuple(LANGUAGES), help=spoken)


def _add_lab(commands: argparse._SubParsersAction[_Parser]) -> None:
    lab = commands.add_parser(
        "lab",
        help=gettext("work on your own copy of the notebooks in JupyterLab"),
        description=gettext(
            "Open JupyterLab on a working copy of the notebooks. What you changed is never overwritten."
        ),
        allow_abbrev=False,
    )
    copy = Path("backlab-notebooks")
    where = gettext("where the copy is (default: {path})").format(path=copy)
    lab.add_argument("--folder", type=Path, metavar="PATH", default=copy, help=where)
    spoken = gettext("the language of the notebooks and their labs (default: en)")
    lab.add_argument("--language", choices=tuple(LANGUAGES), help=spoken)
    _add_server_options(lab, LAB_PORT)
    lab.set_defaults(run=_lab)


def _add_new(commands: argparse._SubParsersAction[_Parser]) -> None:
    new = commands.add_parser(
        "new",
        help=gettext("begin a lesson of your own"),
        description=gettext(
            "Write a notebook, its questions and a plan for teachers, which work as they are; then write yours over"
            " them. Nothing that is there is written over."
        ),
        allow_abbrev=False,
    )
    name = gettext("the name of the lesson in small letters, digits and _, such as my_seesaw")
    new.add_argument("lesson", metavar="LESSON", help=name)
    folder = Path("my-notebooks")
    where = gettext("the folder to write it into (default: {path})").format(path=folder)
    new.add_argument("--folder", type=Path, metavar="PATH", default=folder, help=where)
    spoken = gettext("the language of what is said here (default: en)")
    new.add_argument("--language", choices=tuple(LANGUAGES), help=spoken)
    new.set_defaults(run=_new)


def _add_site(commands: argparse._SubParsersAction[_Parser]) -> None:
    site = commands.add_parser(
        "site",
        help=gettext("write the course as plain files, for any web server or a USB stick"),
        description=gettext(
            "Write every page of the course as a file into a folder. Any web server can show it, at any address; no"
            " Python runs there, the labs work in the reader's browser."
        ),
        allow_abbrev=False,
    )
    where = gettext("the folder to write: a new one, or an older course")
    site.add_argument("out", type=Path, metavar="OUT", help=where)
    packed = gettext("also pack the folder into one file, such as backlab.zip")
    site.add_argument("--zip", type=Path, metavar="FILE", help=packed)
    lessons = gettext("also pack each lesson for a learning platform (SCORM 1.2), as a file in this folder")
    site.add_argument("--scorm", type=Path, metavar="FOLDER", help=lessons)
    workbench = gettext("also put JupyterLab for the browser beside it, for those who want to change the code")
    site.add_argument("--lab", action="store_true", help=workbench)
    site.add_argument("--serve", action="store_true", help=gettext("show it at an address of this machine"))
    spoken = gettext("the language of what is said here, and in which lessons are packed")
    site.add_argument("--language", choices=tuple(LANGUAGES), help=spoken)
    _add_place_options(site, SITE_PORT)
    site.set_defaults(run=_site)


def _add_advise(commands: argparse._SubParsersAction[_Parser]) -> None:
    advise = commands.add_parser(
        "advise",
        help=gettext("answer in the terminal"),
        description=gettext("Advice for one example patient, in the terminal."),
        epilog=_words_to_use(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    _add_patient(advise)
    lens = gettext("'article' for what the article says, or 'today'")
    advise.add_argument("--lens", metavar="LENS", help=lens, default=argparse.SUPPRESS)
    advise.add_argument(
        "--language", choices=tuple(LANGUAGES), help=gettext("the language of the answer (default: en)")
    )
    advise.add_argument("--json", action="store_true", help=gettext("print JSON"))
    advise.set_defaults(run=_advise)


def _add_grade(commands: argparse._SubParsersAction[_Parser]) -> None:
    from backlab.course.answers import SPREADSHEET
    from backlab.course.gradebook import GRADEBOOKS

    grade = commands.add_parser(
        "grade",
        help=gettext("grade the answers that a class has handed in, and see what to teach again"),
        description=gettext(
            "Judge each file of answers anew: a table and what to teach again here, all of it in a spreadsheet and a"
            " report."
        ),
        allow_abbrev=False,
    )
    place = gettext("where the students' files are: a folder, or the zip from Moodle or Canvas")
    grade.add_argument("folder", type=Path, metavar="FOLDER", help=place)
    where = gettext("where to write the spreadsheet and the report (default: beside the files)")
    grade.add_argument("--out", type=Path, metavar="FOLDER", help=where)
    table = gettext("the name of the spreadsheet (default: {name})").format(name=SPREADSHEET)
    grade.add_argument("--csv", type=Path, metavar="FILE", help=table)
    book = gettext("also write a file that Moodle or Canvas imports")
    grade.add_argument("--gradebook", choices=tuple(GRADEBOOKS), help=book)
    own = gettext("your own questions: a folder of notebooks, a notebook, or a file of questions")
    grade.add_argument("--questions", type=Path, metavar="PATH", help=own)
    over = gettext("write over tables that were changed since")
    grade.add_argument("--overwrite", action="store_true", help=over)
    grade.add_argument(
        "--language", choices=tuple(LANGUAGES), help=gettext("the language of the answer (default: en)")
    )
    grade.set_defaults(run=_grade)


def _add_bank(commands: argparse._SubParsersAction[_Parser]) -> None:
    from backlab.practice.formats import FORMATS

    bank = commands.add_parser(
        "bank",
        help=gettext("write questions for an LMS, for Anki, or for paper"),
        description=gettext(
            "Write a file of questions: pairs of example patients that differ in one answer, made from the rules, and"
            " exercises of the course. Each has its right answer, its reasons and their sources."
        ),
        allow_abbrev=False,
    )
    many = gettext("how many questions (default: {count})").format(count=_QUESTIONS)
    bank.add_argument("--count", type=_counted, metavar="N", default=_QUESTIONS, help=many)
    seed = gettext("which questions: the same number gives the same ones (default: 1)")
    bank.add_argument("--seed", type=_some, metavar="N", default=1, help=seed)
    kind = gettext("the format: {formats}").format(formats=", ".join(FORMATS))
    bank.add_argument("--as", dest="format", choices=tuple(FORMATS), required=True, help=kind)
    where = gettext("the file to write (default: {name})").format(name=_bank_name("N", ".xml"))
    bank.add_argument("--out", type=Path, metavar="FILE", help=where)
    own = gettext("your own questions instead: a folder of notebooks, a notebook, or a file of questions")
    bank.add_argument("--questions", type=Path, metavar="PATH", help=own)
    bank.add_argument("--overwrite", action="store_true", help=gettext("write over a file that is there"))
    spoken = gettext("the language of the questions (default: en)")
    bank.add_argument("--language", choices=tuple(LANGUAGES), help=spoken)
    bank.set_defaults(run=_bank)


def _add_patient(advise: argparse.ArgumentParser) -> None:
    # Only what is said is passed on: every default and every check is the presentation's own.
    said: dict[str, Any] = {"default": argparse.SUPPRESS}
    many: dict[str, Any] = {"nargs": "+", "action": "extend", "metavar": "FINDING", **said}
    number: dict[str, Any] = {"type": _whole, "metavar": "N"}
    how_far = gettext("how far they can move, such as still_moving")
    advise.add_argument("--age", required=True, help=gettext("age in years"), **number)
    advise.add_argument("--pain", help=gettext("pain from 0 to 10"), **number, **said)
    advise.add_argument("--days", help=gettext("days since it began"), **number, **said)
    advise.add_argument("--onset", metavar="WORD", help=gettext("how it began, such as lifting"), **said)
    advise.add_argument("--mobility", metavar="WORD", help=how_far, **said)
    advise.add_argument("--sex", metavar="WORD", help=gettext("sex at birth: female or male"), **said)
    advise.add_argument("--weeks", help=gettext("weeks of pregnancy"), **number, **said)
    advise.add_argument("--present", help=gettext("findings that are present, such as fever"), **many)
    advise.add_argument("--absent", help=gettext("findings that are absent, such as fever"), **many)
    advise.add_argument("--none-other", action="store_true", help=gettext("every finding not named is absent"))


def _words_to_use() -> str:
    """Every word that --onset, --mobility, --present and --absent understand, by topic."""
    from textwrap import fill

    from backlab.knowledge.findings import CHOICES, TOPICS, in_topic

    options = {topic: f"--{name}" for name, topic in CHOICES.items()}
    lines = []
    for topic in TOPICS:
        words = " ".join(finding.id for finding in in_topic(topic))
        lines.append(f"{gettext(topic)} ({options.get(topic, '--present, --absent')}):")
        lines.append(fill(words, 96, initial_indent="  ", subsequent_indent="  "))
    return "\n".join(lines)


def _code(text: str) -> str:
    """A code that is easy to enter; raises ``ArgumentTypeError`` for any other."""
    code = text.lower()
    if not re.fullmatch(r"[a-z0-9]{3,20}", code):
        raise argparse.ArgumentTypeError(gettext("a code has 3 to 20 letters from a to z or digits"))
    return code


def _counted(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,3}", text):
        raise argparse.ArgumentTypeError(gettext("{text} is no number from 1 to 9999").format(text=repr(text)))
    return int(text)


def _origin(text: str) -> str:
    """Where a page is from, as browsers say it; raises ``ArgumentTypeError`` for what is none."""
    if not re.fullmatch(r"https?://[\w.-]+(:\d{1,5})?", text):
        raise argparse.ArgumentTypeError(
            gettext("{text} is no origin: write one such as https://moodle.example.org").format(text=repr(text))
        )
    return text


def _base_url(text: str) -> str:
    """A path as servers know it, from / to /; raises ``ArgumentTypeError`` for what is none."""
    if not re.fullmatch(r"/([\w.~@%+-]+/)*", f"/{text.strip('/')}/".replace("//", "/")):
        raise argparse.ArgumentTypeError(gettext("no path {text}: write one such as /class/").format(text=repr(text)))
    return f"/{text.strip('/')}/".replace("//", "/")


def _port(text: str) -> int:
    port = _whole(text)
    if not 0 <= port <= 65_535:
        raise argparse.ArgumentTypeError(gettext("a port runs from 0 to 65535, not {port}").format(port=port))
    return port


def _some(text: str) -> int:
    number = _whole(text)
    if number < 1:
        raise argparse.ArgumentTypeError(gettext("at least 1 is needed, not {number}").format(number=number))
    return number


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        needed = gettext("a whole number is needed, not {word}").format(word=repr(text))
        raise argparse.ArgumentTypeError(needed) from None


def _need(package: str) -> None:
    """Raise ``Refusal`` where what serves is not installed: the labs alone do without it."""
    if find_spec(package) is None:
        missing = gettext(
            "{package} is not installed, and pages and JupyterLab need it: run pip install with backlab's folder or"
            " wheel, and without --no-deps"
        )
        raise Refusal(missing.format(package=package))


def _serve(arguments: argparse.Namespace) -> None:
    _need("voila")
    if arguments.classroom:
        _teach(arguments)
        return
    from backlab.serving import machine

    machine.make_ready()
    machine.interrupt_when_ended()  # until the pages are served, which end in their own way
    shelf = _shelf(arguments)
    browser = None if arguments.no_browser else machine.browser()
    sockets = machine.listen(PAGES_PORT if arguments.port is None else arguments.port)
    from backlab.serving import kernels
    from backlab.serving.terminal import clean_terminal

    with clean_terminal():
        with kernels.compiled_imports():
            from backlab.serving.pages import Cells, make_pages

            cells = Cells(arguments.cell_limit, arguments.show_errors)
            pages = make_pages(shelf, sockets, browser, arguments.base_url, arguments.at_most, cells)
        pages.start()


def _teach(arguments: argparse.Namespace) -> None:
    from backlab.serving import machine

    if arguments.base_url != "/":
        said = gettext("leave out --base-url: with --class all addresses begin with the code, which --code sets")
        raise Refusal(said)
    machine.make_ready()
    shelf = _shelf(arguments)
    sockets = machine.listen(CLASS_PORT if arguments.port is None else arguments.port, None)
    from backlab.course.own_files import course_beside
    from backlab.course.voting import polls
    from backlab.serving.classroom import codes, server
    from backlab.serving.classroom.room import Settings
    from backlab.serving.votes import handlers, open_store

    votes = open_store(arguments.votes_in, arguments.votes, polls(course_beside(shelf.folder / shelf.only)))
    settings = Settings(
        arguments.code or codes.drawn(),
        students=arguments.students,
        language=arguments.language or shelf.language(),
        frames=arguments.frame_ancestors,
        limit=arguments.limit,
        extra=lambda room: handlers(votes, room.teacher, room.base, room.safe_headers, room.kind),
        votes="vote",
    )
    server.serve(server.prepare(shelf, settings, sockets[0].getsockname()[1], _progress), sockets)


def _progress(made: int, of: int) -> None:
    """How far it is, on one line of a terminal; what is not read there is not told."""
    if sys.stderr.isatty():
        end = "\n" if made == of else ""
        line = gettext("Making the pages: {made} of {of}").format(made=made, of=of)
        print(f"\r{line}", end=end, file=sys.stderr, flush=True)


def _lab(arguments: argparse.Namespace) -> None:
    _need("jupyterlab")
    from backlab.serving import machine

    machine.make_ready()
    source = _notebooks(arguments.notebooks)
    if not arguments.no_browser:
        machine.browser()
    port = machine.free_port(LAB_PORT if arguments.port is None else arguments.port)
    _bring_up_to_date(source, arguments.folder)
    from backlab.serving import kernels

    with kernels.compiled_imports():
        from backlab.serving.workbench import open_lab
    open_lab(arguments.folder.resolve(), port, browser=not arguments.no_browser)


def _new(arguments: argparse.Namespace) -> None:
    from backlab.course.new import written

    folder: Path = arguments.folder
    try:
        files = written(arguments.lesson, folder)
    except ValueError as error:
        raise Refusal(str(error)) from error
    except OSError as error:
        locked = gettext("cannot write to {folder} ({reason}): choose another folder with --folder")
        raise Refusal(locked.format(folder=folder, reason=error.strerror or str(error))) from error
    print(*files, sep="\n")
    print(gettext("See it: {command}").format(command=f"backlab --notebooks {shlex.quote(str(folder))}"))


def _site(arguments: argparse.Namespace) -> None:
    _need("voila")
    folder = _notebooks(arguments.notebooks)
    from backlab.serving.machine import free_port
    from backlab.site import lite
    from backlab.site.build import pack, write
    from backlab.site.scorm import pack_lessons

    out: Path = arguments.out
    if arguments.lab:
        lite.need()  # before anything is written
    port = free_port(SITE_PORT if arguments.port is None else arguments.port) if arguments.serve else 0
    try:
        size = write(out, _files(folder, lab=arguments.lab))
        if arguments.zip:
            pack(out, arguments.zip)
        if arguments.scorm:
            pack_lessons(out, folder, arguments.scorm)
    except OSError as error:
        locked = gettext("cannot write {path} ({reason}): choose another place")
        raise Refusal(locked.format(path=error.filename or out, reason=error.strerror or str(error))) from error
    print(gettext("The course is in {folder}: {size} MB").format(folder=out, size=f"{size / 1e6:.1f}"))
    if arguments.serve:
        from backlab.site.serve import show

        show(out, port)


def _files(folder: Path, *, lab: bool) -> Iterator[Any]:
    """The plain files, and those of JupyterLab beside them."""
    from backlab.serving.shelf import Shelf
    from backlab.site import build, lite

    yield from build.pieces(Shelf(folder), lite.DOOR if lab else "")
    if lab:
        yield from lite.files(folder)


def _shelf(arguments: argparse.Namespace) -> Any:
    """What is served: a folder, or one notebook."""
    from backlab.serving.shelf import shelf_of

    own: Path | None = arguments.notebooks
    if own is not None and own.is_file():
        if own.suffix != ".ipynb":
            no = gettext("{path} is no notebook: name one that ends in .ipynb, or a folder of them")
            raise Refusal(no.format(path=own))
        return shelf_of(own.resolve(), lists_all=arguments.with_lessons)
    return shelf_of(_notebooks(own), lists_all=arguments.with_lessons)


def _notebooks(own: Path | None) -> Path:
    from backlab.notebook_cards import cards
    from backlab.serving.notebooks import shipped

    folder = shipped() if own is None else own.resolve()
    if folder.is_file():
        raise Refusal(gettext("{path} is a file: name the folder that it stands in").format(path=folder))
    if not cards(folder):
        nothing = gettext("there is no notebook in {folder}: name another folder with --notebooks")
        raise Refusal(nothing.format(folder=folder))
    return folder


def _bring_up_to_date(source: Path, folder: Path) -> None:
    from backlab.serving.workcopy import refresh

    try:
        for line in refresh(source, folder):
            print(line)
    except OSError as error:
        reason = error.strerror or str(error)
        locked = gettext("cannot write to {folder} ({reason}): choose another folder with --folder")
        raise Refusal(locked.format(folder=folder, reason=reason)) from error


def _advise(arguments: argparse.Namespace) -> None:
    from backlab import Presentation, advise
    from backlab.words.text import to_text

    said = vars(arguments)
    try:
        presentation = Presentation.from_dict({name: said[name] for name in PATIENT if name in said})
        if arguments.none_other:
            presentation = presentation.none_other()
        advice = advise(presentation, **{name: said[name] for name in ("lens",) if name in said})
    except ValueError as error:
        raise Refusal(str(error)) from error
    print(advice.to_json() if arguments.json else to_text(advice.sections(), _width()))


def _grade(arguments: argparse.Namespace) -> None:
    from backlab.course.own_files import course_in
    from backlab.course.table import OURS, asking

    try:
        course = course_in(arguments.questions) if arguments.questions else OURS
    except ValueError as error:
        raise Refusal(str(error)) from error
    with asking(course):
        _grade_course(arguments)


def _grade_course(arguments: argparse.Namespace) -> None:
    from backlab.course import grade, written
    from backlab.course.class_report import together
    from backlab.course.class_words import lines
    from backlab.course.handed_in import shown

    places = _graded_places(arguments)
    if places.table.suffix.lower() == grade.ENDING:
        raise Refusal(gettext("--csv cannot end in {ending}, as a student's answers do").format(ending=grade.ENDING))
    try:
        found = grade.grade(arguments.folder, _tell, written.OURS | {places.table.name})
    except grade.NothingToGrade as error:
        raise Refusal(str(error)) from error
    print(grade.table(found.students))
    print(grade.about_table())
    for file, why in found.skipped:
        _tell(gettext("not graded: {file}: {why}").format(file=file, why=why))
    whole = together(found.students)
    print("", *lines(whole), "", sep="\n")
    try:
        written.write(places, found, whole, arguments.gradebook, over=arguments.overwrite)
    except written.Changed as error:
        raise Refusal(str(error)) from error
    except OSError as error:
        locked = gettext("cannot write {path} ({reason}): choose another place with --out or --csv")
        path = shown(str(error.filename or places.table))
        raise Refusal(locked.format(path=path, reason=error.strerror or str(error))) from error
    said = gettext("Every lesson is in {table}, what to teach again in {report}")
    print(said.format(table=shown(str(places.table)), report=shown(str(places.report))))


def _bank(arguments: argparse.Namespace) -> None:
    from backlab.practice.formats import FORMATS

    form, seed = FORMATS[arguments.format], arguments.seed
    out: Path = arguments.out or Path(_bank_name(seed, form.ending))
    if out.exists() and not arguments.overwrite:
        there = gettext("{path} is there already: name another file with --out, or write over it with --overwrite")
        raise Refusal(there.format(path=out))
    title, items = _asked_in_bank(arguments, form.kinds)
    try:
        out.write_bytes(form.write(items, title))
    except OSError as error:
        locked = gettext("cannot write {path} ({reason}): name another file with --out")
        raise Refusal(locked.format(path=out, reason=error.strerror or str(error))) from error
    said = ngettext("{count} question is in {path}", "{count} questions are in {path}", len(items))
    print(said.format(count=len(items), path=out))


def _asked_in_bank(arguments: argparse.Namespace, kinds: Collection[str]) -> tuple[str, list[Any]]:
    """The title of a bank, and its questions: those that are made from the rules, or a teacher's own."""
    from backlab.practice.bank import bank, own_bank

    if not arguments.questions:
        title = gettext("Choosing a treatment for back spasm: questions {seed}").format(seed=arguments.seed)
        return title, bank(arguments.count, arguments.seed, kinds)
    from backlab.course.own_files import course_in

    try:
        course = course_in(arguments.questions)
    except ValueError as error:
        raise Refusal(str(error)) from error
    found = own_bank(course, kinds)
    for key, why in found.left_out.items():
        _tell(gettext("left out: {key}: {why}").format(key=key, why=why))
    if not found.items:
        raise Refusal(gettext("none of the questions in {place} can be asked there").format(place=arguments.questions))
    return "; ".join(course.titles.values()) or arguments.questions.name, found.items


def _bank_name(seed: object, ending: str) -> str:
    return f"backlab-bank-{seed}{ending}"


def _graded_places(arguments: argparse.Namespace) -> Any:
    from backlab.course.answers import SPREADSHEET
    from backlab.course.written import Places

    beside = arguments.folder if arguments.folder.is_dir() else arguments.folder.parent
    out: Path = arguments.out or (arguments.csv.parent if arguments.csv else beside)
    return Places(arguments.csv or out / SPREADSHEET, out)


def _tell(line: str) -> None:
    print(f"backlab: {line}", file=sys.stderr)


def _width() -> int:
    """As wide as the terminal, where there is one, and never wider than is good to read."""
    return min(100, shutil.get_terminal_size(fallback=(100, 0)).columns)
