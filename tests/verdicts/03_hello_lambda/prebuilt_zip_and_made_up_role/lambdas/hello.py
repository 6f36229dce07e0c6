def handler(event, context):
    """Tu primera Lambda"""
    nombre = event.get("name", "mundo")
    return {
        "statusCode": 200,
        "body": f"Hola, {nombre}!",
    }
