"""The laws of a workshop: pure values and functions. No clock, no I/O, no chance, no logging."""
