"""axe-core from npm: accessibility checked inside the page itself."""

from __future__ import annotations

from npm import KEPT, from_npm
from playwright.sync_api import Page

__all__ = ["COLOURS", "KEPT", "violations"]

# What can differ where nothing but the colours does.
COLOURS = ["color-contrast", "link-in-text-block"]
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """async ([where, runOnly]) => {
  const found = await axe.run(where, {runOnly, resultTypes: ['violations']});
  const said = (node) => `${node.target} ${node.failureSummary}`;
  return found.violations.map((rule) => `${rule.id} (${rule.impact}): ${rule.nodes.map(said).join('; ')}`);
}"""


def violations(page: Page, where: str = "html", *, colours: bool = False) -> list[str]:
    """What breaks WCAG 2.2 at A or AA in the part of the page that a selector names, one line for each rule.

    ``colours`` asks for what depends on these alone: enough where the same was looked at in another theme.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(from_npm("axe-core", "axe.min.js"))
    rules = {"type": "rule", "values": COLOURS} if colours else {"type": "tag", "values": LEVELS}
    return list(page.evaluate(RUN, [where, rules]))
