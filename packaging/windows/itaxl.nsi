; itaxl-setup-VERSION.exe: Python, every library and the tracker, for the current user, without a network.
;   /S       silent        /TRUST   make the tracker's folder a trusted location of Excel
; Exit code: 0 ready; 4 a file is in use, everything is as before; 6 installed, and something is to be mended.
; Saved as UTF-8 with a mark of its byte order, by which makensis reads the Thai.
Unicode true
Target amd64-unicode
!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include Sections.nsh
!insertmacro GetParameters
!insertmacro GetOptions

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\itaxl"
!define SCRIPTS "$INSTDIR\venv\Scripts"
!define REPORT "$INSTDIR\ผลการติดตั้ง.txt"
; Made by menu.py: what stands in the Start menu and on the desktop.
!include "${MENU_FILE}"
!define IN_USE 4

Name "itaxl"
Caption "ติดตั้ง ${TITLE} (itaxl ${VERSION})"
UninstallCaption "ถอนการติดตั้ง ${TITLE}"
UninstallButtonText "ถอนการติดตั้ง"
BrandingText "itaxl ${VERSION}"
OutFile "${OUT}"
; The one place that every tracker names: no page asks for it.
InstallDir "$LOCALAPPDATA\itaxl"
RequestExecutionLevel user
SetCompressor /SOLID lzma
SetCompressorDictSize 32
SetOverwrite on
ManifestDPIAware true
ManifestSupportedOS Win10
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey /LANG=1054 "ProductName" "itaxl"
VIAddVersionKey /LANG=1054 "FileDescription" "ติดตั้ง ${TITLE}"
VIAddVersionKey /LANG=1054 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1054 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1054 "CompanyName" "itaxl contributors"
VIAddVersionKey /LANG=1054 "LegalCopyright" "MIT"
!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"'
!endif

!define MUI_ICON "${PAYLOAD}\venv\itaxl.ico"
!define MUI_UNICON "${PAYLOAD}\venv\itaxl.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${HERE}/side.bmp"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${HERE}/side.bmp"
!define MUI_ABORTWARNING
!define MUI_ABORTWARNING_TEXT "ยังติดตั้งไม่เสร็จ ต้องการออกจากการติดตั้งหรือไม่"
!define MUI_WELCOMEPAGE_TITLE "ติดตั้ง ${TITLE}"
!define MUI_WELCOMEPAGE_TEXT "โปรแกรมนี้ติดตั้งให้ผู้ใช้คนนี้คนเดียว ไม่ต้องใช้สิทธิผู้ดูแลระบบ ไม่ต้องใช้อินเทอร์เน็ต และไม่ต้องมี Python มาก่อน$\r$\n$\r$\nแบบติดตามและบันทึกข้อความที่มีอยู่แล้วไม่ถูกแก้ไข$\r$\n$\r$\nโปรดปิด Excel แล้วกด ต่อไป"
!insertmacro MUI_PAGE_WELCOME
!define MUI_PAGE_HEADER_TEXT "เลือกสิ่งที่จะติดตั้ง"
!define MUI_PAGE_HEADER_SUBTEXT "ตามที่เลือกไว้แล้วก็ใช้งานได้ทันที"
!define MUI_COMPONENTSPAGE_TEXT_TOP "โปรดเลือกตามที่ต้องการ แล้วกด ติดตั้ง"
!define MUI_COMPONENTSPAGE_TEXT_COMPLIST "สิ่งที่จะติดตั้ง"
!define MUI_COMPONENTSPAGE_TEXT_DESCRIPTION_TITLE "คำอธิบาย"
!define MUI_COMPONENTSPAGE_TEXT_DESCRIPTION_INFO "โปรดชี้ที่แต่ละข้อเพื่ออ่านคำอธิบาย"
!define MUI_COMPONENTSPAGE_SMALLDESC
!insertmacro MUI_PAGE_COMPONENTS
!define MUI_PAGE_HEADER_TEXT "กำลังติดตั้ง"
!define MUI_PAGE_HEADER_SUBTEXT "โปรดรอประมาณหนึ่งนาที"
!insertmacro MUI_PAGE_INSTFILES
Page custom ShowReport
!define MUI_FINISHPAGE_TITLE "ติดตั้งเสร็จแล้ว"
!define MUI_FINISHPAGE_TEXT "เปิดแบบติดตามและสมุดงานระดับอำเภอได้จากเมนู Start > แบบติดตาม ITA$\r$\n$\r$\nเมื่อปุ่มใน Excel ไม่ทำงาน โปรดเลือก ตรวจเครื่อง ในเมนูเดียวกัน"
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_FUNCTION OpenTracker
!define MUI_FINISHPAGE_RUN_TEXT "เปิดแบบติดตามเดี๋ยวนี้"
!define MUI_FINISHPAGE_NOREBOOTSUPPORT
!insertmacro MUI_PAGE_FINISH
!define MUI_PAGE_HEADER_TEXT "ถอนการติดตั้ง ${TITLE}"
!define MUI_PAGE_HEADER_SUBTEXT "แบบติดตามและบันทึกข้อความยังอยู่ตามเดิม"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "โปรแกรมในโฟลเดอร์ต่อไปนี้ เมนู และไอคอนจะถูกลบ โฟลเดอร์ ITA จะไม่เป็นตำแหน่งที่เชื่อถือได้อีก$\r$\n$\r$\nโปรดปิด Excel แล้วกด ถอนการติดตั้ง"
!define MUI_UNCONFIRMPAGE_TEXT_LOCATION "โฟลเดอร์"
!insertmacro MUI_UNPAGE_CONFIRM
!define MUI_PAGE_HEADER_TEXT "กำลังถอนการติดตั้ง"
!define MUI_PAGE_HEADER_SUBTEXT "โปรดรอสักครู่"
!define MUI_INSTFILESPAGE_FINISHHEADER_TEXT "ถอนการติดตั้งแล้ว"
!define MUI_INSTFILESPAGE_FINISHHEADER_SUBTEXT "แบบติดตามและบันทึกข้อความยังอยู่ตามเดิม"
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Thai"

Var Code

; Nothing is replaced while somebody uses it: a program that runs cannot be opened for writing.
!macro REFUSE_IN_USE
  ${For} $R0 1 3
    ${Select} $R0
      ${Case} 1
        StrCpy $R1 "${SCRIPTS}\python.exe"
      ${Case} 2
        StrCpy $R1 "${SCRIPTS}\python313.dll"
      ${Case} 3
        StrCpy $R1 "${SCRIPTS}\itaxl.exe"
    ${EndSelect}
    ${If} ${FileExists} "$R1"
      ClearErrors
      FileOpen $R2 "$R1" a
      ${If} ${Errors}
        StrCpy $Code ${IN_USE}
      ${Else}
        FileClose $R2
      ${EndIf}
    ${EndIf}
  ${Next}
!macroend

!macro END_IN_USE
  SetErrorLevel ${IN_USE}
  MessageBox MB_OK|MB_ICONEXCLAMATION "มีโปรแกรมกำลังใช้ itaxl อยู่ จึงยังไม่เปลี่ยนแปลงสิ่งใด$\r$\n$\r$\nโปรดปิด Excel และหน้าต่างคำสั่ง แล้วลองอีกครั้ง" /SD IDOK
  Quit
!macroend

; The line above the bar: what is being done, not which of thousands of files.
!macro SAY WORDS
  SetDetailsPrint textonly
  DetailPrint "${WORDS}"
  SetDetailsPrint none
!macroend

Section "โปรแกรม แบบติดตาม และเมนู Start" PROGRAM
  SectionIn RO
  !insertmacro SAY "กำลังวางโปรแกรม"
  StrCpy $Code 0
  RMDir /r "$INSTDIR\venv.new"
  RMDir /r "$INSTDIR\venv.old"
  !insertmacro REFUSE_IN_USE
  ${If} $Code = ${IN_USE}
    !insertmacro END_IN_USE
  ${EndIf}
  ; All of it beside the old one, then one change of names: a set-up that is stopped leaves the old one.
  SetOutPath "$INSTDIR\venv.new"
  ClearErrors
  File /r "${PAYLOAD}\venv\*.*"
  SetOutPath "$INSTDIR"
  ${If} ${Errors}
    RMDir /r "$INSTDIR\venv.new"
    SetErrorLevel 2
    MessageBox MB_OK|MB_ICONEXCLAMATION "เขียนไฟล์ใน $INSTDIR ไม่สำเร็จ$\r$\n$\r$\nโปรดตรวจสอบพื้นที่ว่างในไดรฟ์ แล้วลองอีกครั้ง" /SD IDOK
    Quit
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\venv\*.*"
    ClearErrors
    Rename "$INSTDIR\venv" "$INSTDIR\venv.old"
    ${If} ${Errors}
      RMDir /r "$INSTDIR\venv.new"
      !insertmacro END_IN_USE
    ${EndIf}
  ${EndIf}
  ClearErrors
  Rename "$INSTDIR\venv.new" "$INSTDIR\venv"
  ${If} ${Errors}
    Rename "$INSTDIR\venv.old" "$INSTDIR\venv"
    RMDir /r "$INSTDIR\venv.new"
    !insertmacro END_IN_USE
  ${EndIf}
  RMDir /r "$INSTDIR\venv.old"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  !insertmacro SAY "กำลังวางแบบติดตามและตรวจเครื่อง"
  StrCpy $0 ""
  ${If} ${SectionIsSelected} 2
    StrCpy $0 "--trust"
  ${EndIf}
  nsExec::Exec '"${SCRIPTS}\python.exe" -m set_up "${REPORT}" $0'
  Pop $Code

  CreateDirectory "${MENU}"
  SetOutPath "$PROFILE" ; where the entries begin: a window of theirs that stays open holds no folder of ours
  !insertmacro MENU_MAKE
  SetOutPath "$INSTDIR"

  WriteRegStr HKCU "${KEY}" "DisplayName" "itaxl ${TITLE}"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "Publisher" "itaxl contributors"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\venv\itaxl.ico"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" ${SIZE}
  SetErrorLevel $Code
SectionEnd

Section "ไอคอนบนเดสก์ท็อปสำหรับลากโฟลเดอร์มาวาง" DESKTOP
  SetOutPath "$PROFILE"
  !insertmacro DESKTOP_MAKE
SectionEnd

Section /o "ให้ปุ่มในโฟลเดอร์ ITA ทำงานโดยไม่ต้องกดอนุญาต" TRUST
SectionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${PROGRAM} "โปรแกรมพร้อม Python ของตัวเอง และแบบติดตามเปล่าในโฟลเดอร์ เอกสาร\ITA"
  !insertmacro MUI_DESCRIPTION_TEXT ${DESKTOP} "ลากโฟลเดอร์ที่มีแบบติดตามของหลายหน่วยงานมาวาง จะได้บันทึกข้อความของทุกหน่วยงานและสรุปทั้งอำเภอ"
  !insertmacro MUI_DESCRIPTION_TEXT ${TRUST} "ทำให้โฟลเดอร์ ITA เป็นตำแหน่งที่เชื่อถือได้ของ Excel โปรดอย่าวางไฟล์ของผู้อื่นที่ไม่รู้ที่มาในโฟลเดอร์นั้น"
!insertmacro MUI_FUNCTION_DESCRIPTION_END

Function .onInit
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/TRUST" $1
  ${IfNot} ${Errors}
    !insertmacro SelectSection ${TRUST}
  ${EndIf}
FunctionEnd

; What is ready on this PC and what is not, line by line, each with its next step.
Function ShowReport
  ${If} $Code = 0
    !insertmacro MUI_HEADER_TEXT "เครื่องนี้พร้อมใช้งาน" "ผลการตรวจเครื่องหลังติดตั้ง"
  ${Else}
    !insertmacro MUI_HEADER_TEXT "ติดตั้งแล้ว แต่ยังมีรายการที่ต้องแก้ไข" "โปรดทำตามที่บอกใต้แต่ละรายการ แล้วเลือก ตรวจเครื่อง ในเมนู Start"
  ${EndIf}
  GetDlgItem $0 $HWNDPARENT 2
  EnableWindow $0 0 ; there is nothing left to break off
  nsDialogs::Create 1018
  Pop $0
  nsDialogs::CreateControl EDIT 0x50A10844 0x200 0 0 100% 100% ""
  Pop $1
  CreateFont $2 "Tahoma" 9
  SendMessage $1 ${WM_SETFONT} $2 0
  ClearErrors
  FileOpen $3 "${REPORT}" r
  ${IfNot} ${Errors}
    ${Do}
      ClearErrors
      FileReadUTF16LE $3 $4
      ${If} ${Errors}
        ${ExitDo}
      ${EndIf}
      SendMessage $1 ${EM_REPLACESEL} 0 "STR:$4"
    ${Loop}
    FileClose $3
  ${EndIf}
  SendMessage $1 ${EM_SETSEL} 0 0
  SendMessage $1 ${EM_SCROLLCARET} 0 0
  nsDialogs::Show
FunctionEnd

Function OpenTracker
  Exec '"${SCRIPTS}\pythonw.exe" -m open_workbook tracker'
FunctionEnd

Section Uninstall
  StrCpy $INSTDIR "$LOCALAPPDATA\itaxl"
  StrCpy $Code 0
  !insertmacro REFUSE_IN_USE
  ${If} $Code = ${IN_USE}
    !insertmacro END_IN_USE
  ${EndIf}
  !insertmacro SAY "กำลังถอนการติดตั้ง"
  ; The trusted location, the logs, and what can be made again.
  nsExec::Exec '"${SCRIPTS}\python.exe" -m itaxl install --uninstall'
  Pop $0
  ClearErrors
  Rename "$INSTDIR\venv" "$INSTDIR\venv.old"
  ${If} ${Errors}
    !insertmacro END_IN_USE
  ${EndIf}
  RMDir /r "$INSTDIR\venv.old"
  RMDir /r "$INSTDIR\venv.new"
  Delete "${REPORT}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  !insertmacro DESKTOP_REMOVE
  RMDir /r "${MENU}"
  DeleteRegKey HKCU "${KEY}"
SectionEnd
