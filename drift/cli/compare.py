"""`drift compare`: two sentences."""

from __future__ import annotations

from typing import Annotated

import typer

from drift.cli.app import command
from drift.cli.options import FailOption, JudgeOption, ModelOption, StrictLanguagesOption


@command('drift compare "He denied the report." "He confirmed the report."')
def compare(
    original: Annotated[str, typer.Argument(show_default=False)],
    version: Annotated[str, typer.Argument(show_default=False)],
    model: ModelOption = None,
    judge: JudgeOption = None,
    strict_languages: StrictLanguagesOption = False,
    fail_on: FailOption = None,
) -> None:
    """Compare two sentences: the changed words marked, the verdict in words."""
    from drift.api import compare as run
    from drift.cli.comparison import show_comparison
    from drift.cli.verdicts import fail_if_reached, verdict

    drift = run(original, version, model=model, judge=judge, strict_languages=strict_languages)
    show_comparison(original, version, drift)
    fail_if_reached(fail_on, [verdict("the pair", drift, original, version)])
