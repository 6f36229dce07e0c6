import json

from textos import SALUDOS


def lambda_handler(evento, contexto):
    nombre = evento["nombre"]
    idioma = evento.get("idioma", "es")
    saludo = SALUDOS.get(idioma, SALUDOS["es"])
    return {"statusCode": 200, "body": json.dumps({"mensaje": f"{saludo}, {nombre}"})}
