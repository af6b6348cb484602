"""Data of the genre and the programs that train the models on it; not part of the product."""
