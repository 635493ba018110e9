"""The values for Zero to JupyterHub say what its chart understands, and what our own Hub says.

The chart's schema is in no package registry; this one is ours, of the keys that are used and no others.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from traitlets.config import PyFileConfigLoader

DEPLOY = Path(__file__).parent.parent / "deploy"
BYTES = {"type": "string", "pattern": r"^[0-9.]+[KMGT]$"}
COUNT = {"type": "integer", "minimum": 1}
YES = {"type": "boolean"}
TEXT = {"type": "string", "minLength": 1}


def only(**keys: Any) -> dict[str, Any]:
    """A mapping with these keys, each of them needed, and no other: an unknown one is a typing error."""
    return {"type": "object", "properties": keys, "required": list(keys), "additionalProperties": False}


SCHEMA = only(
    hub=only(activeServerLimit=COUNT, concurrentSpawnLimit=COUNT, config={"type": "object"}),
    singleuser=only(
        image=only(name=TEXT, tag=TEXT),
        defaultUrl={"const": "/backlab/"},
        startTimeout=COUNT,
        memory=only(limit=BYTES, guarantee=BYTES),
        cpu=only(limit={"type": "number"}, guarantee={"type": "number"}),
        storage=only(type={"enum": ["none", "dynamic", "static"]}),
    ),
    cull=only(enabled=YES, timeout=COUNT, every=COUNT, maxAge=COUNT, users=YES),
    prePuller=only(hook=only(enabled=YES), continuous=only(enabled=YES)),
    scheduling=only(userScheduler=only(enabled=YES)),
    proxy=only(
        https=only(enabled=YES, hosts={"type": "array", "items": TEXT}, letsencrypt=only(contactEmail=TEXT)),
    ),
)


@pytest.fixture
def values() -> dict[str, Any]:
    """What the file says."""
    read: dict[str, Any] = yaml.safe_load((DEPLOY / "zero-to-jupyterhub" / "values.yaml").read_text("utf-8"))
    return read


def test_values_are_what_the_chart_understands(values: dict[str, Any]) -> None:
    """Every key is one of the chart's, with a value of its kind."""
    jsonschema.validate(values, SCHEMA)


def test_a_misspelt_key_is_found(values: dict[str, Any]) -> None:
    """The check fails for a key that the chart does not have."""
    values["singleuser"]["memmory"] = values["singleuser"].pop("memory")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(values, SCHEMA)


def test_both_hubs_say_the_same(values: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory, idle time and the first page are those of the Hub that is tested."""
    monkeypatch.delenv("HUB_IDLE_SECONDS", raising=False)
    hub = PyFileConfigLoader("jupyterhub_config.py", path=str(DEPLOY / "jupyterhub")).load_config()
    server = values["singleuser"]
    assert server["memory"] == {"limit": hub.Spawner.mem_limit, "guarantee": hub.Spawner.mem_guarantee}
    assert server["defaultUrl"] == hub.Spawner.default_url
    cull, command = values["cull"], hub.JupyterHub.services[0]["command"]
    ours = {f"--timeout={cull['timeout']}", f"--cull-every={cull['every']}", f"--max-age={cull['maxAge']}"}
    assert ours <= set(command)
