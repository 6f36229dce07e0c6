// The parts of good design that can be measured.
((KEY) => {
  const lab = window[KEY];
  const viewport = document.querySelector("meta[name=viewport]");
  const root = document.documentElement;
  // Telephones zoom out until everything fits: innerWidth grows with what is too wide.
  const width = Math.min(innerWidth, root.clientWidth || innerWidth);
  // What is cut off cannot be scrolled to.
  const isCut = [root, document.body].some(
    (one) => one && /hidden|clip/.test(getComputedStyle(one).overflowX),
  );
  return lab.stringify({
    title: document.title,
    language: root.lang || "",
    viewport: viewport ? viewport.content : null,
    overflow: isCut ? 0 : Math.max(root.scrollWidth, document.body ? document.body.scrollWidth : 0) - width,
    wide: [...document.querySelectorAll("body *")]
      .slice(0, 5000)
      .filter((one) => lab.isVisible(one) && !one.closest(".leaflet-container"))
      .map((one) => [one, one.getBoundingClientRect()])
      .filter(([, box]) => box.right > width + 1 && box.width > 0)
      .slice(0, 3)
      .map(([one, box]) => [one.tagName.toLowerCase() + (one.id ? "#" + one.id : one.className && typeof one.className === "string" ? "." + one.className.trim().split(/\s+/)[0] : ""), Math.round(box.right)]),
    attribution: [...document.querySelectorAll("body *")]
      .slice(0, 5000)
      .filter((one) => one.children.length < 6 && lab.isVisible(one))
      .map((one) => (one.innerText || "").replace(/\s+/g, " ").trim())
      .filter((text) => text.length < 300 && /©|&copy;|openstreetmap|\bosm\b|carto|esri|mapbox|stadia|nasa|contributors/i.test(text))
      .slice(0, 3),
  });
})
