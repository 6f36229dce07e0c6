const map = L.map('map').setView([0, 0], 3);
L.tileLayer('https://tile.openstreetmap.org/{z}/{x}/{y}.png', {
  maxZoom: 19,
  attribution: '&copy; OpenStreetMap contributors',
}).addTo(map);

let marker;

function showOnMap(latitude, longitude) {
  if (marker) marker.remove();
  const icon = L.divIcon({ className: 'iss', html: '🛰️', iconSize: [32, 32] });
  marker = L.marker([latitude, longitude], { icon, title: 'ISS' }).addTo(map);
  map.setView([latitude, longitude]);
}
