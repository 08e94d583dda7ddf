// Conveniences only: every page works without this file.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-send-on-change]");
  if (form && event.target.matches("select")) form.requestSubmit();
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, [contenteditable]")) return;
  if (event.key !== "j" && event.key !== "k") return;
  const items = [...document.querySelectorAll("[data-step]")];
  if (!items.length) return;
  const here = items.indexOf(document.activeElement.closest("[data-step]"));
  const next = event.key === "j" ? Math.min(here + 1, items.length - 1) : Math.max(here - 1, 0);
  items[next].focus();
  event.preventDefault();
});
