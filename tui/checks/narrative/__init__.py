"""Prose against tables and against itself: family N. One file a rule; ``run`` calls them."""
