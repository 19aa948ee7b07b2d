"""What plugins implement and what services are given: ABCs, Protocols and plain data."""
