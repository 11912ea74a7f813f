"use strict";
// The thread: one sentence of a text, and under it what every other version makes of it.

const thread = byId("thread");
const followed = { base: 0, sentence: 0 };

function showThread(base, sentence) {
  const text = STORY.versions[base];
  if (!text?.sentences[sentence]) return;
  Object.assign(followed, { base, sentence });
  byId("thread-title").textContent = `${text.units[sentence] ? `Unit ${text.units[sentence]}` : `Sentence ${sentence}`} in every version`;
  byId("thread-original").textContent = text.sentences[sentence];
  if (text.language) byId("thread-original").lang = text.language;
  const followedThread = STORY.threads[threadOf(base, sentence)];
  const lines = seenFrom(base);
  const tagOf = (name) => {
    const index = STORY.versions.findIndex((version) => version.name === name);
    const tag = followedThread?.consensus === index ? "borne out by the others" : followedThread?.outliers.includes(index) ? "stands against the others" : "";
    return tag ? [" ", el("span", { class: "tag" }, tag)] : [];
  };
  const compared = lines.map((line) => {
    const row = line.bySentence[sentence];
    if (!row) return el("li", {}, el("h3", { dir: "auto" }, line.name), el("p", {}, "not compared: set aside"));
    const whole = row[line.own].at.length > 1 ? el("p", { class: "hint" }, `together with sentence ${row[line.own].at.filter((i) => i !== sentence).join(", ")}`) : "";
    return el("li", { class: STORY.severities[row.severity] }, el("h3", { dir: "auto" }, line.name, ...tagOf(line.name)),
      sideElement(row, row[line.other], kindsOf(row).includes("untranslated") ? "∅ not translated" : "∅ left out"), whole,
      el("p", { class: "where" }, chip(row), ` ${two(row.drift)} `, kindsOf(row).join(", "), " · ", el("a", { href: `#${row.id}` }, `row ${row.link}`)));
  });
  const names = new Set([text.name, ...lines.map((line) => line.name)]);
  const others = STORY.versions.flatMap((version, index) => { // of the thread, but not compared with this text
    const at = followedThread?.sentences[index] ?? [];
    if (names.has(version.name) || !at.length) return [];
    return [el("li", {}, el("h3", { dir: "auto" }, version.name, ...tagOf(version.name)),
      el("p", { class: "text", dir: "auto", lang: version.language || null }, sideText(version, at)), el("p", { class: "where" }, "not compared with this text"))];
  });
  byId("thread-versions").replaceChildren(...compared, ...others);
  byId("thread-previous").disabled = sentence === 0;
  byId("thread-next").disabled = sentence === text.sentences.length - 1;
  if (!thread.open) thread.showModal();
}

byId("thread-previous").addEventListener("click", () => showThread(followed.base, followed.sentence - 1));
byId("thread-next").addEventListener("click", () => showThread(followed.base, followed.sentence + 1));
byId("thread-close").addEventListener("click", () => thread.close());
thread.addEventListener("click", (event) => { if (event.target === thread || event.target.closest("a")) thread.close(); });
thread.addEventListener("keydown", (event) => {
  if (event.key === "ArrowLeft") showThread(followed.base, followed.sentence - 1);
  if (event.key === "ArrowRight") showThread(followed.base, followed.sentence + 1);
});
