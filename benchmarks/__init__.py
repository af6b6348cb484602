"""What the program costs and gives, measured side by side: `make bench`."""
