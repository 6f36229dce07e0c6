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
