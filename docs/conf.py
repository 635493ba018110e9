"""How the documentation is built: `uv run --group docs python -m sphinx -W -d trees docs OUT`."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]  # the directives, and the checkout itself

from backlab.version import VERSION  # noqa: E402  only now it is the checkout's

project = "backlab"
author = "the backlab contributors"
project_copyright = "2026, the backlab contributors"
version = release = VERSION

extensions = ["myst_parser", "sphinx.ext.autodoc", "directives.evidence", "directives.lessons"]
exclude_patterns = ["directives", "**/__pycache__"]
# A type has one name in the kit and another meaning in the model (Stage): both are told where they stand.
suppress_warnings = ["ref.python"]

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
# The documentation stands in the folder `docs` of the published course: [Red flags](course:red_flags.html) leads there.
myst_url_schemes = {"http": None, "https": None, "mailto": None, "course": "../{{path}}"}

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True

html_theme = "furo"
html_title = f"backlab {VERSION}"
html_static_path = ["_static"]
html_css_files = ["backlab.css"]
html_js_files = [("scrolled.js", {"defer": "defer"})]
html_show_sourcelink = False
html_copy_source = False
