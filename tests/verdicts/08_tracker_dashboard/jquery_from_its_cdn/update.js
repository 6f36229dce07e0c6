function update() {
  $.getJSON('https://api.wheretheiss.at/v1/satellites/25544')
    .done(function (data) {
      showOnMap(data.latitude, data.longitude);
      extendTrail(data.latitude, data.longitude);
      showNumbers(data);
      write('state', 'Live');
    })
    .fail(function () {
      write('state', 'The API could not be reached. Trying again.');
    });
}

$(function () {
  update();
  setInterval(update, 5000);
});
