import json
def handler(event, context):
    import requests
    r=requests.get('https://api.wheretheiss.at/v1/satellites/25544',timeout=5)
    r.raise_for_status()
    d=r.json()
    return {k:d[k] for k in ('latitude','longitude','altitude','velocity')}
