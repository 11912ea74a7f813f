"""Analyses for the report's tests, made without a model: sample stories by their gold tables, hostile and long ones."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path

from drift.analysis import Analysis
from drift.sentences.split import split
from drift.stories.read import read_version
from drift.types import (
    KINDS,
    SEVERITIES,
    Comparison,
    Descent,
    Drift,
    Finding,
    Kind,
    Lineage,
    Link,
    Sentence,
    SetAside,
    Side,
    Signature,
    Span,
    Story,
    Thread,
    Version,
    severity_of,
)

SAMPLES = Path(__file__).parent.parent / "drift" / "samples"
SIGNATURE = Signature("retranslation-drift 0", {"encoder none": "0" * 64}, {"seed": 0}, {})


def of_lines(name: str, lines: list[str], language: str = "en") -> Version:
    """A version whose sentences are these lines."""
    text, sentences = "\n".join(lines), []
    at = 0
    for line in lines:
        sentences.append(Sentence(line, at, at + len(line)))
        at += len(line) + 1
    return Version(name, text, language, tuple(sentences))


def gold_story(name: str = "border-talks") -> Story:
    """A sample story's original and retelling, with the links, severities, kinds and words of its gold table."""
    with (SAMPLES / name / "gold.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    original, version = (split(read_version(SAMPLES / name / f"{stem}.txt")) for stem in ("original", "retelling"))
    links, drifts = [], []
    for row in rows:
        at = [tuple(map(int, row[f"{side}_sentences"].split())) for side in ("original", "version")]
        gap = not at[0] or not at[1]
        links.append(Link(at[0], at[1], None if gap else 0.9, moved=row["moved"] == "1"))
        drift = SEVERITIES.index(row["severity"]) / 3  # type: ignore[arg-type]
        texts: dict[Side, str] = {"original": original.passage(at[0]), "version": version.passage(at[1])}
        drifts.append(Drift(drift, severity_of(drift), tuple(_gold_findings(row, texts, drift))))
    return Story(
        name, (original, version), "original", (Comparison("original", "retelling", tuple(links), tuple(drifts)),)
    )


def _gold_findings(row: dict[str, str], texts: dict[Side, str], drift: float) -> list[Finding]:
    kinds = [kind for kind in row["kind"].split(";") if kind]
    words = {side: row[f"{side}_words"].split(";") for side in texts}
    findings = []
    for i, kind in enumerate(kinds):
        spans = []
        for side, text in texts.items():
            word = words[side][i] if i < len(words[side]) else ""
            if word and word in text:
                spans.append(Span(side, text.index(word), text.index(word) + len(word)))
            elif kind == {"original": "omission", "version": "addition"}[side]:
                spans.append(Span(side, 0, len(text)))
        findings.append(Finding(kind, tuple(spans), drift))  # type: ignore[arg-type]
    return findings


HOSTILE = (
    "<script>document.title = 'owned'</script>",
    '" onerror="document.title=1" <img src=x onerror=document.title=1>',
    "</script><script>document.title='owned'</script><!--",
    "😀😀 the minister 👩‍👩‍👧 denied it 😀",
    "قال الوزير إن الاتفاق لم يوقع بعد",
    "line\u2028separator {{ 7 * 7 }} &amp; ${document.title}",
    "$\\frac{1}{2}$ costs $5 and $6",
)


def hostile() -> Analysis:
    """Texts, names and evidence that would break a careless page; the words `denied`/`confirmed` are marked."""
    lines = list(HOSTILE)
    original = of_lines("<b>original</b>", lines, "")
    name = '$x$ 😀 "><script>document.title=2</script>'
    version = of_lines(name, [line.replace("denied", "confirmed") for line in lines], "")
    links = tuple(Link((i,), (i,), 0.9) for i in range(len(lines)))

    def drift(i: int) -> Drift:
        texts: dict[Side, str] = {"original": lines[i], "version": version.sentences[i].text}
        marked = {side: re.search("denied|confirmed", text) for side, text in texts.items()}
        spans = (Span(side, *(found.span() if found else (0, len(texts[side])))) for side, found in marked.items())
        return Drift(0.9, "critical", (Finding("antonym", tuple(spans), 0.9),))

    comparison = Comparison(original.name, version.name, links, tuple(map(drift, range(len(lines)))))
    story = Story("</title><script>document.title=3</script>", (original, version), original.name, (comparison,))
    return Analysis((story,), SIGNATURE)


def long(sentences: int, versions: int) -> Story:
    """A story of this size, every third sentence drifted, one in a hundred left out, kinds and severities by turns."""
    line = "Sentence {} says that the council met on Tuesday and denied every one of the {} claims made in the press."
    original = of_lines("original", [line.format(i, i % 90) for i in range(sentences)])
    others = [
        of_lines(f"version {v}", [line.format(i, i % 90).replace("denied", "confirmed") for i in range(sentences)])
        for v in range(1, versions + 1)
    ]
    start = {version.name: [s.text.index("confirmed") for s in version.sentences] for version in others}

    def compare(version: Version) -> Comparison:
        links, drifts = [], []
        for i in range(sentences):
            lost = i % 100 == 42
            at = start[version.name][i]
            kind: Kind = "omission" if lost else KINDS[i % 12]
            drift = 0.9 if lost else (i // 3 % 4) / 3 if i % 3 == 0 else 0.05
            spans = (Span("original", at, at + 6), Span("version", at, at + 9))
            finding = Finding(kind, spans[: 1 if lost else 2], drift)
            links.append(Link((i,), () if lost else (i,), None if lost else 0.9))
            drifts.append(Drift(drift, severity_of(drift), (finding,) if drift > 0.1 else ()))
        return Comparison("original", version.name, tuple(links), tuple(drifts))

    return Story("long", (original, *others), "original", tuple(map(compare, others)))


def unread() -> Story:
    """One passage judged, two not, for want of a model; a sentence and a menu set aside."""
    original = of_lines("original", ["He denied it.", "Er sagte es.", "Sie sagte es.", "Accept all cookies"])
    *kept, notice = original.sentences
    original = replace(
        original,
        sentences=(*kept, replace(notice, set_aside="cookie notice")),
        left_out=(SetAside("Home | News", "menu"),),
    )
    version = of_lines("copy", ["He confirmed it.", "Er sagte es nicht.", "Sie sagte es nicht."])
    found = Finding("antonym", (Span("original", 3, 9), Span("version", 3, 12)), 0.9)
    blank = Drift(None, "unjudged", note="no model reads German")
    links = tuple(Link((i,), (i,), 0.9) for i in range(3))
    comparison = Comparison("original", "copy", links, (Drift(0.9, "critical", (found,)), blank, blank))
    return Story("unread", (original, version), "original", (comparison,))


def units() -> Story:
    """Two translation units in pairs, the second without a translation; what judged them is named."""
    ids = ("menu.file.open", "b<b>")
    original, version = of_lines("en", ["Open", "Close"]), of_lines("en-GB", ["Shut", ""])
    sides = [
        replace(
            side, paired=True, sentences=tuple(replace(s, unit=i) for s, i in zip(side.sentences, ids, strict=True))
        )
        for side in (original, version)
    ]
    found = Finding("antonym", (Span("original", 0, 4), Span("version", 0, 4)), 0.9)
    left = Finding("untranslated", (Span("original", 0, 5),), 0.7)
    links = Link((0,), (0,)), Link((1,), ())
    drifts = Drift(0.9, "critical", (found,)), Drift(0.7, "major", (left,))
    return Story("units", tuple(sides), "en", (Comparison("en", "en-GB", links, drifts, judged_by="tiny"),))


def journeys() -> Story:
    """An original, its Spanish version and the copy back: one thread bent on the first hop, one repaired by the second."""
    original = of_lines("original", ["Talks need de-escalation.", "He denied it.", "It rained."])
    spanish = of_lines("spanish", ["Las charlas piden intensificación.", "Lo confirmó.", "Llovió."], "es")
    copy = of_lines("copy", ["Talks need intensification.", "He denied it.", "It rained."])
    versions = original, replace(spanish, parent="original", made_by="<b>a machine"), replace(copy, parent="spanish")
    links = tuple(Link((i,), (i,), 0.9) for i in range(3))

    def compared(one: str, two: str, *drifts: float, words: tuple[tuple[int, int], ...] = ()) -> Comparison:
        spans = tuple(Span(side, *at) for side, at in zip(("original", "version"), words, strict=False))  # type: ignore[arg-type]
        found = (Finding("antonym", spans, 0.7),) if spans else ()
        made = [Drift(d, severity_of(d), found if i == 0 and d else ()) for i, d in enumerate(drifts)]
        return Comparison(one, two, links, tuple(made))

    comparisons = (
        compared("original", "spanish", 0.7, 0.7, 0.0, words=((11, 24), (18, 33))),
        compared("original", "copy", 0.7, 0.0, 0.0, words=((11, 24), (11, 26))),
    )
    threads = tuple(Thread({version.name: (i,) for version in versions}) for i in range(3))
    descents = Descent("original", "spanish", 1.0, True), Descent("spanish", "copy", 1.0, True)
    return Story(
        "journeys",
        versions,
        "original",
        comparisons,
        (compared("spanish", "copy", 0.0, 0.6, 0.0),),
        threads,
        Lineage(descents),
    )


def copies() -> Story:
    """Three copies without an original, of which `b` stands alone in one thread; two are of an unseen text."""
    said = {"a": "denied", "b": "confirmed", "c": "denied"}
    versions = tuple(of_lines(name, [f"The minister {word} it.", "It rained."]) for name, word in said.items())
    links = tuple(Link((i,), (i,), 0.9) for i in range(2))
    comparisons = []
    for one, two in (("a", "b"), ("a", "c"), ("b", "c")):
        spans = Span("original", 13, 13 + len(said[one])), Span("version", 13, 13 + len(said[two]))
        odd = Drift(0.7, "major", (Finding("antonym", spans, 0.7),)) if "b" in (one, two) else Drift(0.0, "none")
        comparisons.append(Comparison(one, two, links, (odd, Drift(0.0, "none"))))
    threads = (
        Thread(dict.fromkeys(said, (0,)), "a", ("b",), {"a": 0.0, "b": 0.7, "c": 0.0}),
        Thread(dict.fromkeys(said, (1,)), "a", (), dict.fromkeys(said, 0.0)),
    )
    lineage = Lineage((Descent("?1", "a", 0.9), Descent("?1", "c", 0.8)), ("?1",))
    return Story("copies", versions, "", tuple(comparisons), (), threads, lineage)


def analysis(*stories: Story) -> Analysis:
    return Analysis(stories, SIGNATURE)
