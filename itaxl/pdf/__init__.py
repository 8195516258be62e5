"""Word files into PDF, by Word on Windows or by LibreOffice: whichever this machine has."""

from itaxl.pdf.converter import Converter, Pair
from itaxl.pdf.find import find_converter
from itaxl.pdf.fonts import missing_fonts

__all__ = ["Converter", "Pair", "find_converter", "missing_fonts"]
