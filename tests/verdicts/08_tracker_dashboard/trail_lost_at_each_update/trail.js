let last;
let trail;

function extendTrail(latitude, longitude) {
  const here = [latitude, longitude];
  if (trail) trail.remove();
  if (last) trail = L.polyline([last, here], { color: '#b3202c' }).addTo(map);
  last = here;
}
