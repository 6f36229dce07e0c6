// One look at the page: what a person would see now, as JSON.
((KEY, most) => {
  const lab = window[KEY];
  if (!lab || !lab.readMaps) return null;
  const maps = lab.readMaps();
  const texts = lab.readTexts(most);
  // Frames of the page's own belong to what a person sees.
  for (let number = 0; number < Math.min(window.length, 5); number++) {
    let inner;
    try {
      inner = window[number][KEY];
    } catch {
      continue; // a frame of another site
    }
    const frame = inner && inner.readMaps && window[number].frameElement;
    if (!frame || !lab.isVisible(frame)) continue;
    const [left, top] = lab.box(frame);
    for (const map of inner.readMaps()) {
      if (map.box) map.box = [map.box[0] + left, map.box[1] + top, map.box[2], map.box[3]];
      maps.push(map);
    }
    for (const [name, text] of Object.entries(inner.readTexts(most)))
      texts["frame" + number + " " + name] = text;
  }
  return lab.stringify({ now: lab.now(), address: location.href, maps, texts });
})
