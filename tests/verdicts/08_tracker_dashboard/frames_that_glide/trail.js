const pieces = [[]];
const trail = L.polyline(pieces, { color: '#b3202c' }).addTo(map);

function extendTrail(latitude, longitude) {
  let piece = pieces[pieces.length - 1];
  const last = piece[piece.length - 1];
  if (last && Math.abs(last[1] - longitude) > 180) {
    piece = [];
    pieces.push(piece);
  }
  piece.push([latitude, longitude]);
  trail.setLatLngs(pieces);
}

function glide(from, to) {
  const began = performance.now();
  requestAnimationFrame(function frame(now) {
    const share = Math.max(0, Math.min(1, (now - began) / 4000));
    const step = ((to[1] - from.lng + 540) % 360) - 180;
    marker.setLatLng([from.lat + (to[0] - from.lat) * share, from.lng + step * share]);
    if (share < 1) requestAnimationFrame(frame);
  });
}
