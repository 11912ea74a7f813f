"""The vocabulary of page furniture, by rule.

English first, with the commonest forms of its neighbours, as pages are often retranslated with all that stands on them.
"""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


REPORTED = re.compile(
    r"[“\"«„].*[”\"»“].{0,80}\b(?:said|says|told|tells|asked|added|adds|wrote|writes|according|announced|warned)\b"
    r"|\b(?:said|says|told|tells|asked|added|adds|wrote|writes|announced|warned)\b.{0,80}[“\"«„]"
    r"|,?\s\b(?:said|says|told|according to)\b",
    re.IGNORECASE,
)
"""Speech, quoted or not, and its speaker: news, whatever it is about."""

PHRASES: dict[str, re.Pattern[str]] = {
    "cookie notice": _any(
        r"\b(?:we|our (?:site|website|partners|pages?)|this (?:site|website|page)) (?:and our partners )?(?:also )?"
        r"(?:use|uses|set|store|stores|place|places)\b.{0,40}\bcookies\b",
        r"\bour (?:use of )?(?:cookies|(?:\w+ (?:and|&) )?cookies? (?:policy|notice|settings))\b",
        r"\byour cookies? (?:settings?|preferences?|choices?)\b",
        r"\byou (?:accept|agree|consent|are happy)\b.{0,60}\bcookies\b",
        r"^(?:accept|reject|allow|manage|refuse) (?:all |our |your )?cookies?\b.{0,20}$",
        r"^cookies on (?:the |this |our )?[^.!?]{0,60}\b(?:web)?site$",
        r"^(?:cookie|privacy) (?:policy|notice|settings|preferences)$",
        r"\b(?:usamos|utilizamos) cookies\b|\bnous utilisons des cookies\b|\bwir verwenden cookies\b",
        r"\butilizziamo i cookie\b|\butilizamos cookies\b",
    ),
    "advertisement": _any(
        r"^(?:advertisements?|advertising|publicity|publicidad|anuncio|publicité|anzeige|werbung|pubblicità|publicidade)"
        r"(?: ?[-–—:] ?scroll to continue| continues below)?[.:]?$",
        r"^(?:sponsored(?: content| by [^.]{1,40})?|promoted(?: content)?|paid (?:content|post|promotion)|ad)$",
        r"^(?:story|article) continues (?:below|after)(?: (?:this |the )?(?:advertisement|ad))?\.?$",
    ),
    "loading": _any(
        r"^(?:loading|something is loading|please wait)(?:[\s.…]+(?:loading|something|is|please|wait|more|comments"
        r"|video|player|content|next|article|stories|page))*[\s.…]*$",
    ),
    "share bar": _any(
        r"^share (?:this|on|via|with)\b[^.]{0,40}$",
        r"^(?:click|tap) (?:here )?to (?:share|print|email|tweet)\b.{0,60}$",
        r"^(?:\d+|leave a|add a|post a|view|no) comments?$",
        r"^copy link$|^link copied!?$",
    ),
    "prompt": _any(
        r"^(?:please )?(?:download|get|install|try|open) (?:our|the)\b[^.!?]{0,30}\bapp\b",
        r"^(?:please )?(?:subscribe|sign up|register)(?: now| today| here)? (?:to|for)\b.{0,40}"
        r"\b(?:our|newsletters?|channel|updates|alerts|inbox|free)\b",
        r"^(?:subscribe|sign up|register|log in|sign in) (?:now|today|here|to continue|to read)\b.{0,40}$",
        r"^(?:please )?(?:follow|like|join|find|add) us (?:on|at|for)\b.{0,60}$",
        r"^(?:please )?(?:turn on|enable|allow|activate) (?:our |your |push |browser )*notifications\b",
        r"^you(?:['’]re| are| have)? (?:now |already )?subscribed to (?:our )?(?:notifications|newsletters?|alerts)\b",
        r"^(?:(?:it )?looks like|it seems(?: that)?) you(?:'ve|’ve| have)? (?:blocked|disabled|turned off|are using)\b",
        r"^already (?:a )?(?:subscriber|member|registered|subscribed)\b.{0,30}$",
        r"\b(?:to|and) continue reading\b.{0,40}\b(?:subscri|sign|regist|account|log)",
        r"\b(?:subscrib|sign|regist|log)\w*\b.{0,40}\b(?:to|and) (?:go on|keep|continue) reading\b.{0,40}$",
        r"^(?:this|the) (?:article|story|content|page) is (?:for|only for|available (?:only )?to) (?:our )?"
        r"(?:subscribers|members)\b.{0,40}$",
        r"^you(?:['’]ve| have) (?:reached|used) (?:your|all your|the) (?:monthly )?(?:limit of )?free (?:articles|stories)\b.{0,60}$",
        r"^you have \w+ free (?:articles|stories) (?:left|remaining)\b.{0,40}$",
        r"\bsupport our (?:journalism|work|newsroom)\b|^thank(?:s| you) for (?:reading|subscribing|signing up)\b",
        r"\b(?:delivered |straight )?to your inbox\b",
    ),
    "teaser": _any(
        r"^(?:read (?:more|also|next|the full (?:story|article))|also read|see also|watch(?: also| more)?|related|more)"
        r" ?[:|»>→].{0,200}$",
        r"^(?:lee también|leer más|lire aussi|leia também|leggi anche|lesen sie auch)\b.{0,200}$",
    ),
    "photo credit": _any(
        r"^(?:photos?|images?|pictures?|photographs?|photo credit|image credit|picture credit|credits?|foto)"
        r"(?: (?:by|credit|courtesy(?: of)?|source)| ?[:©]).{0,100}$",
        r"^file (?:photo|picture|image)\b.{0,60}$",
    ),
    "dateline": _any(
        r"^(?:(?:last )?updated|published|posted|date)(?: on| at)? ?:? .{0,12}\d.{0,40}$",
        r"^\d+ min(?:ute)?s?\.? read$|^\d+ (?:minutes?|hours?|days?) ago$",
    ),
    "byline": _any(r"^(?:written|reported|reporting|edited|editing|additional reporting) by [^.!?]{3,80}[.;]?$"),
    "copyright": _any(
        r"^(?:©|\(c\)|copyright (?:©|\(c\)|by|\d{4}\b)).{0,120}$",
        r"\ball rights reserved\.?$",
        r"^this (?:material|content|article) may not be (?:published|reproduced|republished|copied)\b",
    ),
}
"""Rule -> what a sentence of that sort says, in full."""

WEAK: dict[str, re.Pattern[str]] = {
    "cookie notice": _any(r"\bcookies?\b", r"\bprivacy (?:policy|notice|settings)\b", r"\bconsent\b.{0,40}\bdevice\b"),
    "prompt": _any(
        r"\byou(?:r|'ve|’ve|'ll|’ll)?\b.{0,60}\b(?:notifications?|newsletters?|alerts|app|inbox|subscription|content)\b",
        r"^(?:log|sign) (?:in|up)(?: (?:here|now))?[.!]?$",
    ),
    "copyright": _any(r"\b(?:terms of (?:use|service)|privacy policy)\b"),
}
"""Rule -> what belongs to such a notice, but says so only next to a sentence that `PHRASES` knows."""

_AGENCY = r"(?:getty(?: images)?|ap(?: photo)?|reuters|afp|epa(?:-efe)?|efe|ansa|dpa|tass|xinhua|pa(?: media| wire)?)"
_STOCK = r"(?:shutterstock|istock|alamy|unsplash|pexels|flickr|wikimedia(?: commons)?|bloomberg|handout|file|pool)"
PHOTO_CREDIT = re.compile(
    rf"(?:[/|©(\[]|\bvia|\b(?:photo|image|picture|credit|courtesy)s?(?: by| of)?:?) ?(?:{_AGENCY}|{_STOCK})[)\]]?$"
    rf"|[(\[](?:photo|image|picture|credit|source)s?(?: by| credit)?:? [^)\]]{{2,60}}[)\]]$"
    rf"|[.\s](?:photo|photograph|image|picture)s?(?: credit)?(?: by|:) [^.!?]{{2,60}}$",
    re.IGNORECASE,
)
"""The end of a caption: an agency after a stroke, or who took the picture."""

BUTTON = _any(
    r"(?:x|close|dismiss|accept|accept all|reject all|i agree|got it|ok|menu|search|skip|skip to (?:main )?content)",
    r"(?:next|previous|prev)(?: (?:article|story|page|post))?|back(?: to (?:top|home|the top))?|home|top",
    r"print|save|share",
    r"(?:sign|log) (?:in|up|out)|subscribe|register|follow(?: us)?|newsletter",
    r"(?:read|show|load|see|view) (?:more|less|all)(?: \w+)?[ .…»>→]*|continue reading[ .…»>→]*|(?:play|pause|mute)",
)

TEASER_HEADER = _any(
    r"(?:related|more|other|latest|top|popular|recommended|trending|similar) (?:news|stories|articles|posts|topics"
    r"|content|reading|headlines|coverage|videos|links)(?: (?:for you|from|on|about|in)\b.{0,40})?:?",
    r"most (?:read|popular|viewed|shared|commented)(?: .{0,20})?:?|editors?['’]?s? picks?:?|trending(?: now)?:?",
    r"recommended(?: for you)?:?|(?:you (?:may|might)|people) (?:also )?(?:like|read|be interested in):?|related:?",
    r"more (?:from|on|about) (?:this|our|the author|\w+)(?: \w+)?:?|(?:read|see|watch) (?:also|next):?|also read:?",
    r"what to read next:?|don['’]t miss:?|up next:?|noticias relacionadas:?|más noticias:?|te puede interesar:?",
    r"articles liés:?|à lire aussi:?|notizie correlate:?|leggi anche:?|notícias relacionadas:?|mehr zum thema:?",
)
"""A heading above a list of other stories; counts only below the first prose."""

NAVIGATION = _words(
    """
    home news world politics business sport sports culture opinion video videos live menu search login share
    tweet email print save facebook twitter x whatsapp telegram linkedin reddit pinterest instagram messenger
    youtube tiktok comment comments subscribe newsletter newsletters contact about jobs weather tv radio
    podcasts podcast games quiz photos gallery magazine lifestyle entertainment technology tech science health
    travel money markets via on more flash sections edition editions account register copy link bookmark
    top latest trending popular
    """
)
"""Words on the buttons and links of news pages."""

DATE_WORDS = _words(
    """
    january february march april may june july august september october november december jan feb mar apr jun
    jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri
    sat sun am pm a p m utc gmt bst cet cest est edt cst cdt mst mdt pst pdt ist jst kst msk aest hrs h t z st
    nd rd th of at on and date updated published posted last first modified created time by ago hours minutes
    hour minute
    """
)

SOURCE_LABEL = re.compile(
    r"[-–—*] ?(?i:draft|drafting|redaction|newsroom|news ?desk|staff|editorial(?: staff)?|editors?|agencies|wires?)"
    r"|[-–—*] ?(?:[A-Z][\w&.]*\s){0,3}(?:News|Times|Post|Press|Agency|Herald|Tribune|Gazette|Journal|Daily)"
    r"(?:\s[A-Z]\w*)?"
    r"|(?:[Bb]y|BY) (?:[A-Z][\w.'’-]*,? ?){2,8}(?:(?:and|&|in|for|of|the) (?:[A-Z][\w.'’-]*,? ?){1,4}){0,3}"
)
"""A source before the text, as a list item, or who wrote it."""

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
LEAD = re.compile(
    r"\s*(?i:(?:date|published|updated|posted)(?: on)?:? ?\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?)[\s:–—-]+"
    r"|\s*[A-Z][A-Z .'/-]{2,30}(?:, [A-Z][A-Za-z .]{2,20})?"
    rf"(?:,? (?i:{_MONTH}) \d{{1,2}}(?:, \d{{4}})?)? \([A-Z][A-Za-z ]{{1,20}}\) ?[-–—]+ "
)
"""A date with its label, or place, date and agency with a dash, before the first sentence of a paragraph."""
