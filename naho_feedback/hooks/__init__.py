"""Plugins: what may be hooked, where plugins are found, and the host that keeps them apart."""
