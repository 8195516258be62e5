# Sets up itaxl for the current user; no administrator rights needed.  Windows PowerShell 5.1 or later.
# Saved as UTF-8 with a byte order mark: Windows PowerShell would read the Thai as ANSI without it.
#   -Trust   make the tracker's folder a trusted location of Excel
#   -Uninstall   take all of it off again; trackers and memos stay
#   -Quiet   ask nothing and do not wait for a key (for roll-out to many PCs)
# Exit code: 0 ready, 6 something must be mended, else what itaxl install gave.
param([switch]$Trust, [switch]$Quiet, [switch]$Uninstall)

# Not 'Stop': Windows PowerShell turns every line that a program writes to stderr into an error.
$ErrorActionPreference = 'Continue'
# Fails where PowerShell is locked down; only the display of Thai suffers then.
try { [Console]::OutputEncoding = [System.Text.Encoding]::UTF8 } catch { }

$Here = $PSScriptRoot
# The one wheel that this script installs; release.py writes its SHA-256.  Without one the script belongs to
# a source folder and installs that.  Nothing else that lies beside it counts: it may be a folder of downloads.
$Wheel = 'itaxl-0.2.0-py3-none-any.whl'
$WheelHash = ''
# A Python that is started from here takes no module of the current folder and heeds no variable of its own.
$Isolated = '-I', '-X', 'utf8'
Set-Location -LiteralPath ([Environment]::SystemDirectory)
# The same place as INTERPRETER_WIN in the workbook's sheet xlwings.conf.
$Environment = Join-Path $env:LOCALAPPDATA 'itaxl\venv'
$Python = Join-Path $Environment 'Scripts\python.exe'

function Complete-Setup([int]$Code, [string]$Message) {
    Write-Host ''
    Write-Host $Message
    if (-not $Quiet) { Read-Host 'กด Enter เพื่อปิดหน้าต่างนี้' | Out-Null }
    exit $Code
}

function Test-BasePython([string]$Program, [string[]]$Options) {
    # The path of a 64-bit Python 3.11 to 3.13, for which every library has a wheel, or nothing.  Microsoft
    # Store's cannot serve: Windows redirects what it writes under LOCALAPPDATA, so Excel would not find it.
    if (-not (Test-Path -LiteralPath $Program -PathType Leaf)) { return $null }
    $Probe = "import sys; ok = (3, 11) <= sys.version_info < (3, 14) and sys.maxsize > 2**32 and 'windowsapps' not in sys.base_prefix.lower(); print(sys.executable if ok else '')"
    $Found = & $Program @Options @Isolated -c $Probe 2>$null | Select-Object -Last 1
    if ($LASTEXITCODE -eq 0 -and $Found -and (Test-Path -LiteralPath $Found)) { return $Found }
    return $null
}

function Find-BasePython {
    # Where python.org's installer puts its launcher and notes its Pythons; never what the PATH happens to name.
    $Launchers = (Join-Path $env:LOCALAPPDATA 'Programs\Python\Launcher\py.exe'), (Join-Path $env:SystemRoot 'py.exe')
    foreach ($Launcher in $Launchers) {
        foreach ($Version in '-3.13', '-3.12', '-3.11', '-3') {
            $Found = Test-BasePython $Launcher @($Version)
            if ($Found) { return $Found }
        }
    }
    foreach ($Hive in 'HKCU:', 'HKLM:') {
        foreach ($Version in '3.13', '3.12', '3.11') {
            $Key = Get-ItemProperty -LiteralPath "$Hive\SOFTWARE\Python\PythonCore\$Version\InstallPath" -ErrorAction SilentlyContinue
            if ($Key -and $Key.ExecutablePath) {
                $Found = Test-BasePython $Key.ExecutablePath @()
                if ($Found) { return $Found }
            }
        }
    }
    return $null
}

function Get-Source {
    # What pip installs: the wheel whose digest is written above, or the source folder that this script is part of.
    if (-not $WheelHash) {
        $Project = Join-Path $Here 'pyproject.toml'
        $Ours = (Test-Path -LiteralPath $Project) -and (Select-String -LiteralPath $Project -SimpleMatch 'name = "itaxl"' -Quiet)
        $Whole = Test-Path -LiteralPath (Join-Path $Here 'workbook\ITA_tracker.xlsm')
        # With the dot: pip takes brackets at the end of a path for something else.
        if ($Ours -and $Whole) { return (Join-Path $Here '.') }
        return $null
    }
    foreach ($Folder in $Here, (Join-Path $Here 'wheels')) {
        $Path = Join-Path $Folder $Wheel
        if (-not (Test-Path -LiteralPath $Path -PathType Leaf)) { continue }
        if ((Get-FileHash -LiteralPath $Path -Algorithm SHA256).Hash -eq $WheelHash) { return $Path }
        Complete-Setup 6 "ไฟล์ $Wheel ไม่ใช่ไฟล์ที่ผู้จัดทำเผยแพร่ โปรดดาวน์โหลดชุดติดตั้งใหม่จากแหล่งที่เชื่อถือได้"
    }
    return $null
}

if ($Uninstall) {
    if (Test-Path -LiteralPath $Python) {
        & $Python @Isolated -m itaxl install --uninstall
        if ($LASTEXITCODE -ne 0) { Complete-Setup $LASTEXITCODE 'ถอนการติดตั้งไม่สำเร็จ โปรดปิด Excel แล้วลองอีกครั้ง' }
        Remove-Item -LiteralPath $Environment -Recurse -Force -ErrorAction SilentlyContinue
        if (Test-Path -LiteralPath $Python) { Complete-Setup 4 'มีโปรแกรมกำลังใช้ itaxl อยู่ โปรดปิด Excel แล้วลองอีกครั้ง' }
    }
    Complete-Setup 0 'ถอนการติดตั้งแล้ว แบบติดตามและบันทึกข้อความยังอยู่ตามเดิม'
}

Write-Host 'ติดตั้ง itaxl สำหรับผู้ใช้คนนี้'

$Source = Get-Source
if (-not $Source) {
    Complete-Setup 6 'ไม่พบโปรแกรม itaxl ข้างไฟล์นี้ โปรดแตกไฟล์ .zip ทั้งหมดลงในโฟลเดอร์ก่อน แล้วลองอีกครั้ง'
}

# Files from a downloaded archive carry the Mark of the Web, which blocks macros.
# Only our own: this script may lie in a folder of downloads.
$Own = 'install-windows.cmd', 'install-windows.ps1', $Wheel, 'ITA_tracker.xlsm', 'itaxl', 'workbook', 'templates', 'examples', 'wheels'
Get-ChildItem -LiteralPath ($Own | ForEach-Object { Join-Path $Here $_ }) -Recurse -File -ErrorAction SilentlyContinue |
    ForEach-Object { Unblock-File -LiteralPath $_.FullName -ErrorAction SilentlyContinue }

$Usable = $false
if (Test-Path -LiteralPath $Python) {
    & $Python @Isolated -m pip --version 2>$null | Out-Null
    $Usable = ($LASTEXITCODE -eq 0)
}
if (-not $Usable) {
    $Base = Find-BasePython
    if (-not $Base) {
        Complete-Setup 6 'ไม่พบ Python 3.11 ถึง 3.13 แบบ 64 บิต โปรดติดตั้งจาก https://www.python.org/downloads/windows/ (ไม่ใช่จาก Microsoft Store) แล้วลองอีกครั้ง หรือใช้ itaxl-setup ซึ่งมี Python ในตัว'
    }
    Write-Host "1. สร้างสภาพแวดล้อมที่ $Environment ด้วย $Base"
    & $Base @Isolated -m venv --clear $Environment
    if ($LASTEXITCODE -ne 0) {
        Complete-Setup 6 'สร้างสภาพแวดล้อมไม่สำเร็จ โปรดปิด Excel แล้วลองอีกครั้ง หรือส่งข้อความข้างบนให้ผู้ดูแลระบบ'
    }
}

Write-Host '2. ติดตั้งโปรแกรมและไลบรารี (อาจใช้เวลาหลายนาที)'
# itaxl brings the list of its libraries with their digests; a folder wheels beside this file replaces the network.
$Offline = @()
$Wheels = Join-Path $Here 'wheels'
if (Test-Path -LiteralPath $Wheels) { $Offline = @('--no-index', '--find-links', $Wheels) }
$Libraries = Join-Path $Environment 'Lib\site-packages\itaxl\data\constraints.txt'
& $Python @Isolated -m pip install --disable-pip-version-check --upgrade --no-deps $Source
if ($LASTEXITCODE -eq 0) {
    & $Python @Isolated -m pip install --disable-pip-version-check @Offline --require-hashes -r $Libraries
}
if ($LASTEXITCODE -ne 0) {
    Complete-Setup 6 'ติดตั้งไม่สำเร็จ โปรดปิด Excel ตรวจสอบอินเทอร์เน็ตหรือพร็อกซี แล้วลองอีกครั้ง หรือดูวิธีติดตั้งแบบออฟไลน์ใน docs\install.md'
}

Write-Host '3. วางแบบติดตามและตรวจเครื่อง'
$Options = @()
if ($Trust) { $Options += '--trust' }
& $Python @Isolated -m itaxl install @Options
$Code = $LASTEXITCODE
if ($Code -eq 0) {
    Complete-Setup 0 'ติดตั้งเสร็จแล้ว เปิด ITA_tracker.xlsm ในโฟลเดอร์ ITA แล้วเริ่มกรอกข้อมูลได้'
}
Complete-Setup $Code 'ติดตั้งโปรแกรมแล้ว แต่ยังมีรายการที่ต้องแก้ไขตามรายการข้างบน'
