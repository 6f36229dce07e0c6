import json
import urllib.request

CAMPOS = ["latitude", "longitude", "altitude", "velocity"]


def leer(url="https://api.wheretheiss.at/v1/satellites/25544"):
    with urllib.request.urlopen(url, timeout=4) as respuesta:
        datos = json.load(respuesta)
    return {campo: round(float(datos[campo]), 4) for campo in CAMPOS}
