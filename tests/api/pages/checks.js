// What can be measured of a page: text that is too pale (WCAG 1.4.3), targets that are too small (WCAG 2.5.8).
window.pale = () => {
  const parse = (colour) => {
    const parts = colour.match(/[0-9.]+/g).map(Number);
    return parts.length === 3 ? [...parts, 1] : parts;
  };
  const channel = (v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = parse(getComputedStyle(e).backgroundColor);
      if (colour[3] > 0.9) return colour;
    }
    return [255, 255, 255, 1];
  };
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    const e = walker.currentNode.parentElement;
    if (!text || !e.checkVisibility() || e.closest("svg, .visually-hidden, .skip, option")) continue;
    const [high, low] = [light(parse(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
    if ((high + 0.05) / (low + 0.05) < 4.5) found.add(`${e.className || e.tagName}: ${text.slice(0, 30)}`);
  }
  return [...found];
};
window.small = () => {
  const targets = "button, select, input:not([type=hidden]):not([type=checkbox]), .tabs a, .top a, summary, .cell a";
  return [...document.querySelectorAll(targets)]
    .filter((e) => e.checkVisibility())
    .filter((e) => Math.min(e.getBoundingClientRect().height, e.getBoundingClientRect().width) < 23.5)
    .map((e) => e.outerHTML.slice(0, 80));
};
