"""The command line's arguments, with help and errors in Finnish."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import date
from pathlib import Path
from typing import NoReturn

_ERRORS = (
    (r"the following arguments are required: (.+)", r"puuttuu: \1"),
    (r"unrecognized arguments: (.+)", r"tuntematon: \1"),
    (r"argument (\S+): expected one argument", r"\1: arvo puuttuu"),
    (r"argument (\S+): expected at least one argument", r"\1: arvo puuttuu"),
    (r"argument (\S+): invalid choice: (\S+) \(choose from (.+)\)", r"\1: \2 ei kelpaa; vaihtoehdot ovat \3"),
    (r"argument (\S+): invalid \w+ value: (.+)", r"\1: \2 ei kelpaa"),
    (r"one of the arguments (.+) is required", r"anna jokin näistä: \1"),
    (r"argument (\S+): (.+)", r"\1: \2"),
)


class FinnishParser(argparse.ArgumentParser):
    """argparse whose own words are Finnish."""

    def __init__(self, prog: str | None = None, description: str | None = None) -> None:
        super().__init__(prog, description=description, add_help=False, allow_abbrev=False, formatter_class=_Formatter)
        self._positionals.title = "argumentit"
        self._optionals.title = "valinnat"
        self.add_argument("-h", "--help", action="help", help="näytä tämä ohje")

    def error(self, message: str) -> NoReturn:
        """One Finnish line and the usage; exit status 2."""
        for pattern, words in _ERRORS:
            if re.fullmatch(pattern, message):
                message = re.sub(pattern, words, message)
                break
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: virhe: {message}\n")


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
        super().add_usage(usage, actions, groups, "käyttö: " if prefix is None else prefix)


def day(written: str) -> date:
    """ "2022-12-05" -> date. Raises ArgumentTypeError."""
    try:
        return date.fromisoformat(written)
    except ValueError as exc:
        raise argparse.ArgumentTypeError(f"{written!r} ei ole päivä muodossa VVVV-KK-PP") from exc


def positive(written: str) -> int:
    """A whole number from 1. Raises ArgumentTypeError."""
    if not written.isdecimal() or int(written) < 1:
        raise argparse.ArgumentTypeError(f"{written!r} ei ole kokonaisluku, joka on vähintään 1")
    return int(written)


def build_parser() -> FinnishParser:
    """The parser of all commands."""
    parser = FinnishParser(prog="python -m assistant", description="Teemahaku: kysy uutiskirjeistä suomeksi.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="komento", parser_class=FinnishParser)
    index = _command(commands, "index", "tee hakemisto uutiskirjeistä")
    index.add_argument("--corpus", type=Path, metavar="KANSIO", help="uutiskirjeiden kansio (oletus corpus)")
    index.add_argument("--always", action="store_true", help="tee hakemisto uudelleen, vaikka mikään ei ole muuttunut")
    index.add_argument("--watch", action="store_true", help="seuraa kansiota ja päivitä hakemisto aina, kun se muuttuu")
    ask = _command(commands, "ask", "kysy; ilman kysymystä kysymykset luetaan rivi kerrallaan")
    ask.add_argument("question", nargs="*", metavar="kysymys", help="kysymykset, jotka kysytään peräkkäin")
    ask.add_argument(
        "--batch", type=Path, metavar="TIEDOSTO", help="kysymykset JSON-riveinä; tulostaa vastaukset JSON-riveinä"
    )
    ask.add_argument("--today", type=day, metavar="PÄIVÄ", help="päivä, jonka mukaan vastataan, esimerkiksi 2022-12-05")
    search = _command(commands, "search", "hae katkelmia")
    search.add_argument("query", nargs="*", metavar="haku", help="hakusanat tai kysymys")
    search.add_argument(
        "--batch", type=Path, metavar="TIEDOSTO", help="kysymykset JSON-riveinä; tulostaa osumat JSON-riveinä"
    )
    search.add_argument("--limit", type=positive, default=10, metavar="N", help="osumien enimmäismäärä (oletus 10)")
    search.add_argument(
        "--newsletter",
        action="append",
        default=[],
        metavar="NIMI",
        help="hae vain tästä uutiskirjeestä (tunnus, tiedosto tai otsikko); voit antaa valinnan monta kertaa",
    )
    search.add_argument("--group", metavar="NIMI", help="hae vain tästä teemaryhmästä")
    search.add_argument(
        "--fund", metavar="RAHASTO", help="hae vain osioista, joiden otsikossa on rahasto, esimerkiksi ESR+"
    )
    search.add_argument(
        "--from", dest="first", type=day, metavar="PÄIVÄ", help="hae vain tänä päivänä tai myöhemmin julkaistuista"
    )
    search.add_argument(
        "--to", dest="last", type=day, metavar="PÄIVÄ", help="hae vain tänä päivänä tai aikaisemmin julkaistuista"
    )
    facts = _command(commands, "facts", "luettele uutiskirjeistä löydetyt tiedot")
    facts.add_argument("--json", action="store_true", help="tulosta JSON-riveinä")
    changes = _command(commands, "changes", "kerro, mitä uusi numero kertoo toisin kuin aiemmat")
    changes.add_argument(
        "--since",
        type=day,
        metavar="PÄIVÄ",
        help="kaikki tämän päivän jälkeen julkaistut numerot (oletus: uusin numero)",
    )
    changes.add_argument("--json", action="store_true", help="tulosta JSON-riveinä")
    check = _command(commands, "check", "tarkista uutiskirje ennen lähettämistä")
    check.add_argument("files", nargs="+", type=Path, metavar="tiedosto", help="uutiskirjeet tai niiden kansio")
    check.add_argument("--json", action="store_true", help="tulosta huomiot JSON-riveinä")
    check.add_argument("--strict", action="store_true", help="paluuarvo on 1, jos huomioita on")
    evaluate = _command(commands, "evaluate", "mittaa vastausten tai haun laatu kysymystiedostolla")
    evaluate.add_argument("questions", type=Path, metavar="tiedosto", help="kysymykset JSON-riveinä")
    evaluate.add_argument("--wrong", action="store_true", help="luettele väärät vastaukset")
    evaluate.add_argument("--today", type=day, metavar="PÄIVÄ", help="päivä, jonka mukaan vastataan")
    return parser


def _command(commands: argparse._SubParsersAction[FinnishParser], name: str, words: str) -> FinnishParser:
    command = commands.add_parser(name, help=words, description=words[:1].upper() + words[1:] + ".")
    command.add_argument("--index", type=Path, metavar="KANSIO", help="hakemiston kansio (oletus index)")
    return command
