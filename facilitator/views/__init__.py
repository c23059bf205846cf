"""What each audience may know. Secrecy is here, not in the browser: what is not in a view is never sent."""
