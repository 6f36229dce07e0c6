"""hashicorp/random: values that stay as they were first drawn."""

from __future__ import annotations

import base64
import string
import uuid
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any, ClassVar

from grader.terraform.builtin.chance import Chance
from grader.terraform.builtin.fields import STRINGS, computed, defaulted, optional, required, schema
from grader.terraform.provider.resource import Problem, Resource, known
from grader.terraform.provider.schema import Schema
from grader.terraform.provider.values import Values

_SPECIAL = "!@#$%&*()-_=+[]{}<>:?"
_ADJECTIVES = (
    "able", "bold", "brave", "bright", "calm", "clever", "daring", "eager", "gentle", "happy",
    "keen", "lively", "lucky", "mighty", "noble", "proud", "quick", "quiet", "sharp", "steady",
)  # fmt: skip
_ADVERBS = (
    "barely", "boldly", "briefly", "calmly", "clearly", "fairly", "freely", "gladly", "highly",
    "kindly", "mostly", "neatly", "nicely", "openly", "purely", "rarely", "safely", "wisely",
)  # fmt: skip
_PETS = (
    "badger", "beetle", "bison", "condor", "coyote", "dolphin", "falcon", "ferret", "gecko",
    "heron", "koala", "lemur", "llama", "marmot", "otter", "panda", "quail", "raven", "seal",
    "tapir", "vicuna", "walrus", "wombat", "zebra",
)  # fmt: skip


class _Drawn(Resource[Path]):
    """Drawn once: every argument forces a new drawing."""

    def update(self, api: Path, prior: Values, planned: Values) -> Values:
        """Nothing that was drawn changes in place."""
        return {}

    def delete(self, api: Path, state: Values) -> None:
        """There is nothing but the state."""

    def __init__(self, schema: Schema) -> None:
        """One source of chance for all resources of the type."""
        super().__init__(schema)
        self._chance = Chance()

    def chance(self, planned: Values) -> Random:
        """The source of chance: the resource's own seed when it has one, else the check's."""
        seed = known(planned, "seed")
        if seed:
            return Random(seed)  # noqa: S311  (not for secrets)
        return self._chance.of(self.type_name, planned)


class RandomId(_Drawn):
    """random_id."""

    type_name = "random_id"
    its_schema = schema(
        {
            "b64_std": computed("string"),
            "b64_url": computed("string"),
            "byte_length": required("number"),
            "dec": computed("string"),
            "hex": computed("string"),
            "id": computed("string"),
            "keepers": optional(STRINGS),
            "prefix": optional("string"),
        }
    )
    forces_replacement = frozenset({"byte_length", "keepers", "prefix"})

    def create(self, api: Path, planned: Values) -> Values:
        """Draw its bytes."""
        data = self.chance(planned).randbytes(int(planned["byte_length"]))
        prefix = planned.get("prefix") or ""
        url = base64.urlsafe_b64encode(data).decode().rstrip("=")
        return {
            "b64_std": prefix + base64.b64encode(data).decode(),
            "b64_url": prefix + url,
            "dec": prefix + str(int.from_bytes(data, "big")),
            "hex": prefix + data.hex(),
            "id": url,
        }


class RandomInteger(_Drawn):
    """random_integer."""

    type_name = "random_integer"
    its_schema = schema(
        {
            "id": computed("string"),
            "keepers": optional(STRINGS),
            "max": required("number"),
            "min": required("number"),
            "result": computed("number"),
            "seed": optional("string"),
        }
    )
    forces_replacement = frozenset({"keepers", "max", "min", "seed"})

    def validate(self, config: Values) -> Iterable[Problem]:
        """The least is not above the most."""
        least, most = known(config, "min"), known(config, "max")
        if least is not None and most is not None and least > most:
            yield Problem(
                (),
                "Create Random Integer Error",
                "The minimum (min) value needs to be smaller than or equal to maximum (max) value.",
            )

    def create(self, api: Path, planned: Values) -> Values:
        """Draw it."""
        drawn = self.chance(planned).randint(int(planned["min"]), int(planned["max"]))
        return {"id": str(drawn), "result": drawn}


class RandomPet(_Drawn):
    """random_pet."""

    type_name = "random_pet"
    its_schema = schema(
        {
            "id": computed("string"),
            "keepers": optional(STRINGS),
            "length": defaulted("number"),
            "prefix": optional("string"),
            "separator": defaulted("string"),
        }
    )
    defaults: ClassVar[dict[str, Any]] = {"length": 2, "separator": "-"}
    forces_replacement = frozenset({"keepers", "length", "prefix", "separator"})

    def create(self, api: Path, planned: Values) -> Values:
        """Adverbs, an adjective and an animal."""
        chance = self.chance(planned)
        words = [chance.choice(_ADVERBS) for _one in range(int(planned["length"]) - 2)]
        if planned["length"] > 1:
            words.append(chance.choice(_ADJECTIVES))
        words.append(chance.choice(_PETS))
        if planned.get("prefix"):
            words.insert(0, planned["prefix"])
        return {"id": planned["separator"].join(words)}


class RandomShuffle(_Drawn):
    """random_shuffle."""

    type_name = "random_shuffle"
    its_schema = schema(
        {
            "id": computed("string"),
            "input": required(["list", "string"]),
            "keepers": optional(STRINGS),
            "result": computed(["list", "string"]),
            "result_count": optional("number"),
            "seed": optional("string"),
        }
    )
    forces_replacement = frozenset({"input", "keepers", "result_count", "seed"})

    def create(self, api: Path, planned: Values) -> Values:
        """Shuffle the input as often as the count needs."""
        given, chance = list(planned["input"]), self.chance(planned)
        count = known(planned, "result_count")
        wanted = len(given) if count is None else int(count)
        result: list[str] = []
        while given and len(result) < wanted:
            result += chance.sample(given, len(given))
        return {"id": "-", "result": result[:wanted]}


_TEXT_ARGUMENTS: dict[str, Any] = {
    "keepers": optional(STRINGS),
    "length": required("number"),
    "lower": defaulted("bool"),
    "min_lower": defaulted("number"),
    "min_numeric": defaulted("number"),
    "min_special": defaulted("number"),
    "min_upper": defaulted("number"),
    "number": {"type": "bool", "optional": True, "computed": True, "deprecated": True},
    "numeric": defaulted("bool"),
    "override_special": optional("string"),
    "special": defaulted("bool"),
    "upper": defaulted("bool"),
}


class RandomString(_Drawn):
    """random_string."""

    type_name = "random_string"
    its_schema = schema(
        {**_TEXT_ARGUMENTS, "id": computed("string"), "result": computed("string")}, version=2
    )
    defaults: ClassVar[dict[str, Any]] = {
        "lower": True,
        "min_lower": 0,
        "min_numeric": 0,
        "min_special": 0,
        "min_upper": 0,
        "special": True,
        "upper": True,
    }
    forces_replacement = frozenset(_TEXT_ARGUMENTS)

    def plan(self, api: Path, prior: Values | None, planned: Values) -> Values:
        """``number`` is the old name of ``numeric``."""
        numeric, number = known(planned, "numeric"), known(planned, "number")
        chosen = numeric if numeric is not None else number if number is not None else True
        return {**planned, "numeric": chosen, "number": chosen}

    def validate(self, config: Values) -> Iterable[Problem]:
        """At least one character, and room for what is demanded."""
        length = known(config, "length")
        if length is not None and length < 1:
            yield Problem(
                ("length",),
                "Invalid Attribute Value",
                f"Attribute length value must be at least 1, got: {length}",
            )

    def create(self, api: Path, planned: Values) -> Values:
        """Draw its characters."""
        result = _draw_text(planned, self.chance(planned))
        return {"id": result, "result": result}


class RandomPassword(RandomString):
    """random_password."""

    type_name = "random_password"
    its_schema = schema(
        {
            **_TEXT_ARGUMENTS,
            "bcrypt_hash": computed("string", sensitive=True),
            "id": computed("string"),
            "result": computed("string", sensitive=True),
        },
        version=3,
    )

    def create(self, api: Path, planned: Values) -> Values:
        """Draw it; the hash is left empty."""
        return {
            "id": "none",
            "result": _draw_text(planned, self.chance(planned)),
            "bcrypt_hash": "",
        }


class RandomUuid(_Drawn):
    """random_uuid."""

    type_name = "random_uuid"
    its_schema = schema(
        {"id": computed("string"), "keepers": optional(STRINGS), "result": computed("string")}
    )
    forces_replacement = frozenset({"keepers"})

    def create(self, api: Path, planned: Values) -> Values:
        """Draw it."""
        drawn = str(uuid.UUID(bytes=self.chance(planned).randbytes(16), version=4))
        return {"id": drawn, "result": drawn}


class RandomBytes(_Drawn):
    """random_bytes."""

    type_name = "random_bytes"
    its_schema = schema(
        {
            "base64": computed("string", sensitive=True),
            "hex": computed("string", sensitive=True),
            "keepers": optional(STRINGS),
            "length": required("number"),
        }
    )
    forces_replacement = frozenset({"keepers", "length"})

    def create(self, api: Path, planned: Values) -> Values:
        """Draw them."""
        data = self.chance(planned).randbytes(int(planned["length"]))
        return {"base64": base64.b64encode(data).decode(), "hex": data.hex()}


def _draw_text(planned: Values, chance: Random) -> str:
    special = planned.get("override_special") or _SPECIAL
    kinds = (
        ("lower", string.ascii_lowercase),
        ("upper", string.ascii_uppercase),
        ("numeric", string.digits),
        ("special", special),
    )
    drawn = [
        chance.choice(characters)
        for kind, characters in kinds
        for _one in range(int(planned[f"min_{kind}"]))
    ]
    pool = "".join(characters for kind, characters in kinds if planned[kind])
    while pool and len(drawn) < int(planned["length"]):
        drawn.append(chance.choice(pool))
    chance.shuffle(drawn)
    return "".join(drawn[: int(planned["length"])])


RESOURCES = (
    RandomBytes,
    RandomId,
    RandomInteger,
    RandomPassword,
    RandomPet,
    RandomShuffle,
    RandomString,
    RandomUuid,
)
DATA_SOURCES: tuple[Any, ...] = ()
