"""One service of a project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from grader.compose.environment import Setting, read_environment
from grader.compose.nodes import Scalar, Table, scalars
from grader.compose.ports import Port, read_ports
from grader.compose.refusal import Place
from grader.compose.volumes import Mount, read_mounts


@dataclass(frozen=True)
class Service:
    """``below`` is what its env_file say, ``known`` the values for variables without one."""

    name: str
    table: Table
    place: Place
    below: Mapping[str, Setting]
    known: Mapping[str, str]

    @property
    def image(self) -> Scalar | None:
        """What `image` says."""
        node = self.table.get("image")
        return node if isinstance(node, Scalar) else None

    @cached_property
    def environment(self) -> dict[str, Setting]:
        """The container's variables. Raises Refused."""
        own = read_environment(self.table.get("environment"), self.known)
        return {**self.below, **own}

    @cached_property
    def ports(self) -> tuple[Port, ...]:
        """What is published. Raises Refused."""
        return tuple(read_ports(self.table.get("ports")))

    @cached_property
    def mounts(self) -> tuple[Mount, ...]:
        """What is mounted, `tmpfs` included. Raises Refused."""
        memory = tuple(
            Mount("tmpfs", None, one.text.partition(":")[0], False, one.place)
            for one in scalars(self.table.get("tmpfs"))
        )
        return (*read_mounts(self.table.get("volumes")), *memory)

    @property
    def profiles(self) -> tuple[str, ...]:
        """The profiles without which it is not started; none means always."""
        return tuple(one.text for one in scalars(self.table.get("profiles")))

    def place_of(self, key: str) -> Place:
        """Return where a key of the service is written, else the service."""
        return self.table.keys.get(key, self.place)
