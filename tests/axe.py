"""axe-core from npm: accessibility checked inside the page itself."""

from __future__ import annotations

from npm import KEPT, from_npm
from playwright.sync_api import Page

__all__ = ["KEPT", "violations"]

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """async ([where, levels]) => {
  const found = await axe.run(where, {runOnly: levels, resultTypes: ['violations']});
  const said = (node) => `${node.target} ${node.failureSummary}`;
  return found.violations.map((rule) => `${rule.id} (${rule.impact}): ${rule.nodes.map(said).join('; ')}`);
}"""


def violations(page: Page, where: str = "html") -> list[str]:
    """What breaks WCAG 2.2 at A or AA in the part of the page that a selector names, one line for each rule."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(from_npm("axe-core", "axe.min.js"))
    return list(page.evaluate(RUN, [where, LEVELS]))
