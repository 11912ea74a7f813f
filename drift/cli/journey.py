"""What all versions of a story together tell, in the terminal: hops, who stands alone, who was made from whom."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from drift.cli.console import print_entry
from drift.journey.hops import hops
from drift.journey.kept import kept_by_hop
from drift.journey.verdicts import all_verdicts
from drift.output.words import words_against
from drift.types import Story

LISTED = 8
LONGEST = 200  # characters of evidence shown


def show_journey(story: Story, name: str, terminal: Console) -> None:
    """Print it, each part where there is one.

    Args:
        story: A story as it was analysed.
        name: What stands before each line, to tell its stories apart.
        terminal: Where to.
    """
    _hops(story, name, terminal)
    _alone(story, name, terminal)
    _lineage(story, name, terminal)


def _hops(story: Story, name: str, terminal: Console) -> None:
    lines = kept_by_hop(hops(story))
    if lines:
        terminal.print(Text(f"{name}hop by hop"))
    for line in lines:
        repaired = f", repaired {line.repaired}" if line.repaired else ""
        later = f" ({line.unnoticed} of them unnoticed at the hop itself)" if line.unnoticed else ""
        about = f"kept the meaning of {line.kept} of {line.threads} threads, first bad hop of {line.first_bad}{later}{repaired}"
        print_entry(terminal, f"{line.parent} → {line.version}: {about}")


def _alone(story: Story, name: str, terminal: Console) -> None:
    held = all_verdicts(story.comparisons)
    found = [
        (thread.distances[outlier], number, outlier)
        for number, thread in enumerate(story.threads)
        for outlier in thread.outliers
        if len(thread.outliers) == 1
    ]
    if found:
        terminal.print(Text(f"{name}who stands alone against the others"))
    for distance, number, outlier in sorted(found, key=lambda one: (-one[0], one[1]))[:LISTED]:
        thread = story.threads[number]
        words = "; ".join(words_against(story, held, thread, outlier))
        about = words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
        print_entry(terminal, f"{distance:.2f} {outlier}, thread {number}, from {thread.consensus}", about)
    if len(found) > LISTED:
        terminal.print(f"  … and {len(found) - LISTED} more, in threads.csv")


def _lineage(story: Story, name: str, terminal: Console) -> None:
    if story.lineage is None:
        return
    inferred = [descent for descent in story.lineage.descents if not descent.is_known]
    kin = {n for descent in story.lineage.descents for n in (descent.parent, descent.child)}
    alone = [version.name for version in story.versions if version.name not in kin]
    if inferred or (alone and not story.original):
        terminal.print(Text(f"{name}made from which, as the wording tells"))
    for descent in inferred:
        unseen = " (an unseen text)" if descent.parent in story.lineage.unseen else ""
        print_entry(terminal, f"{descent.parent}{unseen} → {descent.child}, support {descent.support:.2f}")
    if inferred or not story.original:
        for version in alone:
            print_entry(terminal, f"{version} is independent of the others")
