const API = 'https://api.wheretheiss.at/v1/satellites/25544';

function update() {
  fetch(API)
    .then((response) => {
      if (!response.ok) throw new Error(response.statusText);
      return response.json();
    })
    .then((data) => {
      showOnMap(data.latitude, data.longitude);
      extendTrail(data.latitude, data.longitude);
      showNumbers(data);
      write('state', 'Live');
    })
    .catch(() => write('state', 'Connection problem, retrying…'))
    .finally(() => setTimeout(update, 8000));
}

update();
