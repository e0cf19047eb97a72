"""What a finished run leaves behind: files for scripts, teachers and players."""
