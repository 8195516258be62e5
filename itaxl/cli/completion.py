"""`itaxl completion`: what a shell needs in order to finish commands and options at the press of Tab.

The script is made of the parser itself and holds every word: at the Tab no Python is started, which would
take longer than typing, and no library is needed.  zsh reads bash's script; where nothing of ours fits, each
shell offers files.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from itaxl.cli.console import Console
from itaxl.cli.thai_argparse import ThaiParser
from itaxl.errors import ExitCode

_BASH = """\
_itaxl() {{
  local word="${{COMP_WORDS[COMP_CWORD]}}" words="" options=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    {first}
  else
    case "${{COMP_WORDS[1]}}" in
{cases}
    esac
  fi
  case "$word" in -*) words="$options" ;; esac
  COMPREPLY=( $(compgen -W "$words" -- "$word") )
}}
complete -o default -F _itaxl itaxl
"""
_ZSH = "autoload -U +X bashcompinit && bashcompinit\n"
_POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName itaxl -ScriptBlock {{
  param($word, $line, $cursor)
  $known = @{{
{cases}
  }}
  $typed = @($line.CommandElements | ForEach-Object {{ $_.ToString() }})
  $first = ($typed.Count -lt 2) -or (($typed.Count -eq 2) -and ($word -ne ''))
  $words = if ($first) {{ $known[''] }} else {{ $known[$typed[1]] }}
  $words = $words | Where-Object {{ ($_ -like '-*') -eq ($word -like '-*') }}
  $words | Where-Object {{ $_ -like "$word*" }} | ForEach-Object {{
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }}
}}
"""


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    from itaxl.cli.parser import build

    for line in script(arguments.shell, words_of(build())).splitlines():
        console.out(line)
    return ExitCode.OK


def words_of(parser: ThaiParser) -> dict[str, list[str]]:
    """The words that may follow each command, options and what they choose from; '' for the commands."""
    return {"": _words(parser), **{name: _words(one) for name, one in parser.commands.items()}}


def _words(parser: argparse.ArgumentParser) -> list[str]:
    chosen = [str(word) for action in parser._actions for word in action.choices or ()]
    return [*chosen, *(word for word in parser._option_string_actions if word.startswith("--"))]


def script(shell: str, words: Mapping[str, list[str]]) -> str:
    """What the shell is to read when it starts."""
    if shell == "powershell":
        cases = "\n".join(f"    '{name}' = @({', '.join(map(repr, some))})" for name, some in words.items())
        return _POWERSHELL.format(cases=cases)
    lines = {name: _assigned(some) for name, some in words.items()}
    first = lines.pop("")
    cases = "\n".join(f"      {name}) {line} ;;" for name, line in lines.items())
    bash = _BASH.format(first=first, cases=cases)
    return _ZSH + bash if shell == "zsh" else bash


def _assigned(words: list[str]) -> str:
    """Options apart: they are offered only to whoever has typed the first of their letters."""
    options = [word for word in words if word.startswith("-")]
    others = [word for word in words if not word.startswith("-")]
    return f'words="{" ".join(others)}" options="{" ".join(options)}"'
