"""Common Cartridges: written, held against the official schemas, and read back."""
