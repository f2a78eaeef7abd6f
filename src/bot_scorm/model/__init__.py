"""What a programme is, free of files and formats."""
