"""The set-up on a Windows: Wine with a fresh profile of a user whose name is Thai.."""
