"""Whether a long agenda stays fluent: 60 blocks over 3 days in a real browser."""
