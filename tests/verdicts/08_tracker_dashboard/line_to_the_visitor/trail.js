const home = [40.42, -3.7];
const line = L.polyline([], { color: '#b3202c' }).addTo(map);

function extendTrail(latitude, longitude) {
  line.setLatLngs([home, [latitude, longitude]]);
}
