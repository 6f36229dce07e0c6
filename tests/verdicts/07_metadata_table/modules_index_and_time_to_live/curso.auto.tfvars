names = {
  lake     = "mi-data-lake"
  table    = "capturas-iss"
  function = "captura-estacion"
}
