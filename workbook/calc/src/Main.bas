Option Explicit
' The clicks of the menu and the toolbar.  Each starts Python and returns at once: Python calls back into
' this very program, which could not answer while a macro waits.
' What must outlive a click is Global; LibreOffice forgets Public variables when the macro ends.

Global Acceptor As Object      ' listens on a pipe as long as it is referenced
Global PipeName As String
Global AskedAt As Double       ' 0: no click waits for an answer of Python
Global Begun As String         ' documents that were clicked in since LibreOffice started
Global WaitingText As String
Global WaitingIcon As Integer

Const TITLE = "แบบติดตามมาตรการ ITA"
Const EXCLAMATION = 48
Const INFORMATION = 64
Const QUESTION = 32
Const YES_NO = 4
Const YES = 6
Const PATIENCE_SECONDS = 15
Const INSTALL_AGAIN = "โปรดเปิด Terminal หรือ Command Prompt แล้วพิมพ์ itaxl install --calc จากนั้นปิดและเปิด LibreOffice ใหม่"

Sub Click_validate
  Click "validate"
End Sub

Sub Click_mend
  Click "mend"
End Sub

Sub Click_links
  Click "links"
End Sub

Sub Click_colour
  Click "colour"
End Sub

Sub Click_rollup
  Click "rollup"
End Sub

Sub Click_memo
  Click "memo"
End Sub

Sub Click_all
  Click "all"
End Sub

Sub Click_help
  Click "help"
End Sub

Sub Click_district_choose
  Click "district.choose"
End Sub

Sub Click_district_all
  Click "district.all"
End Sub

Sub Click_district_resume
  Click "district.resume"
End Sub

Sub Click_district_letters
  Click "district.letters"
End Sub

Sub Click_district_links
  Click "district.links"
End Sub

Sub Click_district_open
  Click "district.open"
End Sub

Sub Click_district_help
  Click "district.help"
End Sub

Private Sub Click(command As String)
  Dim document As Object, python As String, words As String
  On Error GoTo Failed
  document = InFront()
  If IsNull(document) Then
    MsgBox "โปรดคลิกในหน้าต่างของแบบติดตามก่อน แล้วลองอีกครั้ง", EXCLAMATION, TITLE
    Exit Sub
  End If
  If StillStarting() Then Exit Sub
  python = Interpreter()
  If python = "" Then
    MsgBox "ยังไม่ได้ตั้งค่า Python สำหรับปุ่มใน LibreOffice" & Chr(10) & Chr(10) & INSTALL_AGAIN, EXCLAMATION, TITLE
    Exit Sub
  End If
  If Not CreateUnoService("com.sun.star.ucb.SimpleFileAccess").exists(python) Then
    MsgBox "ไม่พบ Python ที่ " & ConvertFromURL(python) & Chr(10) & Chr(10) & INSTALL_AGAIN, EXCLAMATION, TITLE
    Exit Sub
  End If
  Listen
  words = "-I -B -m itaxl.buttons.calc.click " & command & " " & PipeName & " " & document.RuntimeUID
  If InStr(Begun, " " & document.RuntimeUID & " ") = 0 Then words = words & " first"
  Begun = Begun & " " & document.RuntimeUID & " "
  AskedAt = CDbl(Now)
  Shell python, 0, words, False
  Exit Sub
Failed:
  AskedAt = 0
  MsgBox "สั่งงานไม่สำเร็จ: " & Error$ & Chr(10) & Chr(10) & INSTALL_AGAIN, EXCLAMATION, TITLE
End Sub

' The workbook that was clicked in; the only one that is open where no window has the focus.
Private Function InFront() As Object
  Dim all As Object, one As Object, found As Object
  If IsWorkbook(ThisComponent) Then
    InFront = ThisComponent
    Exit Function
  End If
  all = StarDesktop.Components.createEnumeration()
  Do While all.hasMoreElements()
    one = all.nextElement()
    If IsWorkbook(one) Then
      If Not IsNull(found) Then Exit Function
      found = one
    End If
  Loop
  InFront = found
End Function

Private Function IsWorkbook(one As Object) As Boolean
  IsWorkbook = False
  If IsNull(one) Then Exit Function
  If HasUnoInterfaces(one, "com.sun.star.lang.XServiceInfo") Then
    IsWorkbook = one.supportsService("com.sun.star.sheet.SpreadsheetDocument")
  End If
End Function

' A click while Python is starting is told to wait; when Python never answered, why that may be.
Private Function StillStarting() As Boolean
  StillStarting = False
  If AskedAt = 0 Then Exit Function
  StillStarting = True
  If (CDbl(Now) - AskedAt) * 86400 < PATIENCE_SECONDS Then
    MsgBox "กำลังเริ่มทำงานจากการกดปุ่มครั้งก่อน โปรดรอสักครู่", INFORMATION, TITLE
    Exit Function
  End If
  AskedAt = 0
  MsgBox "การกดปุ่มครั้งก่อนไม่มีคำตอบจาก Python" & Chr(10) & Chr(10) & _
    "โปรดกดปุ่มอีกครั้ง หากยังไม่มีคำตอบ โปรดเปิด Terminal หรือ Command Prompt แล้วพิมพ์ itaxl doctor --calc", EXCLAMATION, TITLE
End Function

' The address (file:///...) that `itaxl install --calc` left in the user's profile; '' when there is none.
Private Function Interpreter() As String
  Dim url As String, files As Object, text As Object
  Interpreter = ""
  url = CreateUnoService("com.sun.star.util.PathSubstitution").substituteVariables("$(user)", True) & "/itaxl-calc.txt"
  files = CreateUnoService("com.sun.star.ucb.SimpleFileAccess")
  If Not files.exists(url) Then Exit Function
  text = CreateUnoService("com.sun.star.io.TextInputStream")
  text.setInputStream(files.openFileRead(url))
  text.setEncoding("UTF-8")
  ' readLine keeps the line's end
  If Not text.isEOF() Then Interpreter = Trim(Replace(Replace(text.readLine(), Chr(10), ""), Chr(13), ""))
  text.closeInput()
End Function

' Open the pipe once: no other connection is ever listened on.
Private Sub Listen
  If Not IsNull(Acceptor) Then Exit Sub
  PipeName = "itaxl"
  If Taken(PipeName) Then
    Randomize
    PipeName = PipeName & CStr(Int(Rnd * 1000000000))
  End If
  Acceptor = CreateUnoService("com.sun.star.office.Acceptor")
  Acceptor.initialize(Array("pipe,name=" & PipeName & ";urp;StarOffice.ComponentContext", True))
End Sub

' Whether another LibreOffice of this user listens there.
Private Function Taken(name As String) As Boolean
  On Error GoTo Free
  Taken = True
  CreateUnoService("com.sun.star.connection.Connector").connect("pipe,name=" & name).close()
  Exit Function
Free:
  Taken = False
End Function

' Python is there: called by it as soon as it has reached this program.
Sub Answered
  AskedAt = 0
End Sub

' Show a box and return at once, so that Python need not outlive it.
Sub Tell(text As String, serious As Boolean)
  Dim callback As Object
  WaitingText = text
  WaitingIcon = IIf(serious, EXCLAMATION, INFORMATION)
  callback = CreateUnoListener("Later_", "com.sun.star.awt.XCallback")
  CreateUnoService("com.sun.star.awt.AsyncCallback").addCallback(callback, Null)
End Sub

' Show a question and wait for the answer: Python, which asks, is no macro and keeps nobody waiting.
Function Ask(text As String) As Boolean
  Ask = (MsgBox(text, QUESTION + YES_NO, TITLE) = YES)
End Function

' Show folders, from one on; the one that was chosen, '' for none.
Function Pick(start As String) As String
  Dim picker As Object
  Pick = ""
  picker = CreateUnoService("com.sun.star.ui.dialogs.FolderPicker")
  If start <> "" Then picker.setDisplayDirectory(ConvertToURL(start))
  If picker.execute() = 1 Then Pick = ConvertFromURL(picker.getDirectory())
End Function

Sub Later_notify(data)
  MsgBox WaitingText, WaitingIcon, TITLE
End Sub
