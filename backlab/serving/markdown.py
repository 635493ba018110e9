"""Markdown as a notebook has it: text with formulas, in which a dollar that was meant as one stays one."""

from __future__ import annotations

import re
from typing import Any

from nbconvert.filters.markdown_mistune import MarkdownWithMath, MathInlineParser

# What stands in this is left alone by what draws formulas.
DOLLAR = '<span class="mathjax_ignore">$</span>'


class Inline(MathInlineParser):
    r"""Reads what stands within a line; ``\$5 and \$10`` are two prices and no formula."""

    def parse_escape(self, m: Any, state: Any) -> int:
        """Signs that are written behind a backslash each; all but a dollar are text as usual."""
        for signs in re.split(r"(\$)", m.group(0)[1::2]):
            if signs == "$":
                state.append_token({"type": "inline_html", "raw": DOLLAR})
            elif signs:
                self.process_text(signs, state, parse_emphasis=False)
        return int(m.end())


def html(source: str, renderer: Any) -> str:
    """``source`` as HTML."""
    return MarkdownWithMath(renderer=renderer, inline=Inline(hard_wrap=False)).render(source)
