"""An `Analysis` -> self-contained HTML through the templates."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from drift.output.report.answer import Change, Kept, doubtful, gravest, kept, most_drifted, unjudged
from drift.output.report.charts import charts
from drift.output.report.journey import journey
from drift.output.report.marks import pieces
from drift.output.report.payload import payload
from drift.output.report.wording import BANDS, KIND_MEANING, LIMITS, SEVERITY_MEANING
from drift.output.rows import set_aside
from drift.output.words import held_against
from drift.runtime.digest import sha256
from drift.types import KINDS, Results, Severity, Story

TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True, slots=True)
class IndexLine:
    """A story in the index: its page's address, its comparisons' sums, its worst version and gravest change.

    `mean_drift` is None where nothing was judged.
    """

    name: str
    page: str
    versions: int
    mean_drift: float | None
    has_original: bool
    counts: dict[Severity, int]
    worst: Kept | None
    change: Change | None


def render_story(story: Story, analysis: Results, index: str = "") -> str:
    """The page of one story; `index` is the address of the page that lists all stories, "" if there is none."""
    lines = kept(story)
    return _page(
        "story.html.j2",
        held_against=held_against(story),
        title=story.name,
        scripts=_scripts("theme.js", "model.js", "rows.js", "card.js", "map.js", "thread.js", "page.js"),
        story=story,
        index=index,
        signature=analysis.signature,
        lines=lines,
        worst=most_drifted(lines),
        changes=gravest(story),
        unjudged=unjudged(story),
        doubtful=doubtful(story),
        charts=charts(story),
        journey=journey(story),
        payload=Markup(payload(story)),
        set_aside=[(version, set_aside(version)) for version in story.versions],
    )


def render_index(analysis: Results, pages: list[str]) -> str:
    """The page that lists all stories, the most drifted first; `pages` are their addresses."""
    lines = [_index_line(story, page) for story, page in zip(analysis.stories, pages, strict=True)]
    return _page(
        "index.html.j2",
        title="All stories",
        scripts=_scripts("theme.js", "index.js"),
        signature=analysis.signature,
        lines=sorted(lines, key=lambda line: -1.0 if line.mean_drift is None else line.mean_drift, reverse=True),
    )


def render_fragment(template: str, **values: Any) -> str:
    """A template of which no whole page is made, for notebooks."""
    return _environment().get_template(template).render(values)


def file_names(stories: tuple[Story, ...]) -> list[str]:
    """A file name for each story's page: safe on any system, each once, the same for the same stories.

    >>> from drift.types import Story
    >>> file_names((Story("Talks, day 1", ()), Story("talks/day 1", ()), Story("..", ())))
    ['Talks-day-1.html', 'talks-day-1-2.html', 'story.html']
    """
    names: list[str] = []
    taken: set[str] = set()
    for story in stories:
        stem = re.sub(r"\W+", "-", story.name).strip("-")[:60] or "story"
        name, number = stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.casefold())
        names.append(f"{name}.html")
    return names


def _index_line(story: Story, page: str) -> IndexLine:
    lines = kept(story)
    means = [line.mean_drift for line in lines if line.mean_drift is not None]
    return IndexLine(
        story.name,
        page,
        versions=len(story.versions),
        mean_drift=fmean(means) if means else None if lines else 0.0,
        has_original=bool(story.original),
        counts={severity: sum(line.counts[severity] for line in lines) for severity in BANDS},
        worst=most_drifted(lines),
        change=next(iter(gravest(story, 1)), None),
    )


def _page(template: str, **values: Any) -> str:
    return (
        _environment()
        .get_template(template)
        .render(
            values,
            style=Markup((TEMPLATES / "report.css").read_text(encoding="utf-8")),
            severities=BANDS,
            kinds=KINDS,
            severity_meaning=SEVERITY_MEANING,
            kind_meaning=KIND_MEANING,
            limits=LIMITS,
        )
    )


@dataclass(frozen=True, slots=True)
class Script:
    """A script of ours and the hash by which the page's security policy lets it run, and nothing else."""

    text: Markup
    hash: str


def _scripts(*names: str) -> list[Script]:
    texts = [(TEMPLATES / name).read_text(encoding="utf-8") for name in names]
    digests = [base64.b64encode(sha256(text)).decode() for text in texts]
    return [Script(Markup(text), f"sha256-{digest}") for text, digest in zip(texts, digests, strict=True)]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["percent"] = lambda share: f"{int(100 * share + 1e-9)}%"  # 99.6% kept is not all
    environment.filters["figure"] = lambda drift: "–" if drift is None else f"{drift:.2f}"
    environment.globals["pieces"] = pieces
    return environment
