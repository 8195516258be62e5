"""This computer's programs, folders and doors: what may be started, loaded and written, and where."""
