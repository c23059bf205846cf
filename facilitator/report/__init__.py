"""What a day leaves behind: one summary in three cuts, and the documents made of it."""
