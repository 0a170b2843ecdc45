// What pages do besides, where JavaScript runs: a second press of a button
// within a second sends nothing twice, and errors are where one looks first.
"use strict";

(() => {
  let last = 0;

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-prevent-double-click]");
    if (!button) return;
    const now = Date.now();
    if (now - last < 1000) event.preventDefault();
    last = now;
  });

  const errors = document.querySelector("[data-focus]");
  if (errors) errors.focus();
})();
