"""Widgets: they take data and send messages, and know neither the app nor a service."""
