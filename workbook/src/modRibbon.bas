Attribute VB_Name = "modRibbon"
Option Explicit
' What the ribbon runs: each callback does what the sheet button of the same name does.

Public Sub Rb_Validate(control As IRibbonControl)
    Btn_Validate
End Sub

Public Sub Rb_Mend(control As IRibbonControl)
    Btn_Mend
End Sub

Public Sub Rb_Links(control As IRibbonControl)
    Btn_Links
End Sub

Public Sub Rb_Colour(control As IRibbonControl)
    Btn_Colour
End Sub

Public Sub Rb_Rollup(control As IRibbonControl)
    Btn_Rollup
End Sub

Public Sub Rb_Memo(control As IRibbonControl)
    Btn_Memo
End Sub

Public Sub Rb_All(control As IRibbonControl)
    Btn_All
End Sub

Public Sub Rb_Help(control As IRibbonControl)
    Btn_Help
End Sub
