Attribute VB_Name = "modButtons"
Option Explicit
' What the sheet buttons run.  Keep this module 7-bit ASCII: Thai would turn into question marks
' on a PC with another code page, so every Thai word lives in cells, in the ribbon and in Python.

Public Sub Btn_Validate()
    RunPython "import itaxl.buttons; itaxl.buttons.click('validate')"
End Sub

Public Sub Btn_Mend()
    RunPython "import itaxl.buttons; itaxl.buttons.click('mend')"
End Sub

Public Sub Btn_Colour()
    RunPython "import itaxl.buttons; itaxl.buttons.click('colour')"
End Sub

Public Sub Btn_Rollup()
    RunPython "import itaxl.buttons; itaxl.buttons.click('rollup')"
End Sub

Public Sub Btn_Memo()
    RunPython "import itaxl.buttons; itaxl.buttons.click('memo')"
End Sub

Public Sub Btn_All()
    RunPython "import itaxl.buttons; itaxl.buttons.click('all')"
End Sub

Public Sub Btn_Help()
    RunPython "import itaxl.buttons; itaxl.buttons.click('help')"
End Sub
