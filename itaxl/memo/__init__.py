"""Word: an Assessment becomes the official memo."""
