const trail = L.polyline([], { color: '#b3202c' }).addTo(map);

function extendTrail(latitude, longitude) {
  trail.addLatLng([latitude, longitude]);
}
