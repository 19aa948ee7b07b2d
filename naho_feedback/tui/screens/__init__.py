"""One screen answers one question; each is one module with its style sheet beside it."""
