"""English verbs that help other verbs, by their forms."""

from __future__ import annotations

from drift.language.wordlist import listed

BE = frozenset(listed("am is are was were be been being"))
HAVE = frozenset(listed("has have had"))
DO = frozenset(listed("do does did"))
MODALS = frozenset(listed("can could may might must shall should will would"))
AUXILIARIES = (BE - {"being"}) | HAVE | DO | MODALS
ASKING = AUXILIARIES - {"be", "been"}  # a question may open with them
# With "not" joined to them.
CONTRACTED = frozenset(
    listed(
        "isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't can't couldn't won't wouldn't shouldn't mustn't"
    )
)
