var API = 'https://api.wheretheiss.at/v1/satellites/25544';

function failed() {
  write('state', 'No new data: the API could not be reached. Trying again.');
}

function update() {
  var request = new XMLHttpRequest();
  request.onerror = failed;
  request.onload = function () {
    var data;
    try {
      data = JSON.parse(request.responseText);
    } catch (error) {
      return failed();
    }
    if (request.status !== 200) return failed();
    showOnMap(data.latitude, data.longitude);
    extendTrail(data.latitude, data.longitude);
    showNumbers(data);
    write('state', 'Live');
  };
  request.open('GET', API);
  request.send();
}

update();
setInterval(update, 6000);
