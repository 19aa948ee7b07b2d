"""Use cases, one family a module; they know the store and the plugins only as Protocols."""
