"use strict";
// The map: versions by sentences. A long text's sentences share cells; such a cell shows how many of them drifted how
// far, and leads to the gravest.

const CELLS = 120;
const grid = byId("grid");
const map = { base: STORY.versions.findIndex((version) => version.name === STORY.original) };
if (map.base < 0) map.base = 0;

/** Every comparison that the text with this index takes part in, by that text's sentences. */
function seenFrom(base) {
  const text = STORY.versions[base];
  return COMPARISONS.filter((c) => !c.isHop && (c.original === text || c.version === text)).map((comparison) => {
    const own = comparison.original === text ? "originalSide" : "versionSide";
    const other = own === "originalSide" ? "versionSide" : "originalSide";
    const bySentence = new Array(text.sentences.length);
    for (const row of comparison.rows) for (const i of row[own].at) bySentence[i] = row;
    const added = comparison.rows.filter((row) => !row[own].at.length);
    return { comparison, own, other, name: comparison[own === "originalSide" ? "version" : "original"].name, bySentence, added };
  });
}

const gravestOf = (rows) => rows.reduce((worst, next) => (!worst || (next.drift ?? -1) > (worst.drift ?? -1) ? next : worst), undefined);

function blankCell(label) {
  return el("span", { role: "gridcell", class: "cell blank", "aria-label": label });
}

/** Whether a version stands alone against the others in the thread of one of a base's sentences. */
function standsAlone(base, sentence, name) {
  const thread = STORY.threads[threadOf(base, sentence)];
  return thread?.outliers.length === 1 && STORY.versions[thread.outliers[0]].name === name;
}

function rowCell(row, other, label, alone) {
  const lost = !row[other].at.length;
  const severity = STORY.severities[row.severity];
  const what = [lost ? "left out" : "", severity, row.drift === null ? "" : two(row.drift), row.moved ? "moved" : "", alone ? "stands alone" : "", lost ? "" : kindsOf(row).join(", ")].filter(Boolean).join(", ");
  const cell = el("span", { role: "gridcell", tabindex: "-1", class: `cell ${severity} ${lost ? "lost" : ""} ${alone ? "alone" : ""}`, "data-row": row.id, "aria-label": `${label}: ${what}` });
  cell.style.setProperty("--drift", row.drift ?? 0);
  return cell;
}

function gatheredCell(rows, label) {
  const counts = STORY.severities.map((_, severity) => rows.filter((row) => row.severity === severity).length);
  const what = [3, 2, 1, UNJUDGED].filter((severity) => counts[severity]).map((severity) => `${counts[severity]} ${STORY.severities[severity]}`);
  const cell = el("span", { role: "gridcell", tabindex: "-1", class: "cell many", "data-row": gravestOf(rows).id, "aria-label": `${label}: ${what.join(", ") || "none drifted"}` });
  [["--c", counts[3]], ["--m", counts[3] + counts[2]], ["--n", counts[3] + counts[2] + counts[1]]]
    .forEach(([name, count]) => cell.style.setProperty(name, count / rows.length));
  return cell;
}

function addedCell(line) {
  if (!line.added.length) return blankCell(`${line.name}: nothing added`);
  const worst = gravestOf(line.added);
  const severity = STORY.severities[worst.severity];
  return el("span", { role: "gridcell", tabindex: "-1", class: `cell extra ${severity}`, "data-row": worst.id,
    "aria-label": `${line.name}: ${line.added.length} added, the gravest ${severity} ${two(worst.drift)}` }, `+${line.added.length}`);
}

function drawMap() {
  const count = STORY.versions[map.base]?.sentences.length ?? 0;
  const size = Math.max(1, Math.ceil(count / CELLS));
  const starts = Array.from({ length: Math.ceil(count / size) }, (_, i) => i * size);
  grid.classList.toggle("dense", starts.length > 60);
  byId("gathered").hidden = size === 1;
  byId("gathered").textContent = `In a text as long as this one a column holds ${size} sentences and shows how many of them drifted.`;
  const cellOf = (line, start) => {
    const rows = line.bySentence.slice(start, start + size).filter(Boolean);
    const label = `${line.name}, ${size === 1 ? `sentence ${start}` : `sentences ${start} to ${Math.min(count, start + size) - 1}`}`;
    if (!rows.length) return blankCell(`${label}: not compared`);
    return size === 1 ? rowCell(rows[0], line.other, label, standsAlone(map.base, start, line.name)) : gatheredCell(rows, label);
  };
  grid.replaceChildren(...seenFrom(map.base).map((line) => {
    const added = addedCell(line);
    if (!line.added.length) added.classList.add("extra");
    return el("div", { role: "row", class: "map-row" }, el("span", { role: "rowheader", dir: "auto", title: line.name }, line.name),
      el("span", { class: "cells", role: "presentation" }, ...starts.map((start) => cellOf(line, start))), added);
  }));
  grid.querySelector(".cell[tabindex]")?.setAttribute("tabindex", "0");
}

function tell(cell) {
  byId("readout").textContent = cell ? cell.getAttribute("aria-label") : "\u00a0";
}

function moveTo(cell) {
  if (!cell) return;
  grid.querySelector('[tabindex="0"]')?.setAttribute("tabindex", "-1");
  cell.setAttribute("tabindex", "0");
  cell.focus();
}

function open(cell) {
  const row = cell && rowById(cell.dataset.row);
  if (row) { setHash(row.id); goTo(row); }
}

grid.addEventListener("click", (event) => open(event.target.closest("[data-row]")));
grid.addEventListener("mouseover", (event) => tell(event.target.closest(".cell")));
grid.addEventListener("focusin", (event) => tell(event.target.closest(".cell")));
grid.addEventListener("keydown", (event) => {
  const rows = [...grid.children].map((row) => [...row.querySelectorAll(".cell[tabindex]")]);
  const y = rows.findIndex((row) => row.includes(event.target));
  if (y < 0) return;
  const x = rows[y].indexOf(event.target);
  const targets = {
    ArrowRight: rows[y][x + 1], ArrowLeft: rows[y][x - 1], Home: rows[y][0], End: rows[y].at(-1),
    ArrowDown: rows[y + 1]?.[Math.min(x, rows[y + 1].length - 1)], ArrowUp: rows[y - 1]?.[Math.min(x, rows[y - 1].length - 1)],
  };
  if (event.key in targets) { event.preventDefault(); moveTo(targets[event.key]); }
  if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(event.target); }
});
