Attribute VB_Name = "modRibbon"
Option Explicit
' What the ribbon runs: each callback does what the sheet button of the same name does.

@COMMANDS@
