import dataclasses
import json
import socket
from urllib.request import urlopen

from .position import Position

socket.setdefaulttimeout(4)


def run(event, context):
    with urlopen("https://api.wheretheiss.at/v1/satellites/25544") as answer:
        position = Position.parse(json.load(answer))
    return {"statusCode": 200, "iss": dataclasses.asdict(position)}
