Attribute VB_Name = "modButtons"
Option Explicit
' What the sheet buttons run.  Keep this module 7-bit ASCII: Thai would turn into question marks
' on a PC with another code page, so every Thai word lives in cells, in the ribbon and in Python.

@COMMANDS@

' Before any line of ours xlwings asks Excel for the key of a paid edition: more than thirty calls, and
' without end while Excel is busy.  A key in the environment answers it at once; the user's own stays.
' By GetAttr xlwings finds only paths in the letters of the PC's code page, and Environ loses the same
' letters: folders with others go by their short names for as long as Python runs.
Private Sub RunItaxl(ByVal PythonCommand As String)
    Dim Environment As Object
    Dim Added As Boolean
    Dim LocalFolder As String
    Dim TempFolder As String
    On Error Resume Next
    Set Environment = CreateObject("WScript.Shell").Environment("PROCESS")
    If Not Environment Is Nothing Then
        Added = (Environment.Item("XLWINGS_LICENSE_KEY") = "")
        If Added Then Environment.Item("XLWINGS_LICENSE_KEY") = "-"
        LocalFolder = Shortened(Environment, "LOCALAPPDATA")
        TempFolder = Shortened(Environment, "TEMP")
    End If
    On Error GoTo 0
    ShowWorksheet
    RunPython PythonCommand
    If LocalFolder <> "" Then Environment.Item("LOCALAPPDATA") = LocalFolder
    If TempFolder <> "" Then Environment.Item("TEMP") = TempFolder
    If Added Then Environment.Remove "XLWINGS_LICENSE_KEY"
End Sub

' What the variable was; empty where it stays.
Private Function Shortened(ByVal Environment As Object, ByVal Variable As String) As String
    Dim Folder As String
    Folder = Environment.Item(Variable)
    If Environ(Variable) = Folder Then Exit Function
    On Error Resume Next
    Environment.Item(Variable) = CreateObject("Scripting.FileSystemObject").GetFolder(Folder).ShortPath
    If Err.Number = 0 Then Shortened = Folder
End Function

' xlwings reads its settings by way of the sheet in front, which must have cells: a chart sheet has none.
Private Sub ShowWorksheet()
    Dim Sheet As Object
    If TypeName(ActiveSheet) = "Worksheet" Then Exit Sub
    For Each Sheet In ThisWorkbook.Worksheets
        If Sheet.Visible = xlSheetVisible Then
            Sheet.Activate
            Exit Sub
        End If
    Next Sheet
End Sub
