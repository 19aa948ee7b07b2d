"""The screens: they show what services return and ask services to do what people type."""
