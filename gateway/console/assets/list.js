// Keys for lists of cases: j and k go down and up, Enter opens, c confirms, x
// chooses otherwise, / searches, ? shows the keys. And a gentle word when
// there is something new: what one reads never moves by itself.
"use strict";

(() => {
  const items = [...document.querySelectorAll("[data-item]")];
  let here = -1;

  const go = (to) => {
    if (to < 0 || to >= items.length) return;
    if (here >= 0) delete items[here].dataset.here;
    here = to;
    items[here].dataset.here = "";
    items[here].querySelector("[data-open]").focus({ preventScroll: true });
    items[here].scrollIntoView({ block: "nearest" });
  };

  const press = (what) => {
    const found = here >= 0 && items[here].querySelector(what);
    if (found) found.click();
  };

  const isTyping = (target) =>
    target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select");

  const acts = {
    j: () => go(here + 1),
    k: () => go(here - 1),
    c: () => press("[data-confirm]"),
    x: () => press("[data-settle]"),
    "/": () => {
      const field = document.querySelector("input[type=search]");
      if (field) field.focus();
      else location.assign("/search");
    },
    "?": () => location.assign("/help/keys"),
  };

  document.addEventListener("keydown", (event) => {
    const act = acts[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target)) return;
    if (!items.length && "jkcx".includes(event.key)) return;
    event.preventDefault();
    act();
  });

  document.addEventListener("focusin", (event) => {
    const item = event.target.closest("[data-item]");
    if (!item || items.indexOf(item) === here) return;
    if (here >= 0) delete items[here].dataset.here;
    here = items.indexOf(item);
    item.dataset.here = "";
  });

  // After confirming one, the next one is where it was.
  const place = sessionStorage.getItem("place");
  sessionStorage.removeItem("place");
  if (place !== null && items.length) go(Math.min(Number(place), items.length - 1));
  document.addEventListener("submit", () => {
    if (here >= 0) sessionStorage.setItem("place", String(here));
  });

  const list = document.querySelector("[data-list]");
  if (!list) return;
  let known = null;
  const look = async () => {
    try {
      const answer = await fetch("/revision", { credentials: "same-origin" });
      if (!answer.ok) return;
      const { revision } = await answer.json();
      if (known === null) known = revision;
      if (revision === known || document.querySelector(".news")) return;
      const news = document.createElement("p");
      const link = document.createElement("a");
      news.className = "news";
      news.setAttribute("role", "status");
      link.href = location.href;
      link.textContent = "Something has changed. Show it.";
      news.append(link);
      list.before(news);
    } catch {
      // The next look may succeed.
    }
  };
  look();
  setInterval(look, 30000);
})();
