function write(id, text) {
  document.getElementById(id).textContent = text;
}

function showNumbers(data) {
  const numero = (valor, decimales) => valor.toLocaleString('es-ES', { maximumFractionDigits: decimales });
  write('latitude', `${numero(data.latitude, 2)}°`);
  write('longitude', `${numero(data.longitude, 2)}°`);
  write('altitude', `${numero(data.altitude, 1)} km`);
  write('velocity', `${numero(data.velocity, 0)} km/h`);
}
