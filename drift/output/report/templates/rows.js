"use strict";
// The rows of one comparison, side by side. The first are made at once, the rest while the page is idle, and the
// browser lays out only those of a long text that are in view (content-visibility): thousands stay quick, none is blank.

const FIRST = 60;
const CHUNK = 150;
const MANY = 300;

const list = byId("rows");
const shown = { comparison: COMPARISONS[0], severities: new Set(STORY.severities.keys()), kind: "", query: "", built: 0, timer: 0 };

function haystack(row) {
  row.haystack ??= `${sideText(row.original, row.originalSide.at)}\n${sideText(row.version, row.versionSide.at)}`.toLowerCase();
  return row.haystack;
}

function isShown(row) {
  return shown.severities.has(row.severity)
    && (!shown.kind || row.findings.some((finding) => finding.kind === shown.kind))
    && (!shown.query || haystack(row).includes(shown.query));
}

function placeOf(side) {
  return side.at.length ? side.at.join(", ") : "–";
}

function rowElement(row) {
  const kinds = kindsOf(row);
  const gap = !row.originalSide.at.length ? "added" : !row.versionSide.at.length ? "lost" : "";
  const item = el("li", { id: row.id, class: `row ${STORY.severities[row.severity]} ${gap} ${row.moved ? "moved" : ""}`, tabindex: "-1" },
    el("a", { class: "permalink", href: `#${row.id}`, "aria-label": `Link to row ${row.link}` }, String(row.link)),
    el("div", { class: "side" }, el("span", { class: "unseen" }, `${row.original.name}: `), sideElement(row, row.originalSide, `∅ not in ${STORY.original ? "the original" : row.original.name}`)),
    el("div", { class: "side" }, el("span", { class: "unseen" }, `${row.version.name}: `),
      ...(row.moved ? [el("span", { class: "tag" }, `⇅ moved: sentence ${placeOf(row.versionSide)} of this version`)] : []),
      sideElement(row, row.versionSide, kinds.includes("untranslated") ? "∅ not translated" : STORY.original ? "∅ left out" : `∅ not in ${row.version.name}`)),
    el("div", { class: "verdict" }, chip(row), el("span", { class: "figure" }, two(row.drift)),
      el("span", { class: "kinds" }, kinds.join(", ")),
      ...(unitOf(row) ? [el("span", { class: "tag" }, "unit ", el("bdi", {}, unitOf(row)))] : []),
      ...(row.note && row.drift === null ? [el("span", { class: "kinds" }, row.note)] : []), // of judged rows it stands above, once
      ...(row.confidence < 0.5 ? [el("span", { class: "tag" }, "pairing unsure")] : []),
      ...(row.originalSide.at.length ? [el("button", { type: "button", class: "to-thread", "data-sentence": row.originalSide.at[0],
        "data-version": STORY.versions.indexOf(row.original) }, "thread", el("span", { class: "unseen" }, ` of sentence ${row.originalSide.at[0]}`))] : [])));
  item.hidden = !isShown(row);
  const lengths = [row.originalSide, row.versionSide].map((side) => sideText(side.version, side.at).length);
  item.style.setProperty("--longer", Math.max(...lengths)); // from which the style sheet guesses the height
  item.style.setProperty("--both", lengths[0] + lengths[1]);
  return item;
}

function build(until) {
  const rows = shown.comparison?.rows ?? [];
  const fragment = document.createDocumentFragment();
  for (; shown.built < Math.min(until, rows.length); shown.built++) fragment.append(rowElement(rows[shown.built]));
  list.append(fragment);
}

function buildRest() {
  clearTimeout(shown.timer);
  if (shown.built < (shown.comparison?.rows.length ?? 0)) shown.timer = setTimeout(() => { build(shown.built + CHUNK); buildRest(); }, 4);
}

function showComparison(number) {
  shown.comparison = COMPARISONS[number];
  shown.built = 0;
  list.replaceChildren();
  list.classList.toggle("many", shown.comparison.rows.length > MANY);
  byId("head-original").textContent = shown.comparison.original.name;
  byId("head-version").textContent = shown.comparison.version.name;
  build(FIRST);
  buildRest();
  applyFilters();
}

function applyFilters() {
  const rows = shown.comparison.rows;
  let count = 0;
  rows.forEach((row, i) => {
    const visible = isShown(row);
    count += visible;
    if (i < shown.built) list.children[i].hidden = !visible;
  });
  byId("count").textContent = `${count} of ${rows.length} passages shown`;
  byId("nothing").hidden = count > 0;
  highlight();
}

/** Found words get a highlight that leaves the elements alone; browsers without the interface show the rows only. */
function highlight() {
  if (!globalThis.Highlight) return;
  const ranges = [];
  if (shown.query) for (const text of list.querySelectorAll("li:not([hidden]) .text")) {
    const lower = text.textContent.toLowerCase();
    if (lower.length !== text.textContent.length) continue; // a letter that changes its length in lower case
    for (let at = lower.indexOf(shown.query); at >= 0 && ranges.length < 500; at = lower.indexOf(shown.query, at + 1)) {
      ranges.push(rangeOf(text, at, at + shown.query.length));
    }
  }
  CSS.highlights.set("found", new Highlight(...ranges));
}

/** Characters `start` to `end` of an element's text, whatever elements they lie in. */
function rangeOf(element, start, end) {
  const range = new Range();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let at = 0; walker.nextNode(); at += walker.currentNode.length) {
    const within = (offset) => offset >= at && offset <= at + walker.currentNode.length;
    if (within(start)) range.setStart(walker.currentNode, start - at);
    if (within(end)) { range.setEnd(walker.currentNode, end - at); break; }
  }
  return range;
}

/** Go to a row: its comparison shown, filters that hide it cleared, the row in the middle and focused. */
function goTo(row) {
  if (shown.comparison !== COMPARISONS[row.number]) chooseVersion(row.number);
  if (!isShown(row)) clearFilters();
  build(row.link + 1);
  const element = byId(row.id);
  element.focus({ preventScroll: true });
  // Rows that come into view take their true height, which moves the others: so look again when they have it.
  const centre = () => element.scrollIntoView({ block: "center", behavior: "instant" });
  centre();
  requestAnimationFrame(() => { centre(); requestAnimationFrame(centre); });
}

/** The next (1) or previous (-1) row that drifted, from the focused row on. */
function step(direction) {
  const rows = shown.comparison.rows;
  const here = document.activeElement?.closest?.(".row");
  const from = here ? rowById(here.id).link : (direction > 0 ? -1 : rows.length);
  for (let i = from + direction; i >= 0 && i < rows.length; i += direction) {
    if (drifted(rows[i]) && isShown(rows[i])) { setHash(rows[i].id); return goTo(rows[i]); }
  }
  byId("count").textContent = direction > 0 ? "no further drift below" : "no further drift above";
}

function setHash(id) {
  try { history.replaceState(null, "", `#${id}`); } catch { /* some viewers forbid it; the row is shown all the same */ }
}
