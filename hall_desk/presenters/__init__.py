"""One frozen state a window and the presenter that makes it; plain Python, no Qt."""
