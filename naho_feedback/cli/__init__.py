"""The command line: nouns, then verbs; data on stdout, messages on stderr."""
