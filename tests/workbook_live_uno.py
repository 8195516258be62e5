"""Run by Debian's Python (it has uno): opens workbooks in LibreOffice and presses their buttons.

usage: workbook_live_uno.py macros|clicks JOB.json → JSON on stdout.  Not imported by the tests.
JOB: {"files": [...], "macros": [...], "sheets": [...], "picture": path or null, "profile": folder}
"""

import json
import os
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue

SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "0"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Setup/Product", "ooSetupLastVersion", "99"),
)
SETTING = (
    '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
)
REGISTRY = '<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>'
PROOF = "Z1"
WIDTH, HEIGHT = 1600, 1000


def main(mode, job):
    screen, display = start_screen() if mode == "clicks" else (None, None)
    try:
        office, context = start_office(job["profile"], display)
        try:
            act = clicks if mode == "clicks" else macros
            return {path: attempt(act, context, path, job, display) for path in job["files"]}
        finally:
            stop_office(office, context)
    finally:
        if screen:
            screen.terminate()
            screen.wait(10)


def start_screen():
    read, write = os.pipe()
    size = f"{WIDTH}x{HEIGHT}x24"
    # The server picks a free display by itself: other screens may run on this machine.
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"]
    screen = subprocess.Popen(command, pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as pipe:
        return screen, ":" + pipe.readline().strip()


def start_office(profile, display):
    """A start with a new profile fails now and then: the next one gets a profile and a pipe of its own."""
    for number in range(3):
        office, context = try_office(f"{profile}{number}", f"itaxl{os.getpid()}n{number}", display)
        if context is not None:
            return office, context
        sys.stderr.write(f"LibreOffice did not start: {office.poll()}\n")
    raise SystemExit("LibreOffice does not start")


def try_office(profile, pipe, display):
    os.makedirs(profile + "/user")
    with open(profile + "/user/registrymodifications.xcu", "w") as file:
        file.write(REGISTRY.format("".join(SETTING.format(*setting) for setting in SETTINGS)))
    command = ["soffice", "-env:UserInstallation=file://" + profile, "--norestore", "--nologo", "--nodefault"]
    command += ["--nolockcheck", f"--accept=pipe,name={pipe};urp;"]
    environment = dict(os.environ)
    if display:
        environment["DISPLAY"] = display
    else:
        command.append("--headless")
    quiet = subprocess.DEVNULL
    office = subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet)
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(60):
        try:
            return office, resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            if office.poll() is not None:
                break
            time.sleep(0.5)
    return office, None


def stop_office(office, context):
    try:
        desktop(context).terminate()
        office.wait(30)
    except Exception:
        office.kill()


def desktop(context):
    return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)


def attempt(act, context, path, job, display):
    document = None
    try:
        hidden = PropertyValue(Name="Hidden", Value=display is None)
        with_macros = PropertyValue(Name="MacroExecutionMode", Value=4)
        document = desktop(context).loadComponentFromURL("file://" + path, "_blank", 0, (hidden, with_macros))
        if document is None:
            return {"error": "LibreOffice does not open it"}
        return act(context, document, job, display)
    except Exception as error:
        return {"error": f"{type(error).__name__}: {str(error)[:300]}"}
    finally:
        if document is not None:
            document.close(True)


def macros(context, document, job, display):
    """Macro → what it left in the proof cell: LibreOffice gives no error for VBA that does not compile."""
    cell = document.Sheets.getByIndex(0).getCellRangeByName(PROOF)
    results = {}
    for macro in job["macros"]:
        cell.String = ""
        url = f"vnd.sun.star.script:VBAProject.{macro}?language=Basic&location=document"
        try:
            document.getScriptProvider().getScript(url).invoke((), (), ())
            results[macro] = cell.String
        except Exception as error:
            results[macro] = f"{type(error).__name__}: {str(error)[:200]}"
    return results


def clicks(context, document, job, display):
    """'sheet/caption' → what a real click on that button left in the proof cell."""
    controller = document.CurrentController
    controller.Frame.ContainerWindow.setPosSize(0, 0, WIDTH, HEIGHT, 15)
    controller.setFormDesignMode(False)
    cell = document.Sheets.getByIndex(0).getCellRangeByName(PROOF)
    results = {}
    for name in job["sheets"]:
        sheet = document.Sheets.getByName(name)
        controller.setActiveSheet(sheet)
        time.sleep(1.5)
        for index in range(sheet.DrawPage.Count):
            control = getattr(sheet.DrawPage.getByIndex(index), "Control", None)
            if control is not None:
                results[name + "/" + control.Label] = click(controller.getControl(control), cell, display)
        if job["picture"]:
            picture = job["picture"].replace("*", str(len(results)))
            subprocess.run(["import", "-display", display, "-window", "root", picture], check=False)
    return results


def click(view, cell, display):
    cell.String = ""
    size, corner = view.getPosSize(), view.getPeer().getAccessibleContext().getLocationOnScreen()
    x, y = corner.X + size.Width // 2, corner.Y + size.Height // 2
    environment = dict(os.environ, DISPLAY=display)
    subprocess.run(["xdotool", "mousemove", str(x), str(y)], env=environment, check=True)
    time.sleep(0.3)
    subprocess.run(["xdotool", "click", "1"], env=environment, check=True)
    for _ in range(30):
        time.sleep(0.1)
        if cell.String:
            return cell.String
    # A macro that does not compile or does not exist leaves a box on the screen, and all else waits for it.
    subprocess.run(["xdotool", "key", "Return"], env=environment, check=True)
    time.sleep(0.5)
    return "nothing happened"


if __name__ == "__main__":
    with open(sys.argv[2]) as job_file:
        sys.stdout.write(json.dumps(main(sys.argv[1], json.load(job_file))))
