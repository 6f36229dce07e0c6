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
