function write(id, text) {
  $('#' + id).text(text);
}

function showNumbers(data) {
  write('latitude', data.latitude.toFixed(4));
  write('longitude', data.longitude.toFixed(4));
  write('altitude', data.altitude.toFixed(2) + ' km');
  write('velocity', data.velocity.toFixed(2) + ' km/h');
}
