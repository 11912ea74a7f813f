"""Which sentences of a version say what which sentences of the original say.

How it works, and the papers it builds on: docs/alignment.md.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from drift.alignment.arrays import running
from drift.alignment.coarse import band_around, find_band
from drift.alignment.holes import across, strangers
from drift.alignment.joint import Group, doubtful_groups, joint_cosines
from drift.alignment.links import (
    Found,
    compatible,
    crosses,
    free_sentences,
    in_order,
    less_sure,
    mark_moved,
    passages,
    starts,
    without_chance_finds,
)
from drift.alignment.model import likeness, load_model, measure, measure_gaps, quick_gaps, quick_score, tell_joint
from drift.alignment.path import best_path, chances, likely_links, shed
from drift.alignment.side import LARGEST, make_side, sketch_wording
from drift.types import Link

if TYPE_CHECKING:
    import numpy as np

    from drift.encoders.protocols import Encoder

_SLACK = 12.0  # a link whose best path is this much (log) worse than the best is not looked at again
_LIKELY = 0.2  # a link less likely than this is one of many readings; it must beat the odds of being there by chance
_SURE = 0.7  # a link less likely than this gives way to a moved passage, which has one as likely or more
_PASSES = 25  # each lays one more set of passages that do not cross each other
_WORK = 500_000  # cells of the table that these passes may look at, beside twice those of the first pass,
_WORK_FOR_ONE = 2_000  # and so many for each sentence that they have placed
_PLAIN_GAIN = 4.0  # log odds with which a passage that has not moved may stand in the way of moved ones
_LONG = 20  # characters; a shorter sentence may be the same by chance
_SAME_GAIN = 10.0  # log odds of two that are the same
_MOVED_GAIN = 3.5  # log odds against a sentence's having moved: the model was learnt on links in order
_BESIDE = 2.0  # and against each sentence more than one that is said to have moved with it
_FELLOWS = 4.0  # so much of them is waived, at most, for what a passage's other links gain
_PLENTY = 10.0  # log odds left over with which a passage has moved though another, across it, is as likely
_FEW = 40  # with fewer sentences, the mean of a side is helped out by that of sentences about anything
_ANYTHING = (
    "The meeting begins at nine.", "Add the onions and cook them until soft.", "Our profits rose in the third quarter.",
    "She scored twice before half-time.", "The river is three hundred kilometres long.", "He refused to comment.",
    "Heavy rain is expected in the north tomorrow.", "What is the name of your brother?",
    "Das Haus steht am Ende der Straße.", "Il a perdu ses clés dans le train.",
    "El museo abre todos los días menos el lunes.", "La musica era troppo alta.",
)  # fmt: skip


def align(original: Sequence[str], version: Sequence[str], encoder: Encoder) -> tuple[Link, ...]:
    """Links and gaps, each sentence in exactly one, in the original's order; a version's own sentences where they stand.

    Links have up to 6 sentences a side; those marked `moved` break the order of the version. Blank sentences are gaps.
    Each sentence is encoded once and close decisions as joined text, in all at most 1.3 texts a sentence, beside a few
    fixed ones for very short texts. Exchanging the sides exchanges the sides of the result.
    """
    sides = (tuple(original), tuple(version))
    if (len(sides[0]), sides[0]) <= (len(sides[1]), sides[1]):
        found = _search(sides, encoder)
    else:
        found = [replace(it, sides=(it.sides[1], it.sides[0])) for it in _search((sides[1], sides[0]), encoder)]
    return in_order(found, len(original), len(version))


def _search(sides: tuple[tuple[str, ...], tuple[str, ...]], encoder: Encoder) -> list[Found]:
    """The links between the sentences that are not blank."""
    import numpy as np

    kept = [np.array([i for i, text in enumerate(side) if text.strip()], int) for side in sides]
    if not len(kept[0]) or not len(kept[1]):
        return []
    texts = [[" ".join(side[i].split()) for i in places] for side, places in zip(sides, kept, strict=True)]
    found = _Search(texts, encoder).links()
    return [
        replace(it, sides=(tuple(kept[0][list(it.sides[0])].tolist()), tuple(kept[1][list(it.sides[1])].tolist())))
        for it in found
    ]


class _Search:
    """Passes over two texts, each over the sentences that the ones before have left free."""

    def __init__(self, texts: Sequence[list[str]], encoder: Encoder) -> None:
        import numpy as np

        self.texts, self.encoder = texts, encoder
        n = len(texts[0])
        vectors = encoder.encode(texts[0] + texts[1])
        self.vectors = (vectors[:n], vectors[n:])
        self.wording = sketch_wording((texts[0], texts[1]))
        self.centres = centres(self.vectors, encoder)
        self.nearest: tuple[np.ndarray, np.ndarray] = (np.zeros(0), np.zeros(0))
        self.joined: dict[Group, np.ndarray] | None = None
        self.ratio: float | None = None
        self.cells = 0  # looked at so far

    def links(self) -> list[Found]:
        """First the links in order, then those across strangers, then passages that moved, then what was unsure."""
        import numpy as np

        sizes = (len(self.texts[0]), len(self.texts[1]))
        plain = self._pass(np.arange(sizes[0]), np.arange(sizes[1]))
        self.first = self.cells
        centred = [rows - centre for rows, centre in zip(self.vectors, self.centres, strict=True)]
        out = strangers(plain, centred, self.nearest)
        if out[0] or out[1]:
            one, two = (
                np.array([i for i in range(n) if i not in gone], int) for n, gone in zip(sizes, out, strict=True)
            )
            if len(one) and len(two):
                plain = across(plain, self._pass(one, two, known=plain))
        odds = math.log(sizes[0] * sizes[1])
        likely = [it for it in plain if it.chance >= _LIKELY or it.gain >= odds * min(map(len, it.sides))]
        plain = without_chance_finds(likely, *sizes)
        found = self._same(plain)
        found += self._moved([*found, *compatible([it for it in plain if it.chance >= _SURE], found)])
        return mark_moved([*found, *compatible(plain, found)])

    def _same(self, plain: Sequence[Found]) -> list[Found]:
        """Links of sentences that are the same and stand only once on either side, where `plain` holds them apart."""
        places = [{text: k for k, text in enumerate(side) if len(text) >= _LONG} for side in self.texts]
        single = [{text for text, times in Counter(side).items() if times == 1} for side in self.texts]
        holder = {(side, i): it for it in plain for side in (0, 1) for i in it.sides[side]}
        pairs = [
            (places[0][t], places[1][t]) for t in places[0] if t in single[0] and t in single[1] and t in places[1]
        ]
        return [
            Found(((i,), (j,)), 1.0, _SAME_GAIN, self._similarity((i,), (j,)))
            for i, j in pairs
            if (0, i) not in holder or holder[0, i] is not holder.get((1, j))
        ]

    def _moved(self, sure: list[Found]) -> list[Found]:
        """Passages that lie across the `sure` links, a pass for each set of them in which none crosses another."""
        sizes = (len(self.texts[0]), len(self.texts[1]))
        found: list[Found] = []
        aside: list[Found] = []  # links in order, or too unsure to have moved, in the way of moved ones
        allowed = self.cells + 2 * self.first + _WORK
        for _ in range(_PASSES):
            placed = sum(len(side) for it in [*found, *aside] for side in it.sides)
            if self.cells > allowed + _WORK_FOR_ONE * placed:
                break
            one, two = (free_sentences(n, [*sure, *found, *aside], side) for side, n in enumerate(sizes))
            if not len(one) or not len(two):
                break
            odds = _MOVED_GAIN + math.log(len(one) * len(two))  # so many places are there to find one by chance
            seen = len(found) + len(aside)
            standing = starts([*sure, *found])
            for block in passages(self._pass(one, two)):
                gains = [it.gain - _BESIDE * (sum(map(len, it.sides)) - 2) for it in block]
                over = sum(gains) + min(sum(gains) - max(gains), _FELLOWS) - odds
                sure_enough = over >= _PLENTY or (over >= 0 and max(it.chance for it in block) >= _SURE)
                if sure_enough and crosses(block, standing):
                    found += [less_sure(it, over) for it in block]
                elif sum(gains) >= _PLAIN_GAIN:
                    aside += block
            if seen == len(found) + len(aside):
                break
        return found

    def _pass(self, one_kept: np.ndarray, two_kept: np.ndarray, known: Sequence[Found] = ()) -> list[Found]:
        """The best links in order among the kept sentences.

        With `known` links in order, they are looked for about those only, and across one sentence that is not kept.
        """
        import numpy as np

        one, two = (
            make_side(
                self.vectors[k][kept],
                self.centres[k],
                self.wording[k][kept],
                [self.texts[k][i] for i in kept],
                np.diff(kept, prepend=kept[0]) <= (2 if known else 1),
            )
            for k, kept in enumerate((one_kept, two_kept))
        )
        band = band_around(one, two, *_path(known, one_kept, two_kept)) if known else find_band(one, two)
        self.cells += len(band)
        if self.ratio is None:
            self.nearest, self.ratio = (band.nearest_one, band.nearest_two), band.ratio
        else:
            band.raise_nearest(self.nearest[0][one_kept], self.nearest[1][two_kept])
            band.ratio = self.ratio
        model = load_model(self.encoder.name)
        spans = likely_links(band, quick_score(band), quick_gaps(band), LARGEST, _SLACK)
        features = measure(band, spans)
        first = chances(band, spans, model.score(features), model.score_gaps(measure_gaps(band)))
        if self.joined is None:
            self.joined = self._join(doubtful_groups(band, spans, first.links))
        joined = _renumbered(self.joined, (one_kept, two_kept))
        features = tell_joint(features, joint_cosines(band, spans, joined))
        scores, gaps = model.score(features), model.score_gaps(measure_gaps(band, first))
        sure = chances(band, spans, scores, gaps)
        alone, unlinked = ([running(side) for side in sides] for sides in ((gaps.one, gaps.two), (sure.one, sure.two)))
        found = []
        for k, chance in shed(spans, sure.links, scores, likeness(features), best_path(band, spans, scores, gaps)):
            i0, i1, j0, j1 = (int(x[k]) for x in (spans.i0, spans.i1, spans.j0, spans.j1))
            gain = float(scores[k] - (alone[0][i1] - alone[0][i0]) - (alone[1][j1] - alone[1][j0]))
            places = tuple(one_kept[i0:i1].tolist()), tuple(two_kept[j0:j1].tolist())
            support = 1 - max(
                float(sums[stop] - sums[start]) / (stop - start)
                for sums, start, stop in zip(unlinked, (i0, j0), (i1, j1), strict=True)
            )
            found.append(Found(places, chance, gain, self._similarity(*places), support))
        return found

    def _join(self, groups: list[Group]) -> dict[Group, np.ndarray]:
        """The centred vectors of groups, encoded as joined texts."""
        if not groups:
            return {}
        vectors = self.encoder.encode([" ".join(self.texts[side][start:stop]) for side, start, stop in groups])
        return {group: vector - self.centres[group[0]] for group, vector in zip(groups, vectors, strict=True)}

    def _similarity(self, one: tuple[int, ...], two: tuple[int, ...]) -> float:
        """Cosine of two groups, their vectors being the sums of those of their sentences by length."""
        import numpy as np

        a, b = (
            rows[group[0]] if len(group) == 1 else np.sum([rows[i] * (len(side[i]) + 1.0) for i in group], axis=0)
            for rows, side, group in zip(self.vectors, self.texts, (one, two), strict=True)
        )
        return max(-1.0, min(float(a @ b) / max(math.sqrt(float(a @ a) * float(b @ b)), 1e-9), 1.0))


def centres(vectors: tuple[np.ndarray, np.ndarray], encoder: Encoder) -> tuple[np.ndarray, np.ndarray]:
    """What the sentences of each side have in common: topic, language, and the encoder's own leaning."""
    import numpy as np

    means = [rows.mean(0) for rows in vectors]
    if min(map(len, vectors)) < _FEW:
        common = encoder.encode(_ANYTHING).mean(0)
        shares = [len(rows) / (len(rows) + _FEW / 4) for rows in vectors]
        means = [share * mean + (1 - share) * common for share, mean in zip(shares, means, strict=True)]
    return np.asarray(means[0]), np.asarray(means[1])


def _path(known: Sequence[Found], one_kept: np.ndarray, two_kept: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The first and last place of the kept second side that links in order let a path take with each place of the first."""
    import numpy as np

    ends = np.array([[side[-1] + 1 for side in it.sides] for it in known])
    begins = np.array([[side[0] for side in it.sides] for it in known])
    places = np.append(one_kept, one_kept[-1] + 1)
    before = np.searchsorted(ends[:, 0], places, "right")
    after = np.searchsorted(begins[:, 0], places, "left")
    first = np.append(0, ends[:, 1])[before]
    last = np.append(begins[:, 1], two_kept[-1] + 1)[after]
    return np.searchsorted(two_kept, first), np.searchsorted(two_kept, np.maximum(first, last))


def _renumbered(joined: dict[Group, np.ndarray], kept: tuple[np.ndarray, np.ndarray]) -> dict[Group, np.ndarray]:
    """The groups all of whose sentences are kept, by their places among the kept."""
    import numpy as np

    out = {}
    for (side, start, stop), vector in joined.items():
        first, last = np.searchsorted(kept[side], (start, stop))
        if last - first == stop - start:
            out[side, int(first), int(last)] = vector
    return out
