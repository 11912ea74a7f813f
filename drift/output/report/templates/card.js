"use strict";
// The card that says, for a marked word under the pointer or the focus, what changed and how far.

const card = byId("card");
let marked = null;

function showCard(mark) {
  const row = rowById(mark.dataset.row);
  const finding = row.findings[mark.dataset.finding];
  card.replaceChildren(
    el("p", { class: "card-kind" }, finding.kind),
    el("p", { dir: "auto", class: "card-words" }, finding.evidence),
    el("dl", {}, el("dt", {}, "drift of the passage"), el("dd", {}, chip(row), ` ${two(row.drift)}`),
      el("dt", {}, "weight of this change"), el("dd", {}, two(finding.weight)),
      el("dt", {}, "similarity"), el("dd", {}, row.similarity === null ? "none: a gap" : two(row.similarity))));
  marked = mark;
  const home = mark.closest("dialog") ?? document.body; // an open dialog covers everything outside it
  home.append(card);
  card.hidden = false;
  mark.setAttribute("aria-describedby", "card");
  placeCard(mark);
}

/** Under the mark, or over it where there is no room. */
function placeCard(mark) {
  const place = mark.getClientRects()[0];
  const { width, height } = card.getBoundingClientRect();
  const below = mark.getBoundingClientRect().bottom + 6;
  card.style.left = `${Math.max(8, Math.min(place.left, innerWidth - width - 8))}px`;
  card.style.top = `${below + height < innerHeight ? below : Math.max(8, place.top - height - 6)}px`;
}

function hideCard() {
  card.hidden = true;
  marked = null;
  document.querySelector("[aria-describedby=card]")?.removeAttribute("aria-describedby");
}

for (const [enter, leave] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  document.addEventListener(enter, (event) => {
    const mark = event.target.closest?.("mark[data-finding]");
    if (mark) showCard(mark);
  });
  document.addEventListener(leave, (event) => { if (event.target.closest?.("mark[data-finding]")) hideCard(); });
}
document.addEventListener("scroll", () => { if (marked) placeCard(marked); }, { passive: true, capture: true });
