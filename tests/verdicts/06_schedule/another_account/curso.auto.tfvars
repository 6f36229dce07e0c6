lake = "mi-data-lake"

function = {
  name    = "captura-estacion"
  handler = "captura/principal.manejador"
  timeout = 12
}
