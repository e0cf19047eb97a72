"""What is kept on a disk: journals, saves, settings; written whole or not at all."""
