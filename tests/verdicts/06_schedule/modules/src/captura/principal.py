import datetime
import json
import os

import boto3

from captura.estacion import leer


def manejador(event, context):
    posicion = leer()
    ahora = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
    captura = {"timestamp": ahora.isoformat().replace("+00:00", "Z"), **posicion}
    clave = f"{os.environ['PREFIX']}/{ahora.date()}/{int(ahora.timestamp())}.json"
    s3 = boto3.session.Session().client("s3")
    s3.put_object(Bucket=os.environ["LAKE"], Key=clave, Body=json.dumps(captura))
    return {"clave": clave}
