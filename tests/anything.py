"""Notebooks as other people write them, one function for each kind: what a page made of any notebook has to bear."""

from __future__ import annotations

import base64
import json
import struct
import zlib
from pathlib import Path
from typing import Any

Cell = dict[str, Any]


def words(text: str, **more: Any) -> Cell:
    """A cell of Markdown."""
    return {"cell_type": "markdown", "metadata": {}, "source": text, **more}


def code(text: str, *tags: str) -> Cell:
    """A cell of Python."""
    return {
        "cell_type": "code",
        "metadata": {"tags": list(tags)},
        "source": text,
        "outputs": [],
        "execution_count": None,
    }


def notebook(*cells: Cell, **metadata: Any) -> str:
    """The text of a notebook's file."""
    numbered = [{**cell, "id": f"cell-{number}"} for number, cell in enumerate(cells)]
    about = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}, **metadata}
    return json.dumps({"cells": numbered, "metadata": about, "nbformat": 4, "nbformat_minor": 5}, ensure_ascii=False)


def png(width: int, height: int, colour: tuple[int, int, int] = (40, 110, 160)) -> bytes:
    """A picture of one colour with a diagonal, so that one sees whether it is squeezed."""
    rows = bytearray()
    for y in range(height):
        rows += b"\0"
        for x in range(width):
            rows += bytes((255, 255, 255) if abs(x * height - y * width) < 3 * width else colour)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(rows))) + chunk(b"IEND", b"")
    )


def _picture(width: int, height: int) -> str:
    return base64.b64encode(png(width, height)).decode()


def maths() -> str:
    """Formulas in the text and from a cell."""
    return notebook(
        words(
            "# Formulas\n\nA force $\\vec F = m\\vec a$ over $\\mathbb R$, with $\\hat x$,"
            " $\\mathcal L$, $\\mathfrak g$.\n\n"
            "$$\\overbrace{a+b}^{n} + \\underbrace{c}_{m} = \\sum_{i=1}^n \\frac{x_i^2}{\\sqrt{2\\pi}}$$\n\n"
            "\\begin{align} \\dot x &= \\begin{pmatrix}1 & 2\\\\3 & 4\\end{pmatrix} x \\\\"
            " y &= \\int_0^\\infty e^{-t^2} dt \\end{align}\n\n"
            "It costs \\$5 and \\$10, and `$x$` is code."
        ),
        code(
            "from IPython.display import Math, Latex\n"
            "display(Math(r'\\overrightarrow{AB} \\in \\mathbb{C}^n'))\n"
            "Latex(r'So $\\widehat{abc}$.')"
        ),
        code("import ipywidgets as w\nw.HTMLMath(r'Energy $E = mc^2$, and $\\vec v$'), w.Label(r'$\\alpha_1$')"),
        code("display(w.HTMLMath(r'Energy $E = mc^2$, and $\\vec v$'), w.IntSlider(description=r'$\\alpha_1$'))"),
    )


def icons() -> str:
    """Buttons that are only an icon, and an animation's."""
    names = [
        "search",
        "save",
        "download",
        "upload",
        "trash",
        "edit",
        "home",
        "gear",
        "star",
        "heart",
        "arrow-left",
        "arrow-right",
    ]
    return notebook(
        words("# Icons"),
        code(f"import ipywidgets as w\nw.HBox([w.Button(icon=name, layout={{'width': '40px'}}) for name in {names}])"),
        code("w.HBox([w.Button(icon=n, tooltip=n) for n in ('rocket', 'flask', 'anchor')])"),
        code("w.Play(), w.ToggleButtons(options=['a', 'b'], icons=['bars', 'table'])"),
        code("display(w.Play(), w.ToggleButtons(options=['a', 'b'], icons=['bars', 'table']))"),
        code("w.Button(description='Save it', icon='floppy-o', button_style='success')"),
    )


def every_widget() -> str:
    """Each widget that ipywidgets has, with long words."""
    return notebook(
        words("# Every widget"),
        code(
            "import ipywidgets as w, datetime as d\nlong = 'A rather long description of what it is'\n"
            "numbers = [w.IntSlider, w.FloatSlider, w.FloatLogSlider, w.IntRangeSlider, w.FloatRangeSlider,\n"
            "  w.IntProgress, w.FloatProgress, w.BoundedIntText, w.BoundedFloatText, w.IntText, w.FloatText]\n"
            "display(*(kind(description=kind.__name__) for kind in numbers))\n"
            "w.IntSlider(description=long)"
        ),
        code(
            "options = ['one', 'two', 'a much longer third option of all']\n"
            "kinds = [w.Dropdown, w.RadioButtons, w.Select, w.SelectionSlider, w.ToggleButtons, w.SelectMultiple]\n"
            "display(*(kind(options=options, description=kind.__name__) for kind in kinds))\n"
            "w.SelectionRangeSlider(options=options, index=(0, 2), description='SelectionRangeSlider')"
        ),
        code(
            "display(w.ToggleButton(description='ToggleButton'), w.Checkbox(description=long),\n"
            "  w.Valid(description='Valid'),\n"
            "  w.Text(description='Text'), w.Textarea(description='Textarea', value='Some\\ntext'),\n"
            "  w.Combobox(description='Combobox', options=options), w.Password(description='Password'),\n"
            "  w.Label('Label'), w.HTML('<b>HTML</b>', description='HTML'), w.Button(description=long))\n"
            "w.TagsInput(value=['pizza', 'fries'], allow_duplicates=False)"
        ),
        code(
            "display(w.DatePicker(description='DatePicker'), w.TimePicker(description='TimePicker'),\n"
            "  w.NaiveDatetimePicker(description='Datetime'), w.ColorPicker(description='Colour', value='teal'),\n"
            "  w.FileUpload(description='FileUpload'), w.ColorsInput(value=['red', '#2f6d31']),\n"
            "  w.FloatsInput(value=[1.3, 2.5]), w.Controller(index=0))\n"
            "w.Play()"
        ),
        code(
            "pages = [w.Label(f'Page {n}') for n in range(3)]\ntitles = ['First', 'Second', 'A third']\n"
            "display(w.Accordion(pages, titles=titles), w.Tab(pages, titles=titles),\n"
            "  w.Stack(pages, selected_index=0))\n"
            "display(w.HBox([w.Button(description=str(n)) for n in range(9)]))\n"
            "w.GridBox([w.Button(description=str(n)) for n in range(6)],\n"
            "  layout=w.Layout(grid_template_columns='repeat(3, 1fr)'))"
        ),
    )


def plots() -> str:
    """Pictures far wider than a phone, also inside an Output, and a table."""
    return notebook(
        words("# Plots"),
        code(
            f"import base64, ipywidgets as w\nfrom IPython.display import Image, SVG, HTML, display\n"
            f"wide = base64.b64decode('{_picture(900, 300)}')\nImage(wide, width=900, height=300)"
        ),
        code("out = w.Output()\nwith out:\n    display(Image(wide, width=900, height=300))\nout"),
        code("w.Image(value=wide, width=900, height=300)"),
        code(
            'SVG(\'<svg xmlns="http://www.w3.org/2000/svg" width="900" height="200">'
            '<circle cx="800" cy="100" r="90" fill="teal"/></svg>\')'
        ),
        code(
            "rows = ''.join('<tr>' + ''.join(f'<td>{n * 1234567}</td>' for n in range(12)) + '</tr>' for _ in 'abc')\n"
            "HTML(f'<table>{rows}</table>')"
        ),
        code(
            "@w.interact(n=(1, 5))\ndef shown(n=2):\n    print('columns', n)\n"
            "    display(Image(wide, width=900, height=300))"
        ),
    )


def printed() -> str:
    """Columns, an array, colours of a terminal, and long lines."""
    return notebook(
        words("# Printed"),
        code("for n in range(3):\n    print(f\"{'name' * (n + 1):<16}|{n:>8}|{n / 7:10.4f}\")"),
        code(
            "class Array:\n    def __repr__(self):\n"
            "        return 'array([[1.  , 0.5 ],\\n       [0.25, 1.  ]])'\nArray()"
        ),
        code(
            "print('\\x1b[31mred\\x1b[0m \\x1b[1;32mbold green\\x1b[0m', end=' ')\n"
            "print('\\x1b[44mblue ground\\x1b[0m \\x1b[38;5;208morange\\x1b[0m')"
        ),
        code("print('A sentence of plain words that goes on. ' * 8)"),
        code("import sys\nprint('A warning of a library.', file=sys.stderr)\nprint('And it went on.')"),
        code("import warnings\nwarnings.warn('old way')\n{'a': 1, 'b': [1, 2, 3]}"),
    )


def upload() -> str:
    """A file chosen by the reader, a text, and what the program has of them."""
    return notebook(
        words("# Upload"),
        code(
            "import ipywidgets as w\nchosen, told = w.FileUpload(), w.HTML('nothing yet')\n"
            "def take(change):\n"
            "    told.value = ', '.join(f'{each.name}: {each.size} bytes' for each in change.new) or 'no file'\n"
            "chosen.observe(take, 'value')\nw.VBox([chosen, told])"
        ),
        code(
            "written, counted = w.Textarea(description='Essay'), w.Label('0 letters')\n"
            "written.observe(lambda change: setattr(counted, 'value', f'{len(change.new)} letters'), 'value')\n"
            "w.VBox([written, counted])"
        ),
    )


def later() -> str:
    """What widgets' functions print and show, where nothing catches it and within an Output, and named displays."""
    return notebook(
        words("# Later"),
        code(
            "import ipywidgets as w\nfrom IPython.display import HTML, clear_output, display\n"
            "def button(name, function):\n"
            "    made = w.Button(description=name)\n    made.on_click(lambda _: function())\n    display(made)\n"
            "shown = display(HTML('<b>now 3</b>'), display_id='shown')\nslider = w.IntSlider(3, description='Move')\n"
            "slider.observe(lambda change: shown.update(HTML(f'<b>now {change.new}</b>')), 'value')\nslider"
        ),
        code(
            "within = w.Output()\nwith within:\n    inner = display(HTML('inside 3'), display_id=True)\n"
            "turned = w.IntSlider(3, description='Turn')\n"
            "turned.observe(lambda change: inner.update(HTML(f'inside {change.new}')), 'value')\n"
            "w.VBox([turned, within])"
        ),
        code("early = display(HTML('still early'), display_id=True)"),
        code("early.update(HTML('changed by a later cell'))"),
        code("label = display(w.Label('a first widget'), display_id=True)"),
        code("button('Swap', lambda: label.update(w.Label('a second widget')))"),
        code("times = iter(range(1, 99))\nbutton('Say', lambda: print('said', next(times)))"),
        code("button('Show', lambda: display(HTML(f'shown {next(times)}'), clear=True))"),
        code(
            "log = w.Output()\n@log.capture(clear_output=True, wait=True)\ndef write():\n"
            "    print('written', next(times))\nbutton('Write', write)\nlog"
        ),
        code(
            "drawn = w.Output()\ndef draw():\n    with drawn:\n        clear_output(wait=True)\n"
            "        display(HTML(f'drawn {next(times)}'))\nbutton('Draw', draw)\ndrawn"
        ),
        code(
            "def name_one():\n    global named\n    named = display(HTML('a name'), display_id=True)\n"
            "button('Name', name_one)\nbutton('Rename', lambda: named.update(HTML('another name')))"
        ),
    )


def long(*files: str) -> str:
    """Cells that wait, each for a file beside it."""
    wait = "import time, pathlib\nwhile not pathlib.Path({!r}).exists():\n    time.sleep(0.02)\nprint('after', {!r})"
    return notebook(words("# Long"), *(code(wait.format(name, name)) for name in files), words("Its end."))


def files_beside() -> str:
    """Pictures and files beside it, and some that are not there."""
    attached = {"pic.png": {"image/png": _picture(60, 40)}}
    return notebook(
        words("# Files"),
        words("![beside](pic.png)\n\n![a photo](photo.jpeg)\n\n![web](new.webp)\n\n<img src='pic.png' alt='as HTML'>"),
        words("![attached](attachment:pic.png)", attachments=attached),
        words("![gone](nowhere.png) and ![lost](attachment:lost.png) and text after.", attachments=attached),
        words("[Table](table.csv), [paper](paper.pdf), [page](page.html), [secret](secret.py)"),
        code("from pathlib import Path\nPath('made.csv').write_text('a,b')\nprint('made')"),
        words("[What was made](made.csv)"),
    )


def folder_up() -> str:
    """In a folder within: a picture one folder up, and one of the same name as in the root."""
    return notebook(words("# Within\n\n![up](../pic.png)\n\n![own](own.png)\n\n![same name](same.png)"))


def failing() -> str:
    """Cells that fail, one of them on purpose, between others that do not."""
    return notebook(
        words("# Failing"),
        code("# How a half is made\ndef half(what):\n    return what / 0\nprint('before it')"),
        code("print('as far as this')\nhalf(2)\nprint('never')"),
        words("Text after the first fault."),
        code("import a_package_that_nobody_has.part as gone"),
        code("import cv2"),
        code("1 +"),
        code("open('data.csv')"),
        code("%no_such_magic"),
        code("name = input('Your name? ')"),
        code("{'one': 1}['two']  # wanted", "raises-exception"),
        code("raise ValueError('<b>bold</b>\\nand a second line')"),
        code("import ipywidgets as w\nout = w.Output()\nwith out:\n    half(3)\nout"),
        code("w.interact(lambda n: n / 0, n=(1, 5));"),
        code("w.IntSlider(description='Still here')"),
    )


def callbacks() -> str:
    """Widgets whose code fails once a reader touches them, some of it in an ``Output``."""
    return notebook(
        words("# Callbacks"),
        code("import ipywidgets as w\nfrom IPython.display import display"),
        code("def halve(what):\n    return 8 / what"),
        code("press = w.Button(description='Press')\npress.on_click(lambda _: halve(0))\npress"),
        code("slide = w.IntSlider(description='Slide', max=3)\nsaid = w.Label('nothing yet')"),
        code(
            "def moved(change):\n    said.value = f'half of it: {halve(change.new - 1)}'\n"
            "slide.observe(moved, 'value')\nw.VBox([slide, said])"
        ),
        code(
            "@w.interact(number=w.IntSlider(description='Number', value=2, max=3))\ndef shown(number):\n"
            "    print('so much:', halve(number))"
        ),
        code(
            "out, within = w.Output(), w.Button(description='Within')\n\n@out.capture()\ndef pressed(_):\n"
            "    print('as far as this')\n    halve(0)\nwithin.on_click(pressed)\nw.VBox([within, out])"
        ),
    )


def endless() -> str:
    """A cell that never ends, between others; it has printed something, and would go on to."""
    return notebook(
        words("# Endless"),
        code("print('before it')"),
        code("print('as far as this')\nnumber = 0\nwhile True:\n    number += 1"),
        words("Text after it."),
        code("print('still', 'counting' if number > 0 else 'nothing')"),
    )


def deaf() -> str:
    """A cell that never ends, and does not let itself be interrupted."""
    return notebook(
        words("# Deaf"),
        code("import time\nwhile True:\n    try:\n        time.sleep(1)\n    except KeyboardInterrupt:\n        pass"),
        words("Text after it."),
        code("print('never')"),
    )


def outputs() -> str:
    """Many an ``Output`` that is filled while its cell runs."""
    block = "out = w.Output()\nwith out:\n    print('in a block')\nout"
    many = [cell for _ in range(8) for cell in (code(block), code("w.interact(lambda n: print('n is', n), n=(1, 5));"))]
    return notebook(words("# Outputs"), code("import ipywidgets as w"), *many)


def of_another_language() -> str:
    """One for R, as R's own kernel leaves it."""
    spec = {"name": "ir", "display_name": "R", "language": "R"}
    return notebook(words("# In R"), code("x <- c(1, 2)"), kernelspec=spec, language_info={"name": "R"})


def of_another_machine() -> str:
    """One whose author's Python had a name of its own, which says no language."""
    return notebook(
        words("# From elsewhere"), code("print('it runs')"), kernelspec={"name": "my_env", "display_name": "My env"}
    )


def of_long_ago() -> str:
    """One in the format of the years before 2015, with sheets and titles that are cells."""
    cells = [
        {"cell_type": "heading", "level": 1, "metadata": {}, "source": ["From long ago"]},
        {"cell_type": "markdown", "metadata": {}, "source": ["Its text."]},
        {
            "cell_type": "code",
            "collapsed": False,
            "input": ["print('it still', 'runs')"],
            "language": "python",
            "metadata": {},
            "outputs": [],
            "prompt_number": 1,
        },
    ]
    sheet = {"cells": cells, "metadata": {}}
    return json.dumps({"metadata": {"name": ""}, "nbformat": 3, "nbformat_minor": 0, "worksheets": [sheet]})


def left_out() -> str:
    """One that a script wrote, with no more than it thought of."""
    return json.dumps({"cells": [{"cell_type": "code", "source": ["print('it', 'runs too')"]}]})


def fill_files(folder: Path) -> None:
    """Write the notebooks that have files beside them, in ``folder`` and in one within, and these files."""
    (folder / "within").mkdir()
    folder.joinpath("files.ipynb").write_text(files_beside(), "utf-8")
    folder.joinpath("within", "up.ipynb").write_text(folder_up(), "utf-8")
    for name in ("pic.png", "photo.jpeg", "new.webp", "same.png", "within/own.png"):
        folder.joinpath(name).write_bytes(png(120, 80))
    folder.joinpath("within", "same.png").write_bytes(png(120, 80, (170, 40, 40)))
    for name in ("table.csv", "paper.pdf", "page.html", "secret.py"):
        folder.joinpath(name).write_text(f"what stands in {name}", "utf-8")
