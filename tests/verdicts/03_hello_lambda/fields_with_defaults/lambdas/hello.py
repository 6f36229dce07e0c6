import json
S={'es':'Hola','en':'Hello'}
def handler(event, context):
    n=event.get('name','mundo')
    l=event.get('lang','es')
    return {'statusCode':200,'body':json.dumps(S[l]+' '+n)}
