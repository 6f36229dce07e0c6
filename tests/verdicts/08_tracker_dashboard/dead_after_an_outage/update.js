const API = 'https://api.wheretheiss.at/v1/satellites/25544';

async function update() {
  const response = await fetch(API);
  if (!response.ok) throw new Error(`status ${response.status}`);
  const data = await response.json();
  showOnMap(data.latitude, data.longitude);
  extendTrail(data.latitude, data.longitude);
  showNumbers(data);
  write('state', 'Live');
  setTimeout(update, 5000);
}

update();
