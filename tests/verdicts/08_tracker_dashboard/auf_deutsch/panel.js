function write(id, text) {
  document.getElementById(id).textContent = text;
}

function showNumbers(data) {
  const komma = (wert, stellen) => wert.toFixed(stellen).replace('.', ',');
  write('latitude', `${komma(Math.abs(data.latitude), 2)}° ${data.latitude < 0 ? 'S' : 'N'}`);
  write('longitude', `${komma(Math.abs(data.longitude), 2)}° ${data.longitude < 0 ? 'W' : 'O'}`);
  write('altitude', `${komma(data.altitude, 1)} km`);
  write('velocity', `${komma(data.velocity / 3600, 3)} km/s`);
}
