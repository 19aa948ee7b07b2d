"""Nobody exposed: attacks on everything that is published."""
