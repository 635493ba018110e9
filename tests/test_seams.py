"""Where we reach inside another package: one test for each seam, that says what to look at when it has changed."""

from __future__ import annotations

import asyncio
import inspect
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType
from typing import Any

import jsonschema
import pytest
import voila
from ipykernel.kernelapp import IPKernelApp
from ipywidgets import Widget
from ipywidgets.widgets import widget as widgets
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.multikernelmanager import AsyncMultiKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from jupyter_server.auth.identity import IdentityProvider
from jupyter_server.auth.login import LoginFormHandler
from jupyter_server.auth.logout import LogoutHandler
from jupyter_server.services.kernels import kernelmanager
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
from jupyterlab_server.handlers import LabHandler
from nbclient import NotebookClient
from nbclient.output_widget import OutputWidget
from nbconvert.exporters.templateexporter import TemplateExporter
from packaging.requirements import Requirement
from playwright.sync_api import Page, expect
from servers import Server
from test_binder import PROJECT
from voila.app import Voila
from voila.execute import VoilaExecutor
from voila.exporter import VoilaExporter
from voila.handler import VoilaHandler
from voila.notebook_renderer import NotebookRenderer
from voila.tornado.contentshandler import VoilaContentsHandler
from voila.voila_identity_provider import VoilaLoginHandler

from backlab.serving.connection import PageConnection
from backlab.serving.displays import NamedDisplays
from backlab.serving.executor import PageExecutor
from backlab.serving.exporter import PageExporter
from backlab.serving.forking import ForkingProvisioner
from backlab.serving.handlers import INSTEAD, LEFT_OUT, KernelSocketHandler, PageHandler
from backlab.serving.once import Once
from backlab.serving.pages import Pages
from backlab.serving.renderer import PageRenderer
from backlab.serving.start import TEMPLATES
from backlab.serving.warm import ForkedKernel

VOILA = Path(voila.__file__).parent
# What is installed for the browser stands beside the packages.
SHARED = Path(sys.prefix, "share", "jupyter")


def named_in(function: Callable[..., Any]) -> set[str]:
    """Every name that a function speaks of, in what it holds within as well."""

    def names(code: CodeType) -> Iterator[str]:
        yield from code.co_names
        for part in code.co_consts:
            if isinstance(part, CodeType):
                yield from names(part)

    return set(names(inspect.unwrap(function).__code__))


def speaks(function: Callable[..., Any], *wanted: str, see: str) -> None:
    """Fail with a sentence where another package's function no longer uses what we replace or read."""
    missing = sorted(set(wanted) - named_in(function))
    assert not missing, f"{function.__module__}.{function.__qualname__} no longer uses {missing}: look at {see}"


def overrides(ours: type, theirs: type, *names: str) -> None:
    """Fail with a sentence where we override what is not there, or what takes other arguments."""
    for name in names:
        there = getattr(theirs, name, None)
        assert there is not None, f"{theirs.__qualname__} has no {name} any more: {ours.__qualname__} overrides nothing"
        needed = [p.name for p in inspect.signature(there).parameters.values() if p.default is p.empty]
        taken = inspect.signature(getattr(ours, name)).parameters
        is_open = any(p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD) for p in taken.values())
        assert is_open or len(needed) <= len(taken), f"{theirs.__qualname__}.{name} is now called with {needed}"


def holds(place: Path, pattern: str, words: str, see: str) -> None:
    """Fail with a sentence where no built script of another package holds these words any more."""
    scripts = sorted(place.glob(pattern))
    assert scripts, f"{place.name} has no scripts at {pattern} any more: look at {see}"
    said = any(words in script.read_text("utf-8", errors="replace") for script in scripts)
    assert said, f"no script of {place.name} says {words!r} any more: look at {see}"


def template(name: str) -> str:
    """One of our page's templates or scripts."""
    return TEMPLATES.joinpath(name).read_text("utf-8")


@pytest.mark.parametrize(
    "package", ["anywidget", "ipywidgets", "jupyter-client", "jupyter-server", "jupyterlab", "tornado", "voila"]
)
def test_what_we_reach_into_has_a_ceiling(package: str) -> None:
    """A version that nobody has looked at is not installed by itself."""
    (need,) = (n for n in map(Requirement, PROJECT["project"]["dependencies"]) if n.name == package)
    assert any(bound.operator == "<" for bound in need.specifier), f"{package} has no ceiling in pyproject.toml"


# --- Voilà ------------------------------------------------------------------------------------------------------


def test_voila_still_takes_its_exporter_by_name() -> None:
    """The exporter is replaced under the name by which Voilà finds it, and pages come from it piece by piece."""
    see = "serving/renderer.py, use_our_own"
    speaks(NotebookRenderer.initialize, "VoilaExporter", see=see)
    speaks(NotebookRenderer.generate_content_generator, "exporter", "generate_from_notebook_node", see=see)
    overrides(PageExporter, VoilaExporter, "_create_environment", "generate_from_notebook_node")


def test_voila_still_takes_its_renderer_and_its_executor_by_name() -> None:
    """A notebook is read, and a cell is run, by ours; errors and displays reach a page by the methods we extend."""
    speaks(VoilaHandler.get_generator, "NotebookRenderer", see="serving/renderer.py, use_our_own")
    speaks(NotebookRenderer.initialize, "load_notebook", see="serving/renderer.py, PageRenderer")
    overrides(PageRenderer, NotebookRenderer, "load_notebook")
    see = "serving/executor.py, PageExecutor"
    speaks(NotebookRenderer._jinja_kernel_start, "VoilaExecutor", see=see)
    speaks(NotebookRenderer._jinja_cell_generator, "execute_cell", see=see)
    speaks(NotebookClient.async_execute_cell, "_check_raise_for_error", see=see)
    speaks(NotebookClient._async_poll_output_msg, "process_message", see=see)
    overrides(PageExecutor, VoilaExecutor, "execute_cell", "process_message", "_check_raise_for_error")


def test_voila_still_keeps_what_displays_are_called_by() -> None:
    """Displays keep their names because each message of a cell comes through the method that we extend."""
    overrides(NamedDisplays, VoilaExecutor, "process_message")
    speaks(OutputWidget.output, "outputs", "sync_state", see="serving/displays.py, NamedDisplays")


def test_jupyter_still_asks_of_each_message_whether_it_is_an_error() -> None:
    """In time to change it, and by a connection that is ours to name."""
    see = "serving/connection.py, PageConnection"
    speaks(ZMQChannelsWebsocketConnection.handle_outgoing_message, "_on_error", "_on_zmq_reply", see=see)
    speaks(Voila.init_settings, "kernel_websocket_connection_class", see="serving/pages.py, Pages.init_settings")
    overrides(PageConnection, ZMQChannelsWebsocketConnection, "_on_error")


def test_nbconvert_still_makes_its_environment_where_we_add_to_it() -> None:
    """Templates are compiled once because each environment is made by the method that we extend."""
    made = TemplateExporter.environment.fget
    speaks(made, "_create_environment", see="serving/exporter.py, PageExporter")


def test_voila_still_starts_by_the_methods_that_we_extend() -> None:
    """Settings, handlers, templates, listening and the end are ours because Voilà calls them by these names."""
    see = "serving/pages.py, Pages"
    speaks(Voila.start, "init_settings", "init_handlers", "listen", "connection_dir", "connection_dir_root", see=see)
    speaks(Voila.initialize, "setup_template_dirs", see=see)
    overrides(Pages, Voila, "init_settings", "init_handlers", "setup_template_dirs", "listen", "stop")


def test_voila_still_answers_with_the_handlers_that_we_replace() -> None:
    """Each handler that stands in ours' place, or is left out, is one that Voilà's table of addresses names."""
    see = "serving/handlers.py, INSTEAD and LEFT_OUT"
    kinds = {kind.__name__ for kind in INSTEAD}
    speaks(Voila.init_handlers, *kinds, VoilaContentsHandler.__name__, see=see)
    speaks(Voila.init_handlers, "get_handlers", see=see)
    speaks(IdentityProvider.get_handlers, "login_handler_class", "logout_handler_class", see=see)
    assert {VoilaContentsHandler, VoilaLoginHandler, LoginFormHandler, LogoutHandler} == LEFT_OUT
    for theirs, ours in INSTEAD.items():
        assert issubclass(ours, theirs)
    overrides(PageHandler, PageHandler.__mro__[2], "get")


def test_voila_still_asks_our_hook_before_a_kernel_is_started() -> None:
    """The page's frame, language and links are put in by the hook that Voilà calls with these words."""
    see = "serving/handlers.py, make_ready"
    speaks(NotebookRenderer.initialize, "prelaunch_hook", "request_handler", see=see)
    source = inspect.getsource(NotebookRenderer.initialize)
    assert re.search(r"self\.prelaunch_hook\(\s*self\.request_handler,\s*notebook=.*?,\s*cwd=", source, re.DOTALL), (
        f"Voilà calls its hook in another way: look at {see}"
    )


def test_voila_still_says_that_a_widget_is_loading() -> None:
    """The page waits for each output that holds only these words; said otherwise, no part would ever count as late."""
    (words,) = re.findall(r'textContent === "([^"]+)"', template("page.js"))
    place = SHARED / "voila" / "labextensions" / "@voila-dashboards" / "widgets-manager8"
    holds(place, "static/*.js", words, see="serving/templates/page.js, waiting")


@pytest.mark.parametrize("words", ["voila.cell-output", "jupyter-config-data"])
def test_voila_s_script_still_reads_what_our_page_writes(words: str) -> None:
    """Outputs and the kernel's name stand in our template under the names by which Voilà's script looks for them."""
    assert words in template("index.html.j2")
    place = SHARED / "voila" / "templates" / "base"
    # The script puts its kinds together from pieces, so the end of a name is looked for.
    holds(place, "static/*.js", words, see="serving/templates/index.html.j2")


@pytest.mark.parametrize("words", ["window.jupyterapp=", "widgetManagerPromise"])
def test_voila_s_script_still_hands_out_its_widgets(words: str) -> None:
    """What functions print and show later on is put in by these names."""
    assert words.rstrip("=").removeprefix("window.") in template("models.js")
    holds(SHARED / "voila" / "templates" / "base", "static/*.js", words, see="serving/templates/models.js")


@pytest.mark.parametrize("words", ["restoredStatus", "restored"])
def test_voila_s_widgets_still_say_when_all_models_are_there(words: str) -> None:
    """Before that they are not drawn."""
    assert words in template("models.js")
    place = SHARED / "voila" / "labextensions" / "@voila-dashboards" / "widgets-manager8"
    holds(place, "static/*.js", words, see="serving/templates/models.js")


@pytest.mark.parametrize("words", ["registeredModels", "OutputModel", "clear_output"])
def test_voila_s_widgets_still_have_what_later_outputs_are_put_into(words: str) -> None:
    """Outputs within widgets are found, and added to, by these names."""
    assert words in template("outputs.js")
    place = SHARED / "voila" / "labextensions" / "@voila-dashboards" / "widgets-manager8"
    holds(place, "static/*.js", words, see="serving/templates/outputs.js")


SOCKETS = """
  window.opened = [];
  window.WebSocket = class Native extends WebSocket {
    constructor(...given) { super(...given); window.opened.push([given[0], new.target === Native]); }
  };
"""


def test_voila_still_opens_its_socket_through_the_one_that_we_wrap(server: Server, page: Page) -> None:
    """A page hears that its kernel died because its script makes the socket with the page's own WebSocket."""
    page.add_init_script(SOCKETS)
    page.goto(f"{server.address}voila/render/glossary.ipynb")
    expect(page.locator("#content")).to_have_attribute("aria-busy", "false")
    page.wait_for_function("window.opened.some(([address]) => address.includes('/api/kernels/'))")
    bare = [address for address, is_bare in page.evaluate("window.opened") if is_bare and "/api/kernels/" in address]
    assert bare == [], "a kernel's socket passes our WebSocket by: look at serving/templates/lost.js"


# --- Jupyter's server and kernels -------------------------------------------------------------------------------


def test_kernels_that_are_starting_are_still_listed_as_pending() -> None:
    """A clean end waits for these, so that no kernel outlives its server."""
    see = "serving/pages.py, _end_kernels"
    speaks(AsyncMultiKernelManager._async_start_kernel, "_pending_kernels", see=see)
    speaks(AsyncMultiKernelManager._add_kernel_when_ready, "_pending_kernels", see=see)
    assert AsyncMappingKernelManager()._pending_kernels == {}, f"they are kept in another way: look at {see}"


def test_a_kernel_s_death_is_still_told_to_the_method_that_we_extend() -> None:
    """What a dead kernel leaves is removed, and its page told, where the restarter gives up."""
    see = "serving/once.py, Once"
    overrides(Once, AsyncMappingKernelManager, "_handle_kernel_died")
    source = inspect.getsource(kernelmanager)
    told = r"add_restart_callback\(\s*kernel_id,\s*lambda: self\._handle_kernel_died\(kernel_id\),\s*.dead"
    assert re.search(told, source), f"a death is told to another method than _handle_kernel_died: look at {see}"
    for name in ("stop_watching_activity", "stop_buffering"):
        assert hasattr(AsyncMappingKernelManager, name), f"there is no {name} any more: look at {see}"


def test_kernels_are_still_started_connected_and_removed_by_the_methods_that_we_extend() -> None:
    """A page's kernel ends when the page is left because Voilà and Jupyter call these, in the page's own task."""
    see = "serving/once.py, Once"
    names = ("start_kernel", "kernel_model", "notify_connect", "remove_kernel")
    overrides(Once, AsyncMappingKernelManager, *names)
    speaks(VoilaHandler.get_generator, "start_kernel", see=see)
    speaks(ZMQChannelsWebsocketConnection.connect, "notify_connect", see=see)
    speaks(AsyncMultiKernelManager._remove_kernel_when_ready, "remove_kernel", see=see)
    overrides(KernelSocketHandler, KernelWebsocketHandler, "on_close")
    assert AsyncMappingKernelManager()._kernel_connections == {}, f"connections are counted in another way: see {see}"


def test_a_kernel_is_still_made_from_the_parts_that_we_fork() -> None:
    """A forked kernel differs from an ordinary one in these methods, and its process is asked for by these names."""
    overrides(ForkedKernel, IPKernelApp, "init_poller", "parse_command_line")
    speaks(IPKernelApp.initialize, "init_poller", see="serving/warm.py, ForkedKernel")
    overrides(ForkingProvisioner, LocalProvisioner, "launch_kernel", "send_signal")
    see = "serving/forking.py, Forked"
    speaks(LocalProvisioner.wait, "poll", "wait", "process", see=see)
    speaks(LocalProvisioner.kill, "send_signal", "kill", see=see)
    assert VoilaExporter.optimistic_validation.default_value is False, "delete it from serving/pages.py, settings"


def test_a_browser_s_message_still_comes_in_where_we_look_at_it() -> None:
    """Bytes that are no message are stopped ahead of Jupyter, by the protocol that was agreed."""
    see = "serving/handlers.py, KernelSocketHandler"
    overrides(KernelSocketHandler, KernelWebsocketHandler, "on_message")
    assert hasattr(KernelWebsocketHandler, "selected_subprotocol"), f"the protocol has another name: look at {see}"


def test_jsonschema_still_asks_for_the_grammar_that_we_hold_back() -> None:
    """A start is 1.5 seconds quicker without it; where nobody asks for it any more, the line can go."""
    source = Path(jsonschema.__file__).with_name("_format.py").read_text("utf-8")
    assert "rfc3987_syntax" in source, "nobody asks for it: delete _skip_slow_grammar from serving/machine.py"


# --- JupyterLab -------------------------------------------------------------------------------------------------


def test_jupyterlab_still_asks_our_hook_for_its_page() -> None:
    """Its question about news is left out through this hook, under this name."""
    see = "serving/workbench.py, without_news"
    source = inspect.getsource(LabHandler.get_page_config)
    assert 'self.settings.get("page_config_hook"' in source, f"there is no such hook any more: look at {see}"
    holds(SHARED / "lab", "static/*.js", "@jupyterlab/apputils-extension:announcements", see=see)


# --- ipywidgets -------------------------------------------------------------------------------------------------


def test_a_page_s_values_still_come_in_where_a_lab_filters_them() -> None:
    """A page may set values and nothing else, because ipywidgets hands what it hears to ``set_state``."""
    see = "set_state of the labs"
    heard = inspect.getsource(widgets)
    assert re.search(r"def _handle_msg\(.*\bself\.set_state\(", heard, re.DOTALL), (
        f"ipywidgets hands it to another method than set_state: look at {see}"
    )
    assert [*inspect.signature(Widget.set_state).parameters] == ["self", "sync_data"], f"look at {see}"


def test_ipywidgets_still_lets_its_echo_be_turned_off() -> None:
    """Each page has a kernel to itself; without this name in the environment every step of a slider is sent twice."""
    source = inspect.getsource(widgets)
    assert "JUPYTER_WIDGETS_ECHO" in source, "the name has changed: look at serving/pages.py, make_pages"


def test_a_dead_kernel_s_remains_are_still_removed_by_a_coroutine() -> None:
    """What we run as a task when a kernel died is one."""
    removal = AsyncKernelManager().cleanup_resources()
    assert asyncio.iscoroutine(removal), "cleanup_resources is no coroutine any more: look at serving/once.py, _bury"
    removal.close()
