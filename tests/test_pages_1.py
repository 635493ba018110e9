"""A third of all pages, held to what every page is held to."""

from every_page import *  # noqa: F403  the tests, their fixtures and what makes one of each for each page
from every_page import pages

PAGES = pages(0)
