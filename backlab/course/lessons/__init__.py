"""The exercises of the lessons, one module for each, named as the lesson is."""
