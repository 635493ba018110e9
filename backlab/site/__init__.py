"""The course as plain files: pages that are there at once, and that no server has to answer."""
