"""The kinds of activity, one file a kind. Adding one needs no list to be changed."""
