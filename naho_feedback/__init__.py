"""naho-feedback: collect post-its and surveys on one laptop, group them, send them on.

Plugins import :mod:`naho_feedback.api` and nothing else.
"""

__version__ = "0.1.0"
