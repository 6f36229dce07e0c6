SALUDOS = {"es": "Hola", "en": "Hello"}
