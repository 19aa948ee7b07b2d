@echo off
rem Installe naho-feedback sans reseau ni droits d administrateur. / Installs without network.
setlocal
set "TARGET=%LOCALAPPDATA%\naho-feedback"
if not "%~1"=="" set "TARGET=%~1"
set "PYTHON="
for %%V in (3.14 3.13 3.12 3.11) do if not defined PYTHON (
  py -%%V -c "import venv, ensurepip" >nul 2>nul && set "PYTHON=py -%%V"
)
if not defined PYTHON (
  python -c "import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 15))" >nul 2>nul && set "PYTHON=python"
)
if not defined PYTHON (
  echo Il faut Python 3.11 a 3.14. / Python 3.11 to 3.14 is needed.
  pause
  exit /b 1
)
%PYTHON% -m venv "%TARGET%"
if errorlevel 1 goto failed
"%TARGET%\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-index --find-links "%~dp0wheels" naho-feedback
if errorlevel 1 goto failed
echo C est pret. / Ready:
echo   "%TARGET%\Scripts\naho.exe" demo
pause
exit /b 0
:failed
echo L installation a echoue. / The installation failed.
pause
exit /b 1
