function write(id, text) {
  document.getElementById(id).textContent = text;
}

function showNumbers(data) {
  write('latitude', `${data.latitude.toFixed(3)}°`);
  write('longitude', `${data.longitude.toFixed(3)}°`);
  write('altitude', `${data.altitude.toFixed(1)} km`);
  write('velocity', `${Math.round(data.velocity).toLocaleString('en')} km/h`);
}
