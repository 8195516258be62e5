"""The buttons in LibreOffice Calc: a click in its toolbar, and `itaxl run … --calc`."""
