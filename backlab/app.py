"""The ``backlab`` command: dashboards in the browser, notebooks in JupyterLab, advice in the terminal."""

from __future__ import annotations

import argparse
import io
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from backlab.serving import Refusal

PAGES_PORT = 8866
LAB_PORT = 8867  # not the same, so that a teacher can have both open
PATIENT = ("age", "pain", "days", "onset", "mobility", "present", "absent")
EXAMPLES = """\
examples:
  backlab                                    open the dashboards in the browser
  backlab --port 9000 --no-browser           serve them on a port of your own
  backlab lab --folder my-notebooks          work on your own copy in JupyterLab
  backlab advise --age 34 --pain 6 --onset lifting
  backlab advise --age 52 --pain 7 --present fever nausea --none-other --json

It teaches on example patients and is never a diagnosis. In a real emergency call 999, 112 or 911.
"""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, without the page of usage."""

    def error(self, message: str) -> NoReturn:
        raise Refusal(f"{message}; see {self.prog} --help")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns 0, or 2 after one line on stderr that says what to do."""
    _never_fail_on_a_letter()
    try:
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


def _parser() -> argparse.ArgumentParser:
    from backlab import __version__

    parser = _Parser(
        prog="backlab",
        description="Choose the best treatment for a muscle spasm in the back, and see why.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"backlab {__version__}")
    parser.set_defaults(run=_serve, port=None, no_browser=False, notebooks=None)
    _add_server_options(parser, PAGES_PORT)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)
    _add_lab(commands)
    _add_advise(commands)
    return parser


def _add_server_options(parser: argparse.ArgumentParser, port: int) -> None:
    # No default here, so that `backlab --port 9000 lab` is heard as well as `backlab lab --port 9000`.
    said: dict[str, Any] = {"default": argparse.SUPPRESS}
    where = f"port to listen on (default: {port}; 0 takes any free one)"
    parser.add_argument("--port", type=_port, metavar="N", help=where, **said)
    parser.add_argument("--no-browser", action="store_true", help="only print the address", **said)
    own = "a folder of your own notebooks, instead of those that come with backlab"
    parser.add_argument("--notebooks", type=Path, metavar="PATH", help=own, **said)


def _add_lab(commands: argparse._SubParsersAction[_Parser]) -> None:
    lab = commands.add_parser(
        "lab",
        help="work on your own copy of the notebooks in JupyterLab",
        description="Open JupyterLab on a working copy of the notebooks. What you changed is never overwritten.",
        allow_abbrev=False,
    )
    lab.add_argument(
        "--folder",
        type=Path,
        metavar="PATH",
        default=Path("backlab-notebooks"),
        help="where the copy is (default: %(default)s)",
    )
    _add_server_options(lab, LAB_PORT)
    lab.set_defaults(run=_lab)


def _add_advise(commands: argparse._SubParsersAction[_Parser]) -> None:
    advise = commands.add_parser(
        "advise",
        help="answer in the terminal",
        description="Advice for one example patient, in the terminal.",
        epilog=_words_to_use(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    # Only what is said is passed on: every default and every check is the presentation's own.
    said: dict[str, Any] = {"default": argparse.SUPPRESS}
    advise.add_argument("--age", type=_whole, required=True, metavar="N", help="age in years")
    advise.add_argument("--pain", type=_whole, required=True, metavar="N", help="pain from 0 to 10")
    advise.add_argument("--days", type=_whole, metavar="N", help="days since it began", **said)
    advise.add_argument("--onset", metavar="WORD", help="how it began, such as lifting", **said)
    advise.add_argument("--mobility", metavar="WORD", help="how far they can move, such as still_moving", **said)
    for name in ("present", "absent"):
        text = f"findings that are {name}, such as fever"
        advise.add_argument(f"--{name}", nargs="+", action="extend", metavar="FINDING", help=text, **said)
    advise.add_argument("--none-other", action="store_true", help="every finding not named is absent")
    advise.add_argument("--lens", metavar="LENS", help="'article' for what the article says, or 'today'", **said)
    advise.add_argument("--json", action="store_true", help="print JSON")
    advise.set_defaults(run=_advise)


def _words_to_use() -> str:
    """Every word that --onset, --mobility, --present and --absent understand, by topic."""
    from textwrap import fill

    from backlab.knowledge.findings import CHOICES, TOPICS, in_topic

    options = {topic: f"--{name}" for name, topic in CHOICES.items()}
    lines = []
    for topic in TOPICS:
        words = " ".join(finding.id for finding in in_topic(topic))
        lines.append(f"{topic} ({options.get(topic, '--present, --absent')}):")
        lines.append(fill(words, 96, initial_indent="  ", subsequent_indent="  "))
    return "\n".join(lines)


def _port(text: str) -> int:
    port = _whole(text)
    if not 0 <= port <= 65_535:
        raise argparse.ArgumentTypeError(f"a port runs from 0 to 65535, not {port}")
    return port


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"a whole number is needed, not {text!r}") from None


def _serve(arguments: argparse.Namespace) -> None:
    from backlab.serving import machine

    machine.make_ready()
    folder = _notebooks(arguments.notebooks)
    browser = None if arguments.no_browser else machine.browser()
    sockets = machine.listen(PAGES_PORT if arguments.port is None else arguments.port)
    from backlab.serving import kernels

    with kernels.compiled_imports():
        from backlab.serving.pages import make_pages

        pages = make_pages(folder, sockets, browser)
    pages.start()


def _lab(arguments: argparse.Namespace) -> None:
    from backlab.serving import machine

    machine.make_ready()
    source = _notebooks(arguments.notebooks)
    if not arguments.no_browser:
        machine.browser()
    port = machine.free_port(LAB_PORT if arguments.port is None else arguments.port)
    _bring_up_to_date(source, arguments.folder)
    from backlab.serving import kernels

    with kernels.compiled_imports():
        from backlab.serving.lab import open_lab
    open_lab(arguments.folder.resolve(), port, browser=not arguments.no_browser)


def _notebooks(own: Path | None) -> Path:
    from backlab.serving.notebooks import cards, shipped

    folder = shipped() if own is None else own.resolve()
    if not cards(folder):
        raise Refusal(f"there is no notebook in {folder}: name another folder with --notebooks")
    return folder


def _bring_up_to_date(source: Path, folder: Path) -> None:
    from backlab.serving.workcopy import refresh

    try:
        for line in refresh(source, folder):
            print(line)
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refusal(f"cannot write to {folder} ({reason}): choose another folder with --folder") from error


def _advise(arguments: argparse.Namespace) -> None:
    from backlab import Presentation, advise
    from backlab.render import to_text

    said = vars(arguments)
    try:
        presentation = Presentation.from_dict({name: said[name] for name in PATIENT if name in said})
        if arguments.none_other:
            presentation = presentation.none_other()
        advice = advise(presentation, **{name: said[name] for name in ("lens",) if name in said})
    except ValueError as error:
        raise Refusal(str(error)) from error
    print(advice.to_json() if arguments.json else to_text(advice.sections(), _width()))


def _width() -> int:
    """As wide as the terminal, where there is one, and never wider than is good to read."""
    return min(100, shutil.get_terminal_size(fallback=(100, 0)).columns)
