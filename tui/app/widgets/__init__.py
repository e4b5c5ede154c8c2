"""The parts of the screen, each drawing its own lines."""
