"""The course: what a student is asked, how an answer is judged, and what is kept of it. Standard library only."""
