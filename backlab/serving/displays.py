"""Displays that have a name: a cell, or a widget's function later on, may show something else in their place."""

from __future__ import annotations

from typing import Any

from voila.execute import VoilaExecutor  # type: ignore[import-untyped]  # Voilà carries no types

NAME = "display_id"
"""Under this word an output's metadata hold its name, which a notebook's file has no place for."""
CHANGES = "backlab_changes"
"""Under this word a cell's metadata hold what it showed anew in the place of what earlier cells had shown."""


class NamedDisplays(VoilaExecutor):  # type: ignore[misc]  # Voilà carries no types
    """Runs cells; what they show under a name keeps it, so that the page finds it again."""

    def process_message(self, msg: Any, cell: Any, cell_index: int) -> Any:
        """Take what the kernel says; what has been sent to the page already is changed there."""
        content = msg["content"]
        if name := (content.get("transient") or {}).get(NAME):
            content["metadata"] = {**content.get("metadata", {}), NAME: name}
            if msg["msg_type"] == "update_display_data":
                shown = {key: content[key] for key in ("data", "metadata")}
                self._change_outputs(name, shown)
                cell.metadata.setdefault(CHANGES, []).append(shown)
        return super().process_message(msg, cell, cell_index)

    def _change_outputs(self, name: str, shown: dict[str, Any]) -> None:
        """Change it also within widgets that show what others print."""
        for widget in self.comm_objects.values():  # those that stand for an Output
            named = [out for out in widget.outputs if out.get("metadata", {}).get(NAME) == name]
            for output in named:
                output.update(shown)
            if named:
                widget.sync_state()
