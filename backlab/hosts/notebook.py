"""Labs in a notebook: each is shown by one widget, which carries what a lab and its page say to each other.

The page hears the lab's face and state when it is opened, and from then on replies; the lab hears requests, and no
state: what a page may do is what the contract says.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from functools import wraps
from inspect import Signature, signature
from typing import Any

import anywidget
from IPython.display import display
from traitlets import traitlets as t

from backlab.hosts.files import Files
from backlab.hosts.newest import Newest
from backlab.hosts.script import loader, run_again, script_reference
from backlab.kit.contract import Effect, Reply
from backlab.kit.keeping import KeepingLab
from backlab.kit.lab import Lab
from backlab.kit.page import Page, standing_on
from backlab.language import speaking

_PAGE = Page()  # a kernel has one notebook, and that has one page


class _LiveState(t.Any):
    """What the lab says at the moment at which it is asked for; so it is never sent because it has changed."""

    def get(self, obj: Any, cls: Any = None) -> Any:
        """The state of the lab."""
        return obj.lab.state


class Shown(anywidget.AnyWidget):
    """A lab that a notebook shows; whatever the lab can do, it can do too: ``shown.set(pain=7)``."""

    _esm = loader()
    kit = t.Unicode().tag(sync=True)
    face = t.Dict().tag(sync=True)
    state = _LiveState().tag(sync=True)

    def __init__(self, lab: Lab) -> None:
        self.lab = lab
        self._files: Files | None = None
        if isinstance(lab, KeepingLab) and not is_page():
            lab.store = "host"
            self._files = Files(lab)
        super().__init__(face=lab.face, kit=script_reference())
        self._newest = Newest(lambda request: lab.hear(request, later=_soon))
        lab.listen(self._reply)
        self.on_msg(self._heard)

    def __getattr__(self, name: str) -> Any:
        if name == "lab" or name.startswith("_"):
            raise AttributeError(name)
        self._newest.finish()
        self.lab.finish()  # code reads no half answer
        return getattr(self.lab, name)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *dir(self.lab)]

    def __repr__(self) -> str:
        return f"{type(self.lab).__name__}(key={self.lab.key!r})"

    def _ipython_display_(self) -> None:
        """Show it; where a saved notebook is opened again, a sentence stands in its place until it lives again."""
        if not is_page():
            with speaking(self.lab.lang):
                display({"text/html": run_again(), "text/plain": ""}, raw=True)  # type: ignore[no-untyped-call]
        if bundle := self._repr_mimebundle_():
            display(bundle[0], metadata=bundle[1], raw=True)  # type: ignore[no-untyped-call]

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Hear no state from a page: which files are read, or what is said, is not its to say."""

    def _heard(self, _widget: object, content: Any, _buffers: object) -> None:
        match content:
            case {"kind": "remembered"} if self._files:
                self._files.look(content)
            case _:
                self._look_again(content)
                self._newest.hear(content)

    def _look_again(self, content: Any) -> None:
        """The index stays open beside the lessons: what it saves or forgets is what is there by now."""
        match content:
            case {"kind": "pressed"} if self._files and self.lab.keeps == "":
                self._files.look()

    def _reply(self, reply: Reply) -> None:
        effects = [effect for effect in reply["effects"] if self._is_for_page(effect)]
        self._carry({**reply, "effects": effects})

    def _is_for_page(self, effect: Effect) -> bool:
        """Whether the page is to hear of an effect; of what is kept beside the notebook, once it is."""
        return self._files is None or self._files.done(effect)

    def _carry(self, reply: Reply) -> None:
        self.send({"kind": "reply", **reply})


_PAUSE = 0.01
"""Seconds in which a first reply is on its way, before its rest is worked out; a page that asks again goes first."""


def _soon(act: Callable[[], None]) -> None:
    """Call it when the kernel has sent what it has to send, or at once where nothing comes after."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        act()
    else:
        loop.call_later(_PAUSE, act)


def is_page() -> bool:
    """Whether the notebook is shown as a page: a class must not share files on its server."""
    return os.environ.get("SERVER_SOFTWARE", "").startswith("voila")


def shows(kind: Callable[..., Any]) -> Callable[..., Any]:
    """What makes a lab of this kind and shows it, by the same name and with the same arguments.

    It stands on the notebook's page, whose address a server hands to the kernel; in JupyterLab there is none.
    """

    @wraps(kind, updated=())
    def show(*arguments: Any, **named: Any) -> Any:
        _PAGE.query = os.environ.get("QUERY_STRING", "")
        with standing_on(_PAGE):
            made = kind(*arguments, **named)
        return Shown(made) if isinstance(made, Lab) else made

    # What comes back is what was shown; of a class, only its own start says that it returns nothing.
    show.__signature__ = signature(kind).replace(return_annotation=Signature.empty)  # type: ignore[attr-defined]
    return show
