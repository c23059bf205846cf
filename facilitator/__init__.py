"""A toolkit for people who lead groups at work: plan, run live, hand over the summary."""
