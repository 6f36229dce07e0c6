const GEOCODER = 'https://nominatim.openstreetmap.org/search?format=json&limit=1&q=';
const FLYOVERS = "https://tle.ivanstanojevic.me/api/tle/25544/flyover";
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
    const place = `latitude=${city.lat}&longitude=${city.lon}`;
    const { member } = await json(`${FLYOVERS}?${place}&only_visible=0`);
    say(member.slice(0, 4).map(({ max }) =>
      `${new Date(max.date).toLocaleString("en-GB")}, ${max.elevation}° high`));
  } catch (error) {
    say(['The flyovers could not be asked for: try again later.']);
  }
});
