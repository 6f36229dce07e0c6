from dataclasses import dataclass


@dataclass
class Position:
    latitude: float
    longitude: float
    altitude: float
    velocity: float

    @classmethod
    def parse(cls, data):
        return cls(*(float(data[name]) for name in cls.__annotations__))
