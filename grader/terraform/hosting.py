"""The providers that a deployment may use, listening, each at its address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from grader.terraform.attachment import AWS
from grader.terraform.aws.provider import AwsProvider
from grader.terraform.builtin.provider import BuiltinProvider, OutsideProvider
from grader.terraform.deployment import ProviderConfig
from grader.terraform.folder import Folder
from grader.terraform.provider.server import listen, serve
from grader.terraform.provider.service import Provider


class ProvidersFailed(Exception):
    """A provider of ours raised an error of its own."""


class ProviderHost:
    """Serves the course's providers to Terraform core."""

    def __init__(
        self,
        folder: Folder,
        addresses: Mapping[str, str],
        official: Path | None = None,
        say: Callable[[str], str] = str,
    ) -> None:
        """Prepare a provider for each ``namespace/name`` in ``addresses``.

        ``official`` is the program of hashicorp/aws that stands in for the course's; ``say`` turns
        what our providers tell Terraform into words for its reader.
        """
        self._official = official
        self._say = say
        self.aws = AwsProvider(folder)
        self._failures: list[str] = []
        self._servers: list[Any] = []
        self._addresses = addresses
        self._providers: dict[str, Provider] = {
            source: self._provider(source, folder) for source in addresses
        }

    def start(self) -> None:
        """Listen, and load what answering takes."""
        for source, address in self._addresses.items():
            self._servers.append(self._listening(source, address))
        if self._official is None:
            self.aws.warm_up()

    def aim_at(self, endpoint: str) -> None:
        """Send everything that the aws provider does to ``endpoint``."""
        self.aws.endpoint = endpoint

    @property
    def configurations(self) -> tuple[ProviderConfig, ...]:
        """The evaluated provider configurations that Terraform handed over."""
        return self.aws.configurations

    @property
    def outside(self) -> dict[str, str]:
        """Summaries of diagnostics about what is outside the course, and the names."""
        found: dict[str, str] = {}
        for provider in self._providers.values():
            found.update(getattr(provider, "outside", {}))
        return found

    def raise_failures(self) -> None:
        """Raise ProvidersFailed when one of our providers had an error of its own."""
        if self._failures:
            raise ProvidersFailed(self._failures[0])

    def _listening(self, source: str, address: str) -> Any:
        if self._official is None or source != AWS:
            return serve(self._providers[source], address, self._failures, self._say)
        from grader.terraform.official.relay import Relay

        relay = Relay(self._official, self.aws.configure)
        return listen(
            lambda server: server.add_generic_rpc_handlers((relay,)), address, self._failures
        )

    def _provider(self, source: str, folder: Folder) -> Provider:
        if source == AWS:
            return self.aws
        if source in BuiltinProvider.sources:
            return BuiltinProvider(source, folder)
        return OutsideProvider(source)
