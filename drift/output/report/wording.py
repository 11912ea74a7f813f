"""What severities and kinds mean, in a reader's words: labels and explanations, apart from logic and from markup."""

from __future__ import annotations

from drift.types import SEVERITIES, Kind, Severity

BANDS: tuple[Severity, ...] = (*SEVERITIES, "unjudged")
"""The severities of the page, in the order of their indices in its JSON."""

SEVERITY_MEANING: dict[Severity, str] = {
    "none": "The meaning is the same, whatever happened to the wording.",
    "minor": "A shade of meaning moved; a reader would still be told the same thing.",
    "major": "A reader would come away with something else than the original says, on a point that matters.",
    "critical": "The passage says something contrary to the original, or drops or invents its main claim.",
    "unjudged": "No model at hand reads the languages of the two texts, so nothing is said about their meaning.",
}

# The mark of a severity, so that no reader depends on its colour.
SEVERITY_SIGN: dict[Severity, str] = {"none": "○", "minor": "◔", "major": "◑", "critical": "●", "unjudged": "?"}

KIND_MEANING: dict[Kind, str] = {
    "antonym": "a word became its opposite",
    "negation": "a denial came in or fell out",
    "number": "a number, date, time or unit changed",
    "entity": "a person, place or body bears another name",
    "modality": "can, may, must, will, or a hedge such as “reportedly” changed",
    "quantity": "all, some, most, few changed places",
    "role": "who did what to whom was turned round",
    "tense": "what was, is or will be changed",
    "question": "a question became a statement, or the reverse",
    "gender": "a person changed gender",
    "general": "a word became more general or more specific",
    "mistranslation": "a word is used in another sense",
    "omission": "something was left out",
    "addition": "something was added",
    "untranslated": "foreign words were left standing",
}

LIMITS: tuple[str, ...] = (
    "The program measures how far apart two texts are in meaning. It does not know which of them is true.",
    "It cannot tell which translator or machine in between made a change, unless the texts in between are given.",
    "A high drift is a reason to read the two sentences, not a verdict: the program misses some changes and takes some "
    "faithful paraphrases for changes. Irony, word play, tone and what a text merely implies are beyond it.",
    "Where sentences were paired wrongly, the drift found there is worth nothing; rows with a low confidence say so.",
)
