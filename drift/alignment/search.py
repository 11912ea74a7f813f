"""Which sentences of a version say what which sentences of the original say.

How it works, and the papers it builds on: docs/alignment.md.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from drift.alignment.arranged import arrange, path_along
from drift.alignment.band import Spans
from drift.alignment.borders import signs
from drift.alignment.crossed import crossed
from drift.alignment.discontinuous import interrupting, take_discontinuous
from drift.alignment.features import measure, measure_gaps, measured_cosines
from drift.alignment.leftover import left_over
from drift.alignment.links import (
    FoundLink,
    compatible,
    drop_chance_passages,
    free_sentences,
    in_order,
    less_likely,
    mark_moved,
    passages,
    starts,
)
from drift.alignment.model import load_model, manner_of
from drift.alignment.moved import SURE, is_moved, moved_odds, stays_in_order
from drift.alignment.path import best_path, chances, shed_borders
from drift.alignment.pruning import likely_links
from drift.alignment.rivals import leads
from drift.alignment.rough import band_around, find_band, rough_gaps, rough_score
from drift.alignment.scraps import equal_scraps, is_scrap
from drift.alignment.second_look import SecondLook, look_again
from drift.alignment.shapes import ALL, SENTENCES
from drift.alignment.side import centres, make_side, running_sums, sketch_wording, unit_rows
from drift.alignment.untranslated import facing_foreign
from drift.alignment.words import Words, words_of
from drift.encoders.protocols import Encoder, TokenEncoder
from drift.types import Link

_SLACK = 12.0  # log: a link whose best path is worse than the best of all by more is not measured
_LIKELY = 0.2  # a link with a lower chance must beat the odds of being there by accident
_PASSES = 25  # over what is left free, at most; each finds passages that do not cross each other
_CELLS = 500_000  # cells of the table that these passes may search, beside twice those of the first pass,
_CELLS_A_SENTENCE = 2_000  # and so many for each sentence that they have placed
_LONG = 20  # characters; a shorter sentence may be the same by accident
_SAME_GAIN = 10.0  # log odds of a link of two equal sentences
_LEAST = 0.15  # confidence, below which a link that does not stand between two others is two gaps
_FACING = 0.5  # the chance of a link of two sentences that face each other, one of them in a foreign language


def align(original: Sequence[str], version: Sequence[str], encoder: Encoder) -> tuple[Link, ...]:
    """The links between two texts, and a gap for each other sentence.

    Links have up to 6 sentences a side; of lines, 12 against a single one. Each sentence is encoded once and close decisions as joined text, in all at most
    1.3 texts a sentence, beside a few fixed ones for short texts. Exchanging the sides exchanges the sides of the result.

    Args:
        original: The sentences of one text; a blank one becomes a gap, and one without words unless its like faces it.
        version: The sentences of the other.
        encoder: What gives their vectors.

    Returns:
        Links that hold each sentence of either side exactly once, in the original's order; the version's gaps come where
        they stand in it. Links marked `moved` break the version's order.
    """
    sides = (tuple(original), tuple(version))
    if (len(sides[0]), sides[0]) <= (len(sides[1]), sides[1]):
        found = _search(sides, encoder)
    else:
        found = [replace(link, sides=(link.sides[1], link.sides[0])) for link in _search((sides[1], sides[0]), encoder)]
    return in_order(found, len(original), len(version))


def _search(sides: tuple[tuple[str, ...], tuple[str, ...]], encoder: Encoder) -> list[FoundLink]:
    """The links between the sentences that have words, and those of equal rows of stars and the like between them."""
    kept = [np.array([i for i, text in enumerate(side) if not is_scrap(text)], int) for side in sides]
    found = _links_of(sides, kept, encoder) if len(kept[0]) and len(kept[1]) else []
    ordered = in_order(found, len(sides[0]), len(sides[1]))
    equal = [FoundLink(((i,), (j,)), 1.0, 0.0, 1.0) for i, j in equal_scraps(ordered, *sides)]
    return mark_moved([*found, *equal]) if equal else found


def _links_of(
    sides: tuple[tuple[str, ...], tuple[str, ...]], kept: Sequence[np.ndarray], encoder: Encoder
) -> list[FoundLink]:
    """The links between the sentences that are kept of either side (k,), int."""
    texts = [[" ".join(side[i].split()) for i in places] for side, places in zip(sides, kept, strict=True)]
    search = Search(texts, encoder)
    return [
        replace(
            link, sides=(tuple(kept[0][list(link.sides[0])].tolist()), tuple(kept[1][list(link.sides[1])].tolist()))
        )
        for link in search.links()
    ]


class Search:
    """Passes over two texts, each over the sentences that the ones before have left free.

    Attributes:
        model: The weights for texts of this manner; `shapes` are the links that it may have.
        words: The words of all sentences, where the model wants them all; then they come with the vectors.
        centred: The vectors of either side, less what its sentences have in common (n, d).
        units: The same, of length 1.
        nearest: For each sentence of either side how near it is to the other side, from the first pass (n,).
        ratio: The characters of the first side for one of the second, from the first pass.
        again: What was encoded again after the first reading of the first pass.
        crossed: The parts of links in order that stand crosswise.
        cells: How many cells of the table were searched so far; `first_cells` in the first pass.
    """

    def __init__(self, texts: Sequence[list[str]], encoder: Encoder) -> None:
        self.texts, self.encoder = texts, encoder
        manner = manner_of(texts)
        self.model, self.shapes = load_model(encoder.name, manner), ALL if manner == "lines" else SENTENCES
        n = len(texts[0])
        self.words: Sequence[Words] = ()
        if self.model.again[1] == 1 and isinstance(encoder, TokenEncoder):
            vectors, self.words = words_of(encoder, texts[0] + texts[1])
        else:
            vectors = encoder.encode(texts[0] + texts[1])
        self.vectors = (vectors[:n], vectors[n:])
        self.wording = sketch_wording((texts[0], texts[1]))
        self.signs = [signs(side) for side in texts]
        self.centres = centres(self.vectors, encoder)
        self.centred = [rows - centre for rows, centre in zip(self.vectors, self.centres, strict=True)]
        self.units = [unit_rows(rows) for rows in self.centred]
        self.nearest: tuple[np.ndarray, np.ndarray] = (np.zeros(0), np.zeros(0))
        self.again: SecondLook | None = None
        self.ratio: float | None = None
        self.crossed: dict[FoundLink, tuple[FoundLink, FoundLink]] = {}
        self.cells = self.first_cells = 0

    def links(self) -> list[FoundLink]:
        """What the passes found, with confidence, and what is left over but belongs together."""
        found = self._weighed(self.found())
        found += self._left_over(found)
        return mark_moved([*found, *self._untranslated(found)])

    def found(self) -> list[FoundLink]:
        """What the passes find: links in order, then discontinuous ones, passages that moved, unsure ones in order.

        If any have moved, all are read once more, in the order of their partners.
        """
        sizes = (len(self.texts[0]), len(self.texts[1]))
        plain = self._pass(np.arange(sizes[0]), np.arange(sizes[1]))
        self.first_cells = self.cells
        left_out = interrupting(plain, self.centred, self.nearest)
        if left_out[0] or left_out[1]:
            one, two = (
                np.array([i for i in range(n) if i not in gone], int) for n, gone in zip(sizes, left_out, strict=True)
            )
            if len(one) and len(two):
                plain = take_discontinuous(plain, self._pass(one, two, path_along(plain, one, two), across=1))
        odds = math.log(sizes[0] * sizes[1])
        likely = [link for link in plain if link.chance >= _LIKELY or link.gain >= odds * min(map(len, link.sides))]
        plain = drop_chance_passages(likely, *sizes)
        found = self._same(plain)
        found += self._moved([*found, *compatible([link for link in plain if link.chance >= SURE], found)])
        found += [part for link in compatible(plain, found) for part in self.crossed.get(link, (link,))]
        scattered = mark_moved([*found, *self._left_over(found)])
        found = self._arranged(scattered) if any(link.moved for link in scattered) else found
        return sorted(found, key=lambda link: link.sides)

    def leads(self, found: Sequence[FoundLink]) -> list[float]:
        """How far each link's cosine exceeds that of its rivals."""
        lengths = [np.array([len(text) + 1.0 for text in side], np.float32) for side in self.texts]
        return leads(found, self.centred, self.units, lengths)

    def _left_over(self, found: Sequence[FoundLink]) -> list[FoundLink]:
        return list(left_over(found, self.units, self.texts))

    def _weighed(self, found: Sequence[FoundLink]) -> list[FoundLink]:
        """The links with their confidence for a chance; those that are most likely wrong become gaps."""
        mean = sum(link.chance for link in found) / max(len(found), 1)
        weighed = [
            replace(link, chance=self.model.confidence(link.chance, lead, mean))
            for link, lead in zip(found, self.leads(found), strict=True)
        ]
        held = {link for passage in passages(weighed) for link in passage[1:-1]}
        return [link for link in weighed if link.chance >= _LEAST or link in held]

    def _arranged(self, found: list[FoundLink]) -> list[FoundLink]:
        """The links of one more pass, over the second side in the order of its partners; discontinuous ones stay."""
        apart = [link for link in found if link.is_discontinuous]
        known = [link for link in found if not link.is_discontinuous]
        if not known:
            return found
        order = arrange(found, self.centred)
        links = order.placed(self._pass(order.one, order.two, order.path(known)))
        likely = order.restored(drop_chance_passages(links, len(order.one), len(order.two)))
        new = set(compatible(likely, known))  # of sentences left over on both sides the weights think too well
        return apart + [link for link in likely if link not in new]

    def _untranslated(self, found: Sequence[FoundLink]) -> list[FoundLink]:
        """Links of sentences that face each other, one of them left in another language: likely by their place alone."""
        return [
            FoundLink(((i,), (j,)), _FACING, 0.0, self._similarity((i,), (j,)))
            for i, j in facing_foreign(found, self.texts)
        ]

    def _same(self, plain: Sequence[FoundLink]) -> list[FoundLink]:
        """Links of equal sentences that stand once on either side, where `plain` links either to another."""
        places = [{text: k for k, text in enumerate(side) if len(text) >= _LONG} for side in self.texts]
        single = [{text for text, times in Counter(side).items() if times == 1} for side in self.texts]
        holder = {(side, i): link for link in plain for side in (0, 1) for i in link.sides[side]}
        pairs = [
            (places[0][t], places[1][t]) for t in places[0] if t in single[0] and t in single[1] and t in places[1]
        ]
        return [
            FoundLink(((i,), (j,)), 1.0, _SAME_GAIN, self._similarity((i,), (j,)))
            for i, j in pairs
            if (0, i) not in holder or holder[0, i] is not holder.get((1, j))
        ]

    def _moved(self, sure: list[FoundLink]) -> list[FoundLink]:
        """Passages that cross the `sure` links, found in passes; those of one pass do not cross each other."""
        sizes = (len(self.texts[0]), len(self.texts[1]))
        found: list[FoundLink] = []
        aside: list[FoundLink] = []  # passages in order, or too unsure to have moved: the next passes look past them
        allowed = self.cells + 2 * self.first_cells + _CELLS
        for _ in range(_PASSES):
            placed = sum(len(side) for link in [*found, *aside] for side in link.sides)
            if self.cells > allowed + _CELLS_A_SENTENCE * placed:
                break
            one, two = (free_sentences(n, [*sure, *found, *aside], side) for side, n in enumerate(sizes))
            if not len(one) or not len(two):
                break
            seen = len(found) + len(aside)
            standing = starts([*sure, *found])
            for passage in passages(self._pass(one, two)):
                odds = moved_odds(passage, len(one) * len(two))
                if is_moved(passage, odds, standing):
                    found += [less_likely(link, odds) for link in passage]
                elif stays_in_order(passage):
                    aside += passage
            if seen == len(found) + len(aside):
                break
        return found

    def _pass(
        self,
        one_kept: np.ndarray,
        two_kept: np.ndarray,
        path: tuple[np.ndarray, np.ndarray] | None = None,
        across: int = 0,
    ) -> list[FoundLink]:
        """The best links in order among the kept sentences.

        Args:
            one_kept: The sentences of the first side (k,), int, sorted.
            two_kept: Those of the second, in the order in which they are read.
            path: The places around which alone is searched, from `path_along`.
            across: How many sentences that are not kept a link may reach across.
        """
        one, two = (
            make_side(
                self.vectors[k][kept],
                self.centres[k],
                self.wording[k][kept],
                [self.texts[k][i] for i in kept],
                _follows(kept, across),
                self.shapes.reach,
                self.signs[k][kept],
            )
            for k, kept in enumerate((one_kept, two_kept))
        )
        band = band_around(one, two, *path) if path else find_band(one, two)
        self.cells += len(band)
        if self.ratio is None:
            self.nearest, self.ratio = (band.nearest_one, band.nearest_two), band.ratio
        else:
            band.raise_nearest(self.nearest[0][one_kept], self.nearest[1][two_kept])
            band.ratio = self.ratio
        model = self.model
        spans = likely_links(band, rough_score(band, self.shapes), rough_gaps(band), self.shapes, _SLACK)
        features = measure(band, spans)
        first = chances(band, spans, model.score(features), model.score_gaps(measure_gaps(band)))
        is_first = self.again is None
        if self.again is None:
            self.again = look_again(self.texts, self.centres, spans, first, self.encoder, model.again, self.words)
        again = self.again.among((one_kept, two_kept))
        found = again.found(spans, first)
        features = again.add(features, band, spans, found)
        scores, gaps = model.score(features), model.score_gaps(measure_gaps(band, first, found))
        sure = chances(band, spans, scores, gaps)
        alone, unlinked = (
            [running_sums(side) for side in sides] for sides in ((gaps.one, gaps.two), (sure.one, sure.two))
        )
        links = []
        for k, chance in shed_borders(
            spans, sure.links, scores, measured_cosines(features), best_path(band, spans, scores, gaps)
        ):
            i0, i1, j0, j1 = (int(x[k]) for x in (spans.i0, spans.i1, spans.j0, spans.j1))
            gain = float(scores[k] - (alone[0][i1] - alone[0][i0]) - (alone[1][j1] - alone[1][j0]))
            places = tuple(one_kept[i0:i1].tolist()), tuple(two_kept[j0:j1].tolist())
            support = 1 - max(
                float(sums[stop] - sums[start]) / (stop - start)
                for sums, start, stop in zip(unlinked, (i0, j0), (i1, j1), strict=True)
            )
            links.append(FoundLink(places, chance, gain, self._similarity(*places), support))
        if is_first:

            def gains(spans: Spans) -> np.ndarray:
                given = alone[0][spans.i1] - alone[0][spans.i0] + alone[1][spans.j1] - alone[1][spans.j0]
                return np.asarray(model.score(measure(band, spans)) - given)

            self.crossed = crossed(links, gains)
        return links

    def _similarity(self, one: tuple[int, ...], two: tuple[int, ...]) -> float:
        """Cosine of two groups, whose vectors are the sums of their sentences' vectors times their lengths."""
        a, b = (
            rows[group[0]] if len(group) == 1 else np.sum([rows[i] * (len(side[i]) + 1.0) for i in group], axis=0)
            for rows, side, group in zip(self.vectors, self.texts, (one, two), strict=True)
        )
        return max(-1.0, min(float(a @ b) / max(math.sqrt(float(a @ a) * float(b @ b)), 1e-9), 1.0))


def _follows(kept: np.ndarray, across: int) -> np.ndarray:
    """Whether each kept sentence (k,) stands after the one before it, with at most `across` others between."""
    steps = np.diff(kept, prepend=kept[0])
    return (steps >= 0) & (steps <= across + 1)
