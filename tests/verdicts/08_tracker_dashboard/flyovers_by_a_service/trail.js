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
