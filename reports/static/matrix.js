// Sorts and filters the table of criteria and agencies. Without it the table stands there whole.
"use strict";
(() => {
  const table = document.querySelector(".mx");
  const tools = document.querySelector(".mx-tools");
  if (!table || !tools) return;
  const FIXED = 2; // cells of a row before those of agencies: its name and its share
  const control = (name) => document.getElementById("mx-" + name);
  const controls = ["kind", "sector", "part", "verdict", "criterion", "agency"].map(control);
  const [kind, sector, part, verdict, criterion, agency] = controls;
  const status = tools.querySelector("[role=status]");
  const [names, shares] = table.tHead.rows;
  const flat = document.createElement("tbody");
  flat.setAttribute("role", "rowgroup");
  const order = { rows: 0, columns: 0 }; // 0 as it came, -1 the most met first, 1 the least
  let known = null; // what the cells say, read when it is first asked for
  let rule = null;

  // Marks may be left out in a question: "bo" finds "bộ"; "bộ" finds only "bộ".
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
  const lower = (text) => text.normalize("NFC").toLowerCase();
  const asks = (field) => {
    const wanted = lower(field.value).trim();
    const bare = plain(wanted) === wanted;
    return (item) => (bare ? item.plain : item.text).includes(wanted);
  };
  const named = (text) => ({ text: lower(text), plain: plain(lower(text)) });

  function read() {
    const sheet = document.styleSheets[0];
    rule = sheet.cssRules[sheet.insertRule(".mx-none { display: none !important }", sheet.cssRules.length)];
    const columns = Array.from(names.cells).slice(FIXED).map((cell, at) => ({
      at, kind: cell.dataset.kind, sectors: cell.dataset.sectors.split(" "), share: shares.cells[at + FIXED],
      ...named(cell.textContent),
    }));
    const rows = Array.from(table.querySelectorAll("tbody tr[id]"), (row, at) => {
      const cells = Array.from(row.cells);
      return { at, row, part: row.parentNode, share: cells[1], cells: cells.slice(FIXED),
        verdicts: cells.slice(FIXED).map((cell) => cell.className), ...named(cells[0].textContent) };
    });
    const heads = [names, shares].map((row) => ({ row, cells: Array.from(row.cells).slice(FIXED) }));
    table.append(flat);
    return { rows, columns, heads, parts: new Set(rows.map((row) => row.part)),
      placed: columns.map((column) => column.at).join() };
  }

  function count(item, verdicts) {
    item.met = item.told = 0;
    for (const one of verdicts) {
      if (one === "met") item.met += 1;
      if (one && one !== "na" && one !== "unknown") item.told += 1;
    }
    return item;
  }

  // Per cent met of what could be told, as the page itself says it; null where nothing could.
  const share = (item) => item.told ? (100 * item.met) / item.told : null;

  function sorted(items, direction) {
    if (!direction) return [...items].sort((a, b) => a.at - b.at);
    const value = (item) => share(item) ?? (direction < 0 ? -1 : 101); // what could not be told comes last
    return [...items].sort((a, b) => direction * (value(a) - value(b)) || a.at - b.at);
  }

  function say(item) {
    const value = share(item);
    item.share.textContent = value === null ? "–" : String(Math.floor(value + 0.5));
  }

  function placeColumns(shown) {
    const kept = new Set(shown);
    const all = [...shown, ...known.columns.filter((column) => !kept.has(column))];
    const placed = all.map((column) => column.at).join();
    if (placed !== known.placed) {
      for (const { row, cells } of [...known.heads, ...known.rows]) {
        row.append(...all.map((column) => cells[column.at]));
      }
      known.placed = placed;
    }
    rule.selectorText = shown.length < all.length
      ? `.mx tr > :nth-child(n + ${shown.length + FIXED + 1})` : ".mx-none";
  }

  function placeRows(shown) {
    const kept = new Set(shown);
    for (const item of known.rows) item.row.hidden = !kept.has(item);
    if (order.rows) {
      flat.append(...shown.map((item) => item.row));
    } else if (flat.rows.length) {
      for (const body of known.parts) {
        body.append(...known.rows.filter((item) => item.part === body).map((item) => item.row));
      }
    }
    const used = new Set(shown.map((item) => item.part));
    for (const body of known.parts) body.hidden = Boolean(order.rows) || !used.has(body);
  }

  function show() {
    known ??= read();
    const hitsAgency = asks(agency);
    const hitsCriterion = asks(criterion);
    const columns = known.columns.filter((column) =>
      (!kind.value || column.kind === kind.value) &&
      (!sector.value || column.sectors.includes(sector.value)) && hitsAgency(column));
    const rows = known.rows.filter((row) =>
      (!part.value || row.part.id === part.value) && hitsCriterion(row) &&
      (!verdict.value || columns.some((column) => row.verdicts[column.at] === verdict.value)));
    for (const row of rows) count(row, columns.map((column) => row.verdicts[column.at]));
    for (const column of columns) count(column, rows.map((row) => row.verdicts[column.at]));
    const all = { share: shares.cells[1], met: 0, told: 0 };
    for (const row of rows) {
      all.met += row.met;
      all.told += row.told;
    }
    [...rows, ...columns, all].forEach(say);
    placeColumns(sorted(columns, order.columns));
    placeRows(sorted(rows, order.rows));
    table.dataset.only = verdict.value;
    const counts = { rows: rows.length, allRows: known.rows.length, columns: columns.length,
      allColumns: known.columns.length };
    status.textContent = tools.dataset.left.replace(/\{(\w+)\}/g, (_, name) => counts[name]);
  }

  function mark(head) {
    head.setAttribute("aria-sort", { "-1": "descending", 0: "none", 1: "ascending" }[order[head.dataset.sort]]);
  }

  function reset() {
    for (const one of controls) one.value = "";
    order.rows = order.columns = 0;
    table.querySelectorAll("[data-sort]").forEach(mark);
    show();
  }

  table.querySelectorAll("[data-sort]").forEach((head) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "mx-sort";
    button.append(...head.childNodes);
    head.append(button);
    mark(head);
    button.addEventListener("click", () => {
      const which = head.dataset.sort;
      order[which] = { 0: -1, "-1": 1, 1: 0 }[order[which]];
      mark(head);
      show();
    });
  });
  for (const one of controls) one.addEventListener("input", show);
  control("all").addEventListener("click", reset);
  // A link to a row that the filters hide shows it.
  window.addEventListener("hashchange", () => {
    const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (row && row.hidden && table.contains(row)) {
      reset();
      row.scrollIntoView();
    }
  });
  tools.hidden = false;
  // What the cells say is read before anyone asks, once the page stands.
  (window.requestIdleCallback ?? setTimeout)(() => { known ??= read(); });
})();
