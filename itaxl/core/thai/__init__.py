"""Thai text: digits, cleaning, comparing, days."""
