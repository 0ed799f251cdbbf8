// Keeps what a page says of the queue up to date, without moving the reader: every page says the same without script.
"use strict";
(() => {
  const EVERY_MS = 3000;
  const regions = (page) => [...page.querySelectorAll("[data-live]")];
  const goesOn = (page) => regions(page).some((region) => region.dataset.live === "on");
  const written = () => [...document.querySelectorAll("textarea, input:not([type=hidden])")].some((f) => f.value !== f.defaultValue);

  async function look() {
    const next = await page();
    if (next === null || regions(next).length !== regions(document).length) return void setTimeout(look, 4 * EVERY_MS);
    regions(document).forEach((region, number) => show(region, regions(next)[number]));
    if (goesOn(next)) setTimeout(look, EVERY_MS);
    else if (!written()) location.reload(); // what came of it stands in other places of the page, too
  }

  async function page() {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin", redirect: "error" });
      return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    } catch {
      return null; // the server is away for a moment, or the session is over: the page stays as it is
    }
  }

  function show(now, next) {
    if (now.innerHTML === next.innerHTML) return;
    const focused = now.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    // The region itself stays, so that screen readers that listen to it tell what is new.
    now.replaceChildren(...document.importNode(next, true).childNodes);
    if (focused !== null) now.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
  }

  if (goesOn(document)) {
    for (const stop of document.querySelectorAll("[data-live-switch]")) stop.hidden = false;
    setTimeout(look, EVERY_MS);
  }
})();
