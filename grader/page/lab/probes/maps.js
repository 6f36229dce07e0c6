// Finds maps however they were loaded: each library sets one property of its own while it makes
// a map (Leaflet 0.7 to 2.0, MapLibre and Mapbox GL), and that name survives bundling.
((KEY) => {
  const lab = window[KEY];
  const trap = (name, list) =>
    Object.defineProperty(Object.prototype, name, {
      configurable: true,
      enumerable: false,
      get() {
        return undefined;
      },
      set(value) {
        Object.defineProperty(this, name, {
          value,
          writable: true,
          configurable: true,
          enumerable: true,
        });
        if (!list.includes(this) && list.length < 20) list.push(this);
      },
    });
  trap("_zoomBoundLayers", lab.maps);
  trap("_canvasContextAttributes", lab.globes);

  const DEFAULT_ICON =
    /marker-icon(-2x)?(\.[0-9a-f]{6,})?\.png|iVBORw0KGgoAAAANSUhEUgAAABkAAAAp/;
  const round = (value, digits) => +(+value).toFixed(digits);
  const place = (point) =>
    point ? [round(point.lat, 5), round(point.lng ?? point.lon, 5)] : null;
  const box = (element) => {
    if (!element || !element.getBoundingClientRect) return null;
    const rect = element.getBoundingClientRect();
    return [rect.x, rect.y, rect.width, rect.height].map((value) => round(value, 1));
  };
  lab.box = box;
  lab.isVisible = (element) => {
    if (!element || !element.isConnected || !element.getClientRects().length) return false;
    for (let one = element; one && one !== document; one = one.parentElement || (one.getRootNode() || {}).host) {
      const style = getComputedStyle(one);
      if (style.display === "none" || +style.opacity < 0.05) return false;
    }
    return getComputedStyle(element).visibility === "visible";
  };

  // Icon fonts and badges are painted by ::before and ::after.
  const around = (element) =>
    ["::before", "::after"].some((which) => {
      const style = getComputedStyle(element, which);
      const said = /^(normal|none|"")$/.test(style.content);
      const shape = style.content === '""' && parseFloat(style.width) > 0 && parseFloat(style.height) > 0 &&
        (style.backgroundImage !== "none" || !/^(transparent|rgba\(.*, 0\))$/.test(style.backgroundColor));
      return style.content !== "none" && style.display !== "none" && (!said || shape);
    });
  const painted = (element) => {
    const style = getComputedStyle(element);
    const colour = (value) => value && !/^(transparent|rgba\(.*, 0\))$/.test(value);
    return {
      background: style.backgroundImage !== "none" || colour(style.backgroundColor),
      border: parseFloat(style.borderTopWidth) > 0 && style.borderTopStyle !== "none",
      classic: /\bleaflet-div-icon\b/.test(element.className),
    };
  };
  const icon = (marker) => {
    const element = marker._icon;
    if (!element) return null;
    const images = element.tagName === "IMG" ? [element] : [...element.querySelectorAll("img")];
    const own = images.filter((image) => !DEFAULT_ICON.test(image.currentSrc || image.src));
    return {
      tag: element.tagName.toLowerCase(),
      box: box(element),
      visible: lab.isVisible(element),
      isDefault: images.length > 0 && own.length === 0,
      source: own.length ? (own[0].currentSrc || own[0].src).slice(0, 200) : null,
      loaded: own.length ? own.some((image) => image.complete && image.naturalWidth > 0) : null,
      svg: !!element.querySelector("svg *") || element.tagName.toLowerCase() === "svg",
      canvas: !!element.querySelector("canvas"),
      around: [element, ...element.querySelectorAll("*")].slice(0, 20).some(around),
      text: (element.innerText || element.textContent || "").trim().slice(0, 40),
      children: element.children.length,
      ...painted(element),
      child: [...element.children].slice(0, 5).map(painted),
    };
  };
  const segments = (points) =>
    !Array.isArray(points) || !points.length
      ? []
      : Array.isArray(points[0])
        ? points.flatMap(segments)
        : [points];
  const thinned = (points, most) => {
    const every = Math.max(1, Math.ceil(points.length / most));
    const kept = points.filter((_, index) => index % every === 0);
    if ((points.length - 1) % every) kept.push(points[points.length - 1]);
    return kept;
  };
  const line = (layer) => {
    const parts = segments(layer.getLatLngs());
    let jump = 0;
    for (const part of parts)
      for (let index = 1; index < part.length; index++)
        jump = Math.max(jump, Math.abs(part[index].lng - part[index - 1].lng));
    return {
      kind: layer.options && layer.options.fill ? "area" : "line",
      count: parts.reduce((sum, part) => sum + part.length, 0),
      jump: round(jump, 1),
      visible: layer._path ? lab.isVisible(layer._path) : !!layer._renderer,
      parts: parts.slice(0, 40).map((part) => thinned(part, 240).map(place)),
    };
  };
  const layerOf = (layer, map) => {
    try {
      if (layer.getTileUrl || layer.createTile) {
        return { kind: "tiles", url: String(layer._url).slice(0, 200) };
      }
      if (layer.getLatLng && layer.options && "icon" in layer.options) {
        const point = map.latLngToContainerPoint(layer.getLatLng());
        return {
          kind: "marker",
          place: place(layer.getLatLng()),
          point: [round(point.x, 1), round(point.y, 1)],
          icon: icon(layer),
        };
      }
      if (layer.getLatLng && layer.getRadius) {
        const point = map.latLngToContainerPoint(layer.getLatLng());
        return {
          kind: "circle",
          place: place(layer.getLatLng()),
          point: [round(point.x, 1), round(point.y, 1)],
        };
      }
      if (layer.getLatLngs) return line(layer);
      if (layer.getBounds && (layer._image || layer._url)) {
        const centre = layer.getBounds().getCenter();
        const point = map.latLngToContainerPoint(centre);
        const image = layer._image;
        return {
          kind: "picture",
          place: place(centre),
          point: [round(point.x, 1), round(point.y, 1)],
          icon: image && {
            tag: image.tagName.toLowerCase(),
            box: box(image),
            visible: lab.isVisible(image),
            isDefault: false,
            source: image.tagName === "IMG" ? image.src.slice(0, 200) : null,
            loaded: image.tagName === "IMG" ? image.naturalWidth > 0 : null,
            svg: image.tagName.toLowerCase() === "svg",
          },
        };
      }
    } catch (error) {
      return { kind: "unreadable", why: String(error).slice(0, 80) };
    }
    return null;
  };
  const mapOf = (map) => {
    const element = map.getContainer();
    const layers = [];
    let dots = 0;
    for (const layer of Object.values(map._layers)) {
      const found = layerOf(layer, map);
      if (!found) continue;
      if (found.kind === "circle" && ++dots > 200) continue;
      if (layers.length < 400) layers.push(found);
    }
    return {
      box: box(element),
      visible: lab.isVisible(element),
      attribution: [...element.querySelectorAll(".leaflet-control-attribution")]
        .filter(lab.isVisible)
        .map((one) => one.innerText)
        .join(" ")
        .slice(0, 200),
      layers: map._loaded ? layers : [],
    };
  };
  lab.readMaps = () =>
    lab.maps.map((map) => {
      try {
        return mapOf(map);
      } catch (error) {
        return { unreadable: String(error).slice(0, 100) };
      }
    });
  lab.readOthers = () => ({
    globes: lab.globes.length,
    canvases: [...document.querySelectorAll("canvas")]
      .filter(lab.isVisible)
      .map(box)
      .filter((one) => one[3] >= 200),
    google: !!(window.google && window.google.maps),
    pictures: [...document.querySelectorAll("svg, iframe, embed, object")]
      .filter(lab.isVisible)
      .map((one) => [one.tagName.toLowerCase(), ...box(one)])
      .filter((one) => one[4] >= 200)
      .slice(0, 10),
  });
})
