"""Words that a full stop, an exclamation mark or a number after them does not end: what the splitter's library lacks."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BEFORE_NUMBER = _words(
    """
    no nos nr nrs num art arts vol vols p pp pg pgs ch chap chaps sec secs sect par para paras pt pts fig figs tab eq eqs
    ex exx app apps bk bks bd bde abb abs kap cap col cols ed eds ln ll n nn ser st v vv ver vs f ff fo fol fols q qq
    item lot apt rm ste bldg fl tel fax ext max min est approx ca c circa cca pos ref refs nos art. jan feb mar apr jun
    jul aug sep sept oct nov dec
    """
)
"""They are abbreviations where a number, a Roman numeral or a single letter follows."""

BEFORE_MORE = _words(
    """
    approx incl excl cf viz e.g i.e ca resp esp orig transl trans fig figs vol vols pp nos vs viz. al.
    """
)
"""A sentence hardly ends with one of them, unless a word follows that begins sentences."""

TITLES = _words("messrs mmes mr mrs ms dr prof rev hon gov sen rep gen lt col sgt capt cmdr maj amb supt")
"""A name follows, whatever it looks like."""

BEFORE_LOWER_CASE = _words(
    """
    adm al approx apt art asst assn assoc av ave avg bldg blvd bros c ca cf ch co col com comm comp conf cont corp cr
    ct dept dev diff dist div doc e.g ed eds elev eq esp est etc ex excl ext f ff fed fig fl fr ft fwd gal gen gov govt
    hist hon hosp hr hrs i.e ib ibid illus inc incl inst int intl jr lab lat lb lbs lit loc ltd max med mfg mgr min misc
    mkt mm mo mos mt mtg n natl neg no nos obs oct op orig oz p par pct pl pop pos poss pp pr prev priv prob prof pt publ
    qt qty rd re rec ref rel rep res resp rev sc sci sec sect seq ser soc sp spec sq sr st std subj sub suppl syn tel
    fri mon sat sun thu thur thurs tue tues wed temp trans transl univ usu v var ver vol vols vs wk wks wt yd yr yrs
    """
)
"""They are abbreviations where the text goes on in lower case."""

LETTERED = _words(
    """
    a an plan vitamin vitamins hepatitis influenza grade class type group section exhibit option point line row appendix team
    model zone gate platform terminal building hall room figure route division series category phase step part question
    answer block wing deck level note key string side schedule annex article chapter panel variant version case item
    """
)
"""Nouns with a letter after them: a full stop after that letter ends a sentence, as after any other word."""

STARTERS = _words(
    """
    The Then There These Those This That They He She It We You His Her Its Their Our My Your A An And But Or So Yet
    In On At By For From With Without Within After Before During Since Until While When Where Why How What Who Which
    If Because Although Though However Therefore Moreover Meanwhile Now Today Yesterday Later Soon Once Here Not No Nobody
    None Some Many Most Few All Both Each Every Another Other Others Only Even Also As Its Is Are Was Were Did Do Does
    Has Have Had Can Could Will Would Should May Might Must Let One Two Three Nothing Everyone Everybody Someone
    """
)
"""Words that begin sentences and are no surnames: after an initial they show that it was the end of a sentence."""

AFTER_TIME = _words(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September
    October November December EST EDT CST CDT MST MDT PST PDT GMT UTC BST CET CEST IST JST Eastern Central Pacific
    """
)
"""A day or a zone after `9 a.m.` or `5 p.m.` goes on with the sentence."""

EXCLAIMING = _words("Yahoo Yum Joomla Jeopardy Kahoot Wham Panic Oliver Oklahoma Airplane Ahoy Hello Guess Dubs Bing")
"""Names that end in an exclamation mark."""
