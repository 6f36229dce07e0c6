const GEOCODER = 'https://nominatim.openstreetmap.org/search?format=json&limit=1&q=';
const PASSES = 'https://satellites.fly.dev/passes/25544';
const list = document.getElementById('passes');

async function json(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.json();
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
    const found = await json(`${PASSES}?lat=${city.lat}&lon=${city.lon}&limit=4&days=3`);
    say(found.map((pass) =>
      `${pass.rise.utc_datetime.slice(0, 19)} UTC in the ${pass.rise.az_octant}`));
  } catch (error) {
    say(['The flyovers could not be asked for: try again later.']);
  }
});
