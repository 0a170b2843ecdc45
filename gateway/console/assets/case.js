// Keys for the page of a case: c confirms, x chooses otherwise, r releases the
// letter, n begins a note, j and k go on in the list one came from. And the
// letter that follows what is typed. Everything works without it.
"use strict";

(() => {
  // The list that was looked at last, for j and k.
  const listed = [...document.querySelectorAll("[data-item] [data-open]")];
  if (listed.length) {
    const paths = listed.map((link) => new URL(link.href).pathname);
    sessionStorage.setItem("cases", JSON.stringify(paths));
  }

  const page = document.querySelector("[data-case]");
  const step = (by) => {
    const paths = JSON.parse(sessionStorage.getItem("cases") || "[]");
    const at = paths.indexOf(location.pathname);
    if (at >= 0 && paths[at + by]) location.assign(paths[at + by]);
  };
  const press = (key) => {
    const found = document.querySelector(`[data-key="${key}"]`);
    if (found) found.click();
  };
  const note = () => {
    const field = document.querySelector("[data-case] #text");
    if (field) field.focus();
  };
  const acts = {
    j: () => step(1),
    k: () => step(-1),
    c: () => press("c"),
    x: () => press("x"),
    r: () => press("r"),
    n: note,
  };

  document.addEventListener("keydown", (event) => {
    const act = acts[event.key];
    if (!page || !act || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select")) return;
    event.preventDefault();
    act();
  });

  // The live letter: half a second after the last key.
  const typed = document.querySelector("[data-preview]");
  const shown = document.getElementById("preview");
  if (!typed || !shown) return;
  const form = typed.closest("form");
  let wait = null;
  const show = async () => {
    try {
      const answer = await fetch(typed.dataset.preview, {
        method: "POST",
        credentials: "same-origin",
        body: new URLSearchParams(new FormData(form)),
      });
      if (answer.ok) shown.innerHTML = await answer.text();
    } catch {
      // The next key tries again; the button shows it too.
    }
  };
  typed.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(show, 500);
  });
})();
