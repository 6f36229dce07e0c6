function write(id, text) {
  document.getElementById(id).textContent = text;
}

function showNumbers(data) {
  write('latitude', data.latitude.toFixed(4));
  write('longitude', data.longitude.toFixed(4));
}
