"""Time passes, frames leave: workshops in memory, and the connections that follow them. The wire is in SPEC.md."""
