"""The live preview of `bot-pack serve`: a web server for this machine alone that builds what is looked at."""
