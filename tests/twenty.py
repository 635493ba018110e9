"""A folder as a teacher has it: notebooks of every kind, and what one must see on the page of each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import anything
from anything import Cell, code, fill_files, notebook, words

WIDE = (
    "import base64, io\nfrom IPython.display import HTML, Image, display\n"
    f"drawn = base64.b64decode('{anything._picture(900, 300)}')\n"
    "try:\n"
    "    import matplotlib\n    matplotlib.use('agg')\n    import matplotlib.pyplot as plt\n"
    "    figure, axes = plt.subplots(figsize=(12, 4))\n    axes.plot([1, 4, 2, 8])\n    held = io.BytesIO()\n"
    "    figure.savefig(held, format='png')\n    drawn = held.getvalue()\n"
    "except ImportError:\n    pass\n"
)
TABLE = (
    "from IPython.display import HTML\n"
    "head = ''.join(f'<th>measure {n}</th>' for n in range(14))\n"
    "row = '<tr><th>{0}</th>{1}</tr>'.format\n"
    "rows = ''.join(row(r, ''.join(f'<td>{r * c / 7:.6f}</td>' for c in range(14))) for r in range(60))\n"
    "HTML('<div><style scoped>.dataframe tbody tr th { vertical-align: top; }</style><table border=\"1\" '\n"
    '     f\'class="dataframe"><thead><tr style="text-align: right;"><th></th>{head}</tr></thead>\'\n'
    "     f'<tbody>{rows}</tbody></table><p>60 rows × 14 columns</p></div>')"
)


def as_written() -> str:
    """Hard line breaks, blank lines, and # where it is no heading."""
    return notebook(
        words(
            "# Text\n\nOne line  \nnext line\\\nthird line\n\n```python\n# not a title\n\n\nx = 1\n```\n\n"
            "<pre>\n# not one either\n</pre>\n\n    # indented code\n\n- one\n\n  still one\n- two\n  - within\n\n"
            "## A heading\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
        ),
        words("# Another title\n\n~~~\n# in a fence\n```\n# still in it\n~~~\n\n> quoted\n"),
    )


def of_all_languages() -> str:
    """Words of other tongues and scripts, in text, on widgets and printed."""
    return notebook(
        words("# Die Bewegung\n\nEin Körper bewegt sich. 物体は動く。 Тело движется. يتحرك الجسم. सब चलता है।"),
        code("print('Größe   Maß\\n大きさ     12')"),
        code("import ipywidgets as w\nw.IntSlider(description='Geschwindigkeit'), w.Button(description='押す')"),
        code("display(w.IntSlider(description='Geschwindigkeit'), w.Button(description='押す'))"),
    )


def wide_things() -> str:
    """A slider between long words, and an Output that holds what is wider than a phone."""
    return notebook(
        words("# Wide"),
        code(WIDE),
        code(
            "import ipywidgets as w\n"
            "w.SelectionSlider(description='How strongly do you agree?', options=['not in the least',\n"
            "  'neither agree nor disagree', 'with all of my heart and without any doubt'])"
        ),
        code(
            "held = w.Output()\nwith held:\n    display(Image(drawn, width=900, height=300))\n"
            "    display(HTML('<table><tr>' + '<td>a wide cell</td>' * 20 + '</tr></table>'))\n"
            "    print('column ' * 30)\nheld"
        ),
        code("w.HBox([held, w.VBox([w.Button(description='Beside it'), w.Output()])])"),
    )


def table() -> str:
    """A table as a frame of data shows itself, far wider and longer than a window."""
    return notebook(words("# A table"), code(TABLE), words("Text after the table."))


def slow() -> str:
    """A cell that takes longer than others."""
    steps = (code(f"import time\ntime.sleep(0.4)\nprint('step {number} done')") for number in range(8))
    return notebook(words("# Slow"), *steps)


def begins_with_a_mark() -> str:
    """A file as some editors keep it, with a mark before its first letter."""
    return "\ufeff" + notebook(words("# With a mark"), code("print('It runs.')"))


def callbacks_fail() -> str:
    """A button and a slider whose functions fail."""
    return notebook(
        words("# Press it"),
        code(
            "import ipywidgets as w\nbutton = w.Button(description='Divide')\ndef pressed(_):\n    1 / 0\n"
            "button.on_click(pressed)\nbutton"
        ),
        code("w.interact(lambda n: 10 / n, n=w.IntSlider(2, -3, 3));"),
        words("The end."),
    )


def stages() -> str:
    """Tabs, an accordion and an animation around what is shown."""
    within: list[Cell] = [
        words("# Stages"),
        code(
            "import ipywidgets as w\nfrom IPython.display import Markdown, display\n"
            "pages = [w.HTML(f'<p>Page {n}</p>') for n in range(6)]\n"
            "w.Tab(pages, titles=[f'A long title {n}' for n in range(6)])"
        ),
        code("w.Accordion(pages[:2], titles=['Open me', 'Or me'])"),
        code(
            "play, at = w.Play(max=9), w.IntSlider(max=9, description='Frame')\n"
            "w.jslink((play, 'value'), (at, 'value'))\nw.HBox([play, at])"
        ),
        code("display(Markdown('**Bold** from a cell, and $x^2$.'))"),
    ]
    return notebook(*within)


class Kind(NamedTuple):
    """One of the notebooks: how it is written, and texts that its page shows."""

    written: Callable[[], str]
    seen: tuple[str, ...]


KINDS = {
    "maths": Kind(anything.maths, ("It costs $5 and $10", "is code", "Energy")),
    "icons": Kind(anything.icons, ("Icons", "Save it")),
    "every_widget": Kind(
        anything.every_widget, ("SelectionSlider", "Colour", "A rather long description of what it is")
    ),
    "plots": Kind(anything.plots, ("Plots", "columns 2")),
    "printed": Kind(anything.printed, ("namename", "bold green", "And it went on.")),
    "as_written": Kind(as_written, ("# not a title", "# not one either", "# still in it", "Another title")),
    "of_all_languages": Kind(of_all_languages, ("Ein Körper bewegt sich.", "大きさ", "Geschwindigkeit", "押す")),
    "upload": Kind(anything.upload, ("Upload (0)", "nothing yet", "0 letters")),
    "later": Kind(anything.later, ("now 3", "inside 3", "changed by a later cell", "Rename")),
    "wide": Kind(wide_things, ("How strongly do you agree?", "a wide cell", "Beside it")),
    "table": Kind(table, ("measure 13", "60 rows × 14 columns", "Text after the table.")),
    "slow": Kind(slow, ("step 0 done", "step 7 done")),
    "stages": Kind(stages, ("Page 0", "Open me", "from a cell")),
    "with_a_mark": Kind(begins_with_a_mark, ("With a mark", "It runs.")),
    "within/deeper/printed": Kind(anything.printed, ("namename", "And it went on.")),
}
"""Each but those with files beside them, by its name."""
FILES = {
    "files": Kind(anything.files_beside, ("gone. This picture is missing: nowhere.png", "made", "What was made")),
    "within/up": Kind(anything.folder_up, ("Within",)),
}
"""Those that ``fill_files`` writes."""
FAULTS = {
    "failing": Kind(
        anything.failing, ("as far as this", "ZeroDivisionError", "Text after the first fault.", "Still here")
    ),
    "callbacks_fail": Kind(callbacks_fail, ("Divide", "The end.")),
    "long_ago": Kind(anything.of_long_ago, ("From long ago", "it still runs")),
    "elsewhere": Kind(anything.of_another_machine, ("it runs",)),
    "left_out": Kind(anything.left_out, ("it runs too",)),
}
"""Those of which something does not work, or is not as it is written today."""
REFUSED = {"in_r": anything.of_another_language, "cut": lambda: anything.maths()[:120]}
"""Those that cannot be shown."""
ALL = KINDS | FILES | FAULTS


def fill(folder: Path) -> None:
    """Write the whole folder."""
    fill_files(folder)
    books = {name: kind.written for name, kind in (KINDS | FAULTS).items()} | REFUSED
    for name, written in books.items():
        path = folder / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written(), "utf-8")
