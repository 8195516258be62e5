"""Looking at a PC and setting it up: what `itaxl doctor` and `itaxl install` do."""
