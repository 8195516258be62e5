"""ITA tracker for Thai local government: Excel tracker in, findings, roll-up and official memo out."""

__version__ = "0.1.0"
