"""The method library: recipes and agenda templates, parsed from text it is given. Reads no folder."""
