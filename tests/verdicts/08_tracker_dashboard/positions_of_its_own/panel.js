function write(id, text) {
  document.getElementById(id).textContent = text;
}

function showNumbers(data) {
  write('latitude', `${data.latitude.toFixed(3)}°`);
  write('longitude', `${data.longitude.toFixed(3)}°`);
  write('altitude', `${data.altitude.toFixed(3)} km`);
  write('velocity', `${data.velocity.toFixed(2)} km/h`);
}
