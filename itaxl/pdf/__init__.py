"""Word files into PDF, by Word on Windows or by LibreOffice: whichever this machine has."""

from itaxl.pdf.converter import Converter, Pair
from itaxl.pdf.find import find_converter

__all__ = ["Converter", "Pair", "find_converter"]
