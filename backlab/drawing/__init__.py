"""What pictures are drawn with: shapes, words that wrap, soft lines, scales. It knows nothing of backs."""
