"""Measures the engine against plain methods: ``naho theme evaluate``."""
