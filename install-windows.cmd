@echo off
rem Double-click this file to set up itaxl for the current user.  ASCII only: cmd.exe reads it
rem before the code page is changed.  The work is done by install-windows.ps1 beside it.
setlocal
rem Whole paths: cmd.exe looks for programs in the current folder first, which may hold downloads.
"%SystemRoot%\System32\chcp.com" 65001 >nul
if not exist "%~dp0install-windows.ps1" (
  echo install-windows.ps1 was not found beside this file.
  echo Extract the whole .zip file to a folder first, then run this file from there.
  pause
  exit /b 6
)
"%SystemRoot%\System32\WindowsPowerShell\v1.0\powershell.exe" -NoProfile -ExecutionPolicy Bypass -File "%~dp0install-windows.ps1" %*
set "CODE=%ERRORLEVEL%"
rem 1 or less than 0: PowerShell itself did not get to the end, and the window would close unread.
set "UNREAD="
if "%CODE%"=="1" set "UNREAD=1"
if %CODE% LSS 0 set "UNREAD=1"
echo "%*" | "%SystemRoot%\System32\findstr.exe" /i /c:"-Quiet" >nul && set "UNREAD="
if defined UNREAD (
  echo PowerShell could not run install-windows.ps1.  Use itaxl-setup instead, or ask your administrator.
  pause
)
exit /b %CODE%
