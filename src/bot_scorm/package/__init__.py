"""A safe, read-only view of any package, and what its files say: nothing is trusted, nothing unpacked."""
