"""Evidence on the web: which links a tracker has, what a server's reply means, and what is told of it."""
