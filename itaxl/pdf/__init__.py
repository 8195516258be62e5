"""Word files into PDF, by Word on Windows or by LibreOffice: whichever this machine has."""

from itaxl.pdf.converter import Converter, Pair
from itaxl.pdf.find import find_converter
from itaxl.pdf.fonts import missing_fonts
from itaxl.pdf.one import free_for_both, pdf_beside, pdf_of

__all__ = ["Converter", "Pair", "find_converter", "free_for_both", "missing_fonts", "pdf_beside", "pdf_of"]
