"""Pure values and rules of the field: no file, no screen, no clock."""
