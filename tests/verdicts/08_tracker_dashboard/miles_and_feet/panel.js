function write(id, text) {
  document.getElementById(id).textContent = text;
}

function showNumbers(data) {
  write('latitude', `${data.latitude.toFixed(2)}°`);
  write('longitude', `${data.longitude.toFixed(2)}°`);
  write('altitude', `${Math.round(data.altitude * 3280.84).toLocaleString('en-US')} ft`);
  write('velocity', `${Math.round(data.velocity / 1.609344).toLocaleString('en-US')} mph`);
}
