"""ITA tracker for Thai local government: Excel tracker in, findings, roll-up and official memo out."""

__version__ = "0.2.0"
