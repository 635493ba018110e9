"""axe-core from npm: accessibility checked inside the page itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from npm import KEPT, from_npm
from playwright.sync_api import Page

__all__ = ["COLOURS", "KEPT", "violations"]

# What can differ where nothing but the colours does.
COLOURS = ["color-contrast", "link-in-text-block"]
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """async ([where, asked]) => {
  const found = await axe.run(where, {...asked, resultTypes: ['violations']});
  const said = (node) => `${node.target} ${node.failureSummary}`;
  // Of words that are scrolled out of sight axe says nothing: then it has not looked.
  const blind = found.inapplicable.filter(({ id }) => id === 'color-contrast').map(({ id }) => `${id} saw no words`);
  const broken = found.violations.map((rule) => `${rule.id} (${rule.impact}): ${rule.nodes.map(said).join('; ')}`);
  return [...blind, ...broken];
}"""


def violations(
    page: Page, where: str = "html", *, colours: bool | None = None, without: Iterable[str] = ()
) -> list[str]:
    """What breaks WCAG 2.2 at A or AA in the part of the page that a selector names, one line for each rule.

    ``colours=True`` asks for what depends on these alone: enough where the same was looked at in another theme. False
    asks for all else: enough where the same colours were looked at, which takes longest. Rules are left out
    (``without``) only where something else holds the same.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(from_npm("axe-core", "axe.min.js"))
    return list(page.evaluate(RUN, [where, _asked(colours, without)]))


def _asked(colours: bool | None, without: Iterable[str]) -> dict[str, Any]:
    """What axe is told to look for."""
    if colours:
        return {"runOnly": {"type": "rule", "values": COLOURS}}
    left_out = [*without, *(COLOURS if colours is False else ())]
    return {"runOnly": {"type": "tag", "values": LEVELS}, "rules": {rule: {"enabled": False} for rule in left_out}}
