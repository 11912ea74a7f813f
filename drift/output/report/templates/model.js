"use strict";
// The story that the page carries, decoded, and a builder of elements. Texts only ever become text nodes.

const STORY = JSON.parse(document.getElementById("story").textContent);

/** el("p", { class: "text", dir: "auto" }, "words", child) */
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null && value !== false) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const byId = (id) => document.getElementById(id);
const two = (number) => (number === null ? "–" : number.toFixed(2));
const UNJUDGED = STORY.severities.indexOf("unjudged");
const drifted = (row) => row.severity > 0 && row.severity !== UNJUDGED;

function sideText(version, sentences) {
  return sentences.map((i) => version.sentences[i]).join(" ");
}

/** The rows of all comparisons: what the link's arrays mean, by name. */
const COMPARISONS = STORY.comparisons.map((comparison, number) => {
  const original = STORY.versions[comparison.original];
  const version = STORY.versions[comparison.version];
  const rows = comparison.rows.map((row, link) => {
    const [originalAt, versionAt, moved, drift, severity, similarity, confidence, findings, originalMarks, versionMarks, note] = row;
    return {
      id: `r${number}-${link}`, number, link, original, version, moved, drift, severity, similarity, confidence, note: note ?? "",
      originalSide: { version: original, at: originalAt, marks: originalMarks },
      versionSide: { version, at: versionAt, marks: versionMarks },
      findings: findings.map(([kind, weight, evidence]) => ({ kind: STORY.kinds[kind], weight, evidence })),
    };
  });
  const name = comparison.hop ? `${original.name} → ${version.name}` : STORY.original ? version.name : `${original.name} ↔ ${version.name}`;
  return { number, name, original, version, rows, isHop: Boolean(comparison.hop) };
});

/** The id of the translation unit that a row is, "" in texts. */
function unitOf(row) {
  const side = row.originalSide.at.length ? row.originalSide : row.versionSide;
  return side.version.units[side.at[0]] ?? "";
}

function chip(row) {
  const word = STORY.severities[row.severity];
  return el("span", { class: `chip ${word}` }, el("span", { class: "sign", "aria-hidden": "true" }), ` ${word}`);
}

function kindsOf(row) {
  return [...new Set(row.findings.map((finding) => finding.kind))];
}

/** A side's sentences with its changed words marked, or a word for the gap. */
function sideElement(row, side, gap) {
  const attributes = { class: "text", dir: "auto", lang: side.version.language || null };
  if (!side.at.length) return el("p", { class: "text gap-word" }, gap);
  const text = sideText(side.version, side.at);
  const paragraph = el("p", attributes);
  let at = 0;
  for (const [start, end, finding, severity] of side.marks) {
    paragraph.append(text.slice(at, start), el("mark", {
      class: STORY.severities[severity], tabindex: "0", "data-row": row.id, "data-finding": finding,
    }, text.slice(start, end)));
    at = end;
  }
  paragraph.append(text.slice(at));
  return paragraph;
}

/** The thread of a version's sentence: its sentences by version, who says what the others bear out, who stands alone. */
function threadOf(version, sentence) {
  return STORY.threads.findIndex((thread) => thread.sentences[version].includes(sentence));
}

function rowById(id) {
  const [, number, link] = id.match(/^r(\d+)-(\d+)$/) ?? [];
  return COMPARISONS[number]?.rows[link];
}
