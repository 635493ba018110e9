"""What the words say, drawn: SVG pictures made by pure functions, each with its description and its table."""
