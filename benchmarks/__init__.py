"""One room, N phones, every post to all: this server beside the loops it must beat, in one run."""
