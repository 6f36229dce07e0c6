def handler(event, context):
    # ¡Hola!
    quien = event.get("nombre", "mundo")
    return {"statusCode": 200, "body": f"¡Hola, {quien}! 🚀"}
