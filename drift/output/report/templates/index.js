"use strict";
// A click on a head sorts the stories by its column: numbers from the top, words from A.
(() => {
  const table = document.getElementById("stories");
  const body = table.tBodies[0];
  const order = new Intl.Collator(undefined, { numeric: true });
  const compare = (a, b) => (isNaN(a) || isNaN(b) ? order.compare(a, b) : a - b);
  table.tHead.addEventListener("click", (event) => {
    const head = event.target.closest("button")?.parentElement;
    if (!head) return;
    const value = (row) => row.cells[head.cellIndex].textContent.trim();
    const numbers = body.rows.length && !isNaN(value(body.rows[0]));
    const before = head.getAttribute("aria-sort");
    const ascending = before ? before === "descending" : !numbers;
    for (const cell of table.tHead.rows[0].cells) cell.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", ascending ? "ascending" : "descending");
    const sorted = [...body.rows].sort((a, b) => (ascending ? 1 : -1) * compare(value(a), value(b)));
    body.append(...sorted);
  });
})();
