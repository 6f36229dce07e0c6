import * as L from 'https://unpkg.com/leaflet@1.9.4/dist/leaflet-src.esm.js';

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

function write(id, text) {
  document.getElementById(id).textContent = text;
}

function showNumbers(data) {
  write('latitude', `${data.latitude.toFixed(3)}°`);
  write('longitude', `${data.longitude.toFixed(3)}°`);
  write('altitude', `${data.altitude.toFixed(1)} km`);
  write('velocity', `${Math.round(data.velocity).toLocaleString('en')} km/h`);
}

const ELEMENTS = 'https://api.wheretheiss.at/v1/satellites/25544/tles';
const GEOCODER = 'https://nominatim.openstreetmap.org/search?format=json&limit=1&q=';
const list = document.getElementById('passes');

async function json(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.json();
}

function elevation(orbit, place, date) {
  const { position } = satellite.propagate(orbit, date);
  const fixed = satellite.eciToEcf(position, satellite.gstime(date));
  return satellite.ecfToLookAngles(place, fixed).elevation * 180 / Math.PI;
}

function predict(orbit, place) {
  const found = [];
  let rise = null;
  let highest = 0;
  for (let step = 0; step < 2 * 24 * 360 && found.length < 5; step++) {
    const date = new Date(Date.now() + step * 10000);
    const height = elevation(orbit, place, date);
    if (height > 0 && rise === null) rise = date;
    highest = Math.max(highest, height);
    if (height <= 0) {
      if (rise && highest >= 10) found.push({ rise, highest });
      rise = null;
      highest = 0;
    }
  }
  return found;
}

function say(lines) {
  list.replaceChildren(...lines.map((line) => {
    const item = document.createElement('li');
    item.textContent = line;
    return item;
  }));
}

document.getElementById('ask').addEventListener('submit', async (event) => {
  event.preventDefault();
  const name = document.getElementById('city').value.trim();
  say(['Searching…']);
  try {
    const [city] = await json(GEOCODER + encodeURIComponent(name));
    if (!city) {
      say([`No city called ${name} was found.`]);
      return;
    }
    const elements = await json(ELEMENTS);
    const orbit = satellite.twoline2satrec(elements.line1, elements.line2);
    const place = {
      latitude: satellite.degreesToRadians(+city.lat),
      longitude: satellite.degreesToRadians(+city.lon),
      height: 0,
    };
    const passes = predict(orbit, place);
    say(passes.map((pass) =>
      `${pass.rise.toLocaleString('en-GB')}, up to ${Math.round(pass.highest)}° high`));
  } catch (error) {
    say(['The flyovers could not be computed: try again later.']);
  }
});

const API = 'https://api.wheretheiss.at/v1/satellites/25544';
const EVERY = 5000;

async function update() {
  try {
    const response = await fetch(API);
    if (!response.ok) throw new Error(`status ${response.status}`);
    const data = await response.json();
    showOnMap(data.latitude, data.longitude);
    extendTrail(data.latitude, data.longitude);
    showNumbers(data);
    write('state', 'Live');
  } catch (error) {
    write('state', 'No new data: the API could not be reached. Trying again.');
  }
}

update();
setInterval(update, EVERY);
