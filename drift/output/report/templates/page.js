"use strict";
// What the reader can do: choose a version, filter, search, step by key, follow links to rows.

const tools = byId("tools");

function chooseVersion(number) {
  byId("version").value = number;
  showComparison(number);
  const counts = STORY.severities.map(() => 0);
  for (const row of shown.comparison.rows) counts[row.severity]++;
  tools.querySelectorAll("[name=severity]").forEach((box, i) => { box.parentElement.querySelector("output").textContent = counts[i]; });
}

function clearFilters() {
  tools.querySelectorAll("[name=severity]").forEach((box) => { box.checked = true; });
  byId("kind").value = "";
  byId("search").value = "";
  readFilters();
}

function readFilters() {
  shown.severities = new Set([...tools.querySelectorAll("[name=severity]:checked")].map((box) => Number(box.value)));
  shown.kind = byId("kind").value;
  shown.query = byId("search").value.trim().toLowerCase();
  applyFilters();
}

function followHash() {
  const hash = location.hash.slice(1);
  const row = rowById(hash);
  const [, number] = hash.match(/^r(\d+)$/) ?? [];
  if (row) goTo(row);
  else if (COMPARISONS[number]) { chooseVersion(Number(number)); byId("texts").scrollIntoView(); }
}

function fillChoices() {
  byId("version").append(...COMPARISONS.map((comparison) => el("option", { value: comparison.number }, comparison.name)));
  const kinds = new Set(COMPARISONS.flatMap((c) => c.rows.flatMap(kindsOf)));
  byId("kind").append(...STORY.kinds.filter((kind) => kinds.has(kind)).map((kind) => el("option", { value: kind }, kind)));
  if (!STORY.original) {
    byId("base").append(...STORY.versions.map((version, i) => el("option", { value: i }, version.name)));
    byId("base-label").hidden = false;
    byId("base-name").hidden = true;
    byId("base").addEventListener("change", () => { map.base = Number(byId("base").value); drawMap(); });
  }
}

const KEYS = {
  n: () => step(1),
  p: () => step(-1),
  "/": () => byId("search").focus(),
  v: () => chooseVersion((shown.comparison.number + 1) % COMPARISONS.length),
  t: () => {
    const row = rowById(document.activeElement?.closest(".row")?.id ?? document.activeElement?.dataset.row ?? "");
    const sentence = row?.originalSide.at[0];
    if (sentence !== undefined) showThread(STORY.versions.indexOf(row.original), sentence);
  },
};

function pressed(event) {
  if (event.key === "Escape") hideCard();
  if (event.ctrlKey || event.metaKey || event.altKey || thread.open || !byId("keys").checked) return;
  if (event.target.matches("input:not([type=checkbox]), select, textarea") || !Object.hasOwn(KEYS, event.key)) return;
  event.preventDefault();
  KEYS[event.key]();
}

if (COMPARISONS.length) {
  fillChoices();
  chooseVersion(0);
  drawMap();
  tools.hidden = false;
  tools.addEventListener("submit", (event) => event.preventDefault());
  tools.addEventListener("change", (event) => {
    if (event.target.id === "version") chooseVersion(Number(event.target.value));
    else if (event.target.id !== "keys") readFilters();
  });
  byId("search").addEventListener("input", readFilters);
  byId("next").addEventListener("click", () => step(1));
  byId("previous").addEventListener("click", () => step(-1));
  byId("reset").addEventListener("click", clearFilters);
  list.addEventListener("click", (event) => {
    const button = event.target.closest(".to-thread");
    if (button) showThread(Number(button.dataset.version), Number(button.dataset.sentence));
  });
  document.addEventListener("keydown", pressed);
  addEventListener("hashchange", followHash);
  addEventListener("beforeprint", () => build(Infinity));
  followHash();
}
