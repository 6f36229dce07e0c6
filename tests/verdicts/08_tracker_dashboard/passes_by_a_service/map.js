const map = L.map('map').setView([0, 0], 3);
L.tileLayer('https://tile.openstreetmap.org/{z}/{x}/{y}.png', {
  maxZoom: 19,
  attribution: '&copy; OpenStreetMap contributors',
}).addTo(map);

const icon = L.divIcon({
  className: '',
  iconSize: [44, 44],
  iconAnchor: [22, 22],
  html: `<svg viewBox="0 0 44 44" width="44" height="44" aria-hidden="true">
    <rect x="18" y="14" width="8" height="16" rx="2" fill="#b3202c"/>
    <rect x="2" y="17" width="14" height="10" fill="#1f4fb8"/>
    <rect x="28" y="17" width="14" height="10" fill="#1f4fb8"/></svg>`,
});

let marker;

function showOnMap(latitude, longitude) {
  const place = [latitude, longitude];
  if (!marker) marker = L.marker(place, { icon, title: 'ISS', alt: 'ISS' }).addTo(map);
  marker.setLatLng(place);
  map.panTo(place);
}
