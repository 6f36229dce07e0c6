const map = L.map('map').setView([0, 0], 3);
L.tileLayer('https://tile.openstreetmap.org/{z}/{x}/{y}.png', {
  maxZoom: 19,
  attribution: '&copy; OpenStreetMap contributors',
}).addTo(map);

const icon = L.divIcon({
  className: '',
  iconSize: [44, 44],
  iconAnchor: [22, 22],
  html: '',
});

let marker;

function showOnMap(latitude, longitude) {
  const place = [latitude, longitude];
  if (!marker) marker = L.marker(place, { icon, title: 'ISS', alt: 'ISS' }).addTo(map);
  marker.setLatLng(place);
  map.panTo(place);
}
