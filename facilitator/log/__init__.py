"""Entries are kept: append with an id, read since, follow. Beside it the vault, whose secrets are deleted for real.

Never reads the command inside an entry, and never logs contents.
"""
