const API = 'http://api.open-notify.org/iss-now.json';
const EVERY = 5000;

async function update() {
  try {
    const response = await fetch(API);
    if (!response.ok) throw new Error(`status ${response.status}`);
    const { iss_position: place } = await response.json();
    const data = { latitude: +place.latitude, longitude: +place.longitude };
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
