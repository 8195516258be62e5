"""The district officer's desk: whose a file is, where each office stands, and the tables of it as values."""
