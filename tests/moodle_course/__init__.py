"""The format ``moodle-course`` without a Moodle: what its files say of each other."""
