"""Finding notes that say the same, beside two simple ways, on notes written as people write them on phones."""
