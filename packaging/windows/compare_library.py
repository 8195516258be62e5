"""Run by the signed Python itself: `python.exe compare_library.py python313.zip SOURCES`.

Ends with 1 and names every module of the zip that its source does not give.
"""

import marshal
import sys
import types
import zipfile
from pathlib import Path


def meaning(value: object) -> object:
    """A code object as comparable values; sets in an order of their own."""
    if isinstance(value, types.CodeType):
        return (
            value.co_code, value.co_names, value.co_varnames, value.co_freevars, value.co_cellvars,
            value.co_argcount, value.co_posonlyargcount, value.co_kwonlyargcount, value.co_flags,
            value.co_name, value.co_qualname, value.co_exceptiontable, value.co_linetable,
            value.co_firstlineno, tuple(map(meaning, value.co_consts)),
        )  # fmt: skip
    if isinstance(value, frozenset):
        return sorted(map(repr, value))
    return repr(value)


def main(library: str, sources: str) -> int:
    different = 0
    compared = 0
    with zipfile.ZipFile(library) as archive:
        for name in archive.namelist():
            if not name.endswith(".pyc"):
                continue
            shipped = marshal.loads(archive.read(name)[16:])
            source = Path(sources, name.removesuffix("c")).read_bytes()
            made = [
                compile(source, shipped.co_filename, "exec", dont_inherit=True, optimize=n) for n in (0, 1, 2)
            ]
            compared += 1
            if meaning(shipped) not in map(meaning, made):
                different += 1
                print("DIFFERENT", name)
    print(compared, "modules compared,", different, "different")
    return int(bool(different) or not compared)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
