import json

import urllib3

URL = "https://api.wheretheiss.at/v1/satellites/25544"
http = urllib3.PoolManager(timeout=urllib3.Timeout(connect=2.0, read=4.0), retries=False)


def respuesta(codigo, cuerpo):
    return {
        "statusCode": codigo,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps(cuerpo),
    }


def lambda_handler(event, context):
    try:
        r = http.request("GET", URL)
        if r.status != 200:
            return respuesta(502, {"error": f"la API respondio {r.status}"})
        datos = json.loads(r.data.decode("utf-8"))
        return respuesta(200, {
            "latitud": datos["latitude"],
            "longitud": datos["longitude"],
            "altitud": datos["altitude"],
            "velocidad": datos["velocity"],
        })
    except (urllib3.exceptions.HTTPError, ValueError, KeyError) as e:
        return respuesta(502, {"error": f"sin datos de la ISS: {e}"})
