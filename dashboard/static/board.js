// Live rows, filters that answer at once, and arrow keys in the table. Every page works without.
const part = (name) => document.querySelector(`[data-live="${name}"]`);
const table = document.querySelector(".heat");

function showProgress(news) {
  part("line").textContent = news.line;
  const bar = part("bar");
  bar.setAttribute("aria-valuemax", news.jobs);
  bar.setAttribute("aria-valuenow", news.done);
  bar.querySelector("svg").setAttribute("viewBox", `0 0 ${news.jobs || 1} 1`);
  part("done").setAttribute("width", news.done);
}

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function showNewest(newest) {
  part("newest").replaceChildren(...newest.map((one) => {
    const row = document.createElement("tr");
    const head = element("th", "", { scope: "row" });
    head.append(element("a", one.student, { href: one.address }));
    row.append(head, element("td", one.challenge), element("td", one.score), element("td", one.when));
    return row;
  }));
}

function showCell(cell, [kind, text, ...notes]) {
  const now = [text, ...notes].join("\n");
  const before = [...cell.children].map((one) => one.textContent).join("\n");
  if (now === before && cell.classList.contains(kind)) return;
  cell.className = `${kind} changed`;
  const link = cell.querySelector("a");
  link.textContent = text;
  cell.replaceChildren(link, ...notes.map((note) => element("small", note)));
}

async function showCells() {
  const answer = await fetch("/cells.json");
  if (!answer.ok) return;
  const { rows, version } = await answer.json();
  document.body.dataset.version = version;
  for (const row of table.querySelectorAll("tr[data-row]")) {
    const news = rows[row.dataset.row];
    if (!news) continue;
    const cells = row.querySelectorAll("td:not(.sum)");
    news.cells.forEach((one, place) => cells[place] && showCell(cells[place], one));
    row.querySelector(".sum").textContent = news.total;
  }
}

if (part("line")) {
  const events = new EventSource("/live/events");
  events.addEventListener("progress", (event) => {
    const news = JSON.parse(event.data);
    showProgress(news);
    if (part("newest")) showNewest(news.newest);
    if (table && news.version !== document.body.dataset.version) showCells();
  });
  addEventListener("pagehide", () => events.close());
}

const filters = part("filters");
if (filters) {
  for (const select of filters.querySelectorAll("select")) {
    select.addEventListener("change", () => filters.requestSubmit());
  }
  const find = filters.elements.find;
  find.addEventListener("input", () => {
    if (!table) return;
    const wanted = find.value.toLowerCase();
    for (const row of table.querySelectorAll("tr[data-row]")) {
      const named = `${row.cells[0].textContent} ${row.dataset.row}`.toLowerCase();
      row.hidden = !named.includes(wanted);
    }
  });
}

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
table?.addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  const cell = event.target.closest("td, th");
  if (!step || !cell || event.altKey || event.ctrlKey || event.metaKey) return;
  const rows = [...table.querySelectorAll("tr")].filter((row) => !row.hidden);
  const row = rows[rows.indexOf(cell.parentElement) + step[0]];
  const link = row?.cells[cell.cellIndex + step[1]]?.querySelector("a");
  if (!link) return;
  event.preventDefault();
  link.focus();
});
