"""Whatever stands in texts and names, every format can be written and is well-formed, and no text is lost from it."""

from __future__ import annotations

import io

import openpyxl
from docx import Document
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from drift.output.exports import EXPORTS
from drift.output.xml import xml
from drift.types import KINDS, Comparison, Drift, Finding, Link, Results, Side, Span, Story, severity_of
from tests.output.exports.stories import SCHEMAS
from tests.report_stories import SIGNATURE, of_lines

ODD = st.sampled_from(
    ["\x00", "\x1b", "\ufffe", "\ud800", "\u2028", "\u202e", "_x000D_", "]]>", "=1", "<v>", "|", "%0A", "::"]
)
TEXTS = st.lists(ODD | st.text(max_size=6), min_size=1, max_size=5).map(lambda parts: "".join(parts).replace("\n", " "))
LINES = st.lists(TEXTS.filter(bool), min_size=1, max_size=4)
NAMES = st.lists(TEXTS.filter(bool), min_size=3, max_size=3, unique=True)


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """A story of an original and two versions, linked sentence by sentence, with findings of any sort anywhere."""
    names = draw(NAMES)
    sides = [of_lines(name, draw(LINES), draw(st.sampled_from(["en", ""]))) for name in names]
    comparisons = []
    for version in sides[1:]:
        links, drifts = [], []
        for i in range(max(len(sides[0].sentences), len(version.sentences))):
            at: list[tuple[int, ...]] = [(i,) if i < len(s.sentences) else () for s in (sides[0], version)]
            amount = draw(st.none() | st.floats(0, 1))
            found = tuple(draw(st.lists(findings(sides[0].passage(at[0]), version.passage(at[1])), max_size=3)))
            links.append(Link(at[0], at[1]))
            drifts.append(
                Drift(None, "unjudged", note=draw(TEXTS))
                if amount is None
                else Drift(amount, severity_of(amount), found)
            )
        comparisons.append(Comparison(names[0], version.name, tuple(links), tuple(drifts)))
    return Story(draw(TEXTS), tuple(sides), draw(st.sampled_from([names[0], ""])), tuple(comparisons))


def findings(original: str, version: str) -> st.SearchStrategy[Finding]:
    texts: dict[Side, str] = {"original": original, "version": version}

    def span(side: Side) -> st.SearchStrategy[Span]:
        places = st.integers(0, len(texts[side]))
        return st.tuples(places, places).map(lambda ends: Span(side, min(ends), max(ends)))

    spans = st.lists(span("original") | span("version"), max_size=3).map(tuple)
    return st.builds(Finding, st.sampled_from(KINDS), spans, st.floats(0, 1))


@settings(
    max_examples=12, deadline=None, phases=[Phase.reuse, Phase.generate], suppress_health_check=[HealthCheck.too_slow]
)
@given(stories())
def test_every_format_can_be_written_and_opened(story: Story) -> None:
    made = {}
    same = len({(v.language or "und") for v in story.versions[1:]}) == 1
    for form, export in EXPORTS.items():
        if form != "xliff" or same:
            file = io.BytesIO()
            export.write(Results((story,), SIGNATURE), file)
            made[form] = file.getvalue()
    roots = {form: etree.fromstring(made[form]) for form in ("xliff", "tmx", "tei", "junit") if form in made}
    assert etree.DTD(str(SCHEMAS / "tmx14.dtd")).validate(roots["tmx"])
    assert etree.RelaxNG(etree.parse(SCHEMAS / "tei.rng")).validate(roots["tei"])
    for form in roots.keys() & {"xliff", "junit"}:
        schema = etree.XMLSchema(etree.parse(SCHEMAS / f"{form}.xsd"))
        assert schema.validate(roots[form]), schema.error_log
    expected = sorted(xml(s.text) for c in story.comparisons for s in story.version(c.version).sentences)
    if "xliff" in roots:
        targets = roots["xliff"].iterfind(".//{*}target")
        assert sorted("".join(target.itertext()) for target in targets) == expected
    openpyxl.load_workbook(io.BytesIO(made["xlsx"]))
    Document(io.BytesIO(made["docx"]))
    for line in made["mqm"].decode().rstrip("\n").split("\n"):
        assert line.count("\t") == 9
    assert all(line.startswith("::") for line in made["github"].decode().split("\n") if line)
