"""Setting up and examining LibreOffice Calc: the extension and the bridge to it."""
