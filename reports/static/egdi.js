"use strict";
/* The calculator of the EGDI page: the UN's formula, and the rank as the UN ranks. */
(() => {
  const form = document.getElementById("egdi-calc");
  const data = JSON.parse(form.dataset.egdi);
  const groups = form.dataset.groups.split("|");
  const byId = (id) => document.getElementById("egdi-" + id);
  const language = document.documentElement.lang;
  const four = new Intl.NumberFormat(language, { minimumFractionDigits: 4, maximumFractionDigits: 4 });
  const change = new Intl.NumberFormat(language, { minimumFractionDigits: 4, maximumFractionDigits: 4, signDisplay: "exceptZero" });
  const rankOf = (value, others) => 1 + others.filter((other) => other > value).length;
  const rounded = (value, digits) => Number(value.toFixed(digits));

  function show(osi, aloud) {
    const survey = data.years.find((one) => one.year === Number(byId("year").value));
    const egdi = rounded((osi + survey.tii + survey.hci) / 3, survey.digits);
    const rank = rankOf(egdi, survey.others);
    const place = rankOf(egdi, survey.peers);
    byId("value").textContent = four.format(egdi);
    byId("change").textContent = change.format(rounded(egdi - survey.egdi, 4));
    byId("rank").textContent = `${rank} (${survey.rank})`;
    byId("place").textContent = String(place);
    byId("sum").textContent =
      `(${four.format(osi)} + ${four.format(survey.tii)} + ${four.format(survey.hci)}) / 3 = ${four.format(egdi)}`;
    if (!aloud) { return; }
    const parts = {
      osi: four.format(osi), year: survey.year, egdi: four.format(egdi), change: byId("change").textContent, rank,
      published: survey.rank, place, peers: form.dataset.peers, group: groups[data.groups.findIndex((bound) => egdi > bound)],
    };
    byId("said").textContent = form.dataset.said.replace(/\{(\w+)\}/g, (_, name) => parts[name]);
  }

  function typed() {
    const text = byId("osi").value.trim().replace(",", ".");
    const osi = /^\d*\.?\d+$/.test(text) ? Number(text) : NaN;
    const wrong = !(osi >= 0 && osi <= 1);
    byId("osi").setAttribute("aria-invalid", String(wrong));
    byId("wrong").textContent = wrong ? form.dataset.wrong : "";
    return wrong ? null : osi;
  }

  function fromText(aloud) {
    const osi = typed();
    if (osi === null) { return; }
    byId("range").value = String(osi);
    show(osi, aloud);
  }

  function fromRange(aloud) {
    byId("osi").value = four.format(Number(byId("range").value));
    typed();
    show(Number(byId("range").value), aloud);
  }

  function start() {
    const survey = data.years[data.years.length - 1];
    byId("year").value = String(survey.year);
    byId("osi").value = four.format(survey.osi);
    fromText(true);
  }

  byId("osi").addEventListener("input", () => fromText(false));
  byId("osi").addEventListener("change", () => fromText(true));
  byId("range").addEventListener("input", () => fromRange(false));
  byId("range").addEventListener("change", () => fromRange(true));
  byId("year").addEventListener("change", () => fromText(true));
  form.addEventListener("submit", (event) => { event.preventDefault(); fromText(true); });
  start();
  form.hidden = false;
})();
