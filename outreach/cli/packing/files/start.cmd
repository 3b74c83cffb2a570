@echo off
rem Starts Outreach by a double click; a command may follow, as in: start.cmd doctor
setlocal DisableDelayedExpansion
set /p VERSION=<"%~dp0current"
"%~dp0versions\%VERSION%\python\python.exe" -I -X utf8 -m outreach.cli %*
set CODE=%ERRORLEVEL%
if "%~1"=="" if not "%CODE%"=="0" pause
exit /b %CODE%
