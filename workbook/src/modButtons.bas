Attribute VB_Name = "modButtons"
Option Explicit
' What the sheet buttons run.  Keep this module 7-bit ASCII: Thai would turn into question marks
' on a PC with another code page, so every Thai word lives in cells, in the ribbon and in Python.

@COMMANDS@

' Before any line of ours xlwings asks Excel for the key of a paid edition: more than thirty calls, and
' without end while Excel is busy.  A key in the environment answers it at once; the user's own stays.
Private Sub RunItaxl(ByVal PythonCommand As String)
    Dim Environment As Object
    Dim Added As Boolean
    On Error Resume Next
    Set Environment = CreateObject("WScript.Shell").Environment("PROCESS")
    If Not Environment Is Nothing Then
        Added = (Environment.Item("XLWINGS_LICENSE_KEY") = "")
        If Added Then Environment.Item("XLWINGS_LICENSE_KEY") = "-"
    End If
    On Error GoTo 0
    RunPython PythonCommand
    If Added Then Environment.Remove "XLWINGS_LICENSE_KEY"
End Sub
