let orbit;

function now() {
  const date = new Date();
  const { position, velocity } = satellite.propagate(orbit, date);
  const place = satellite.eciToGeodetic(position, satellite.gstime(date));
  const speed = Math.hypot(velocity.x, velocity.y, velocity.z) * 3600;
  return {
    latitude: satellite.degreesLat(place.latitude),
    longitude: satellite.degreesLong(place.longitude),
    altitude: place.height,
    velocity: speed,
  };
}

function update() {
  const data = now();
  showOnMap(data.latitude, data.longitude);
  extendTrail(data.latitude, data.longitude);
  showNumbers(data);
}

async function start() {
  try {
    const elements = await json(ELEMENTS);
    orbit = satellite.twoline2satrec(elements.line1, elements.line2);
    write('state', 'Live');
    update();
    setInterval(update, 5000);
  } catch (error) {
    write('state', 'The orbit could not be loaded. Trying again.');
    setTimeout(start, 5000);
  }
}

start();
