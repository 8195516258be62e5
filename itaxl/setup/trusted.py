"""Excel's trusted locations: folders whose macros run without a question and despite a mark of the web."""

from __future__ import annotations

from itaxl.setup.pc import MACHINE, USER, Machine

_OFFICE = r"Software\Microsoft\Office\16.0"
#: Cloud policy, then group policy: either overrides what the user chose.
POLICIES = (r"Software\Policies\Microsoft\Cloud\Office\16.0", r"Software\Policies\Microsoft\Office\16.0")
SOURCES = (*POLICIES, _OFFICE)
_LOCATIONS = r"Excel\Security\Trusted Locations"
DESCRIPTION = "itaxl"


def trusted_folders(machine: Machine) -> tuple[tuple[str, bool], ...]:
    """(folder, with its sub-folders) of every trusted location; none where policy switched them off."""
    registry = machine.registry
    found: list[tuple[str, bool]] = []
    for source in SOURCES:
        key = rf"{source}\{_LOCATIONS}"
        if registry.value(USER, key, "AllLocationsDisabled") == 1:
            return ()
        for name in registry.keys(USER, key):
            values = {k.lower(): v for k, v in registry.values(USER, rf"{key}\{name}").items()}
            if path := values.get("path"):
                found.append((str(path), values.get("allowsubfolders") == 1))
    return tuple(found)


def is_trusted(machine: Machine, folder: str) -> bool:
    return any(
        machine.within(folder, place) if deep else machine.same(folder, place)
        for place, deep in trusted_folders(machine)
    )


def trust(machine: Machine, folder: str) -> None:
    """Add `folder`, without its sub-folders, to the user's trusted locations.  Raises OSError."""
    key = rf"{_OFFICE}\{_LOCATIONS}"
    taken = {name.lower() for name in machine.registry.keys(USER, key)}
    number = next(n for n in range(1000) if f"location{n}" not in taken)
    values: dict[str, str | int] = {
        "Path": folder.rstrip("\\") + "\\",
        "AllowSubFolders": 0,
        "Description": DESCRIPTION,
    }
    machine.registry.write(USER, rf"{key}\Location{number}", values)


def distrust(machine: Machine) -> tuple[str, ...]:
    """Take away the user's trusted locations that `trust` added, known by their description; their folders.

    Raises OSError.
    """
    key, registry = rf"{_OFFICE}\{_LOCATIONS}", machine.registry
    gone: list[str] = []
    for name in registry.keys(USER, key):
        values = {k.lower(): v for k, v in registry.values(USER, rf"{key}\{name}").items()}
        if values.get("description") == DESCRIPTION:
            registry.delete(USER, rf"{key}\{name}")
            gone.append(str(values.get("path", "")))
    return tuple(gone)


def setting(machine: Machine, key: str, name: str) -> tuple[object, bool]:
    """(value, whether a policy sets it) of an Office setting; policies of the PC count too."""
    for policy in POLICIES:
        for hive in (USER, MACHINE):
            value = machine.registry.value(hive, rf"{policy}\{key}", name)
            if value is not None:
                return value, True
    return machine.registry.value(USER, rf"{_OFFICE}\{key}", name), False
