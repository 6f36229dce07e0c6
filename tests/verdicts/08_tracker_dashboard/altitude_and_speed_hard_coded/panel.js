function write(id, text) {
  document.getElementById(id).textContent = text;
}

function showNumbers(data) {
  write('latitude', `${data.latitude.toFixed(3)}°`);
  write('longitude', `${data.longitude.toFixed(3)}°`);
  write('altitude', '~408 km');
  write('velocity', '27,600 km/h');
}
