"""What a user says of the ways a text shall go: `ca,es` is English → Catalan → Spanish → English for an English text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from drift.retranslation.languages import is_code, same_language, standard_code
from drift.types import DriftError

Route = tuple[str, ...]  # the languages that a text goes through, in the user's codes, its own at the end


def read_routes(via: Sequence[str | Sequence[str]], language: str) -> list[Route]:
    """The routes that end in the text's own language, each once.

    Args:
        via: For each route its languages, as "ca,es" or ["ca", "es"].
        language: The text's.

    Raises:
        DriftError: The language is no code; a route is empty, has something in it that is no code, or goes from a language into itself.

    >>> read_routes(["es", "ca,es"], "en")
    [('es', 'en'), ('ca', 'es', 'en')]
    """
    if not is_code(language):
        raise DriftError(f"--language {language} is no code of a language; give one such as en or pt-BR.")
    routes = []
    for between in read_between(via):
        codes, shown = list(between), ",".join(between)
        if not codes or not same_language(codes[-1], language):
            codes.append(language)
        for one, other in pairwise([language, *codes]):
            if same_language(one, other):
                raise DriftError(f"--via {shown}: {one} into {other} is no translation; name another language between.")
        routes.append(tuple(codes))
    if not routes:
        raise DriftError("there is no way to go; name one with --via, for instance --via es.")
    return list(dict.fromkeys(routes))


def read_between(via: Sequence[str | Sequence[str]]) -> list[Route]:
    """For each route the languages in between, as the user gives them.

    Args:
        via: For each route its languages, as "ca,es" or ["ca", "es"].

    Raises:
        DriftError: A route is empty, or has something in it that is no code.
    """
    routes = []
    for given in via:
        codes = tuple(code.strip() for code in (given.split(",") if isinstance(given, str) else given))
        for code in codes:
            if not is_code(code):
                shown = ",".join(codes)
                raise DriftError(
                    f"--via {shown}: {code or 'nothing'} is no code of a language; give one such as es or pt-BR."
                )
        routes.append(codes)
    return routes


def copy_name(original: str, codes: Sequence[str]) -> str:
    """A copy's name by its route so far: each suffix is a hop.

    >>> copy_name("original", ("spa", "en"))
    'original.es.en'
    """
    return ".".join([original, *map(standard_code, codes)])
