function extendTrail(latitude, longitude) {
  L.circleMarker([latitude, longitude], { radius: 2, color: '#b3202c' }).addTo(map);
}
