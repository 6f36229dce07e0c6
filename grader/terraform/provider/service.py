"""The provider as a gRPC service of Terraform's plugin protocol, version 6."""
# ruff: noqa: N802  (the protocol names the methods)

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

import grpc
from tf.gen import tfplugin_pb2 as pb
from tf.gen import tfplugin_pb2_grpc as rpc

from grader.terraform.provider import planner, schema
from grader.terraform.provider.resource import (
    DataSource,
    Problem,
    Refused,
    Resource,
    plan_change,
)
from grader.terraform.provider.schema import Schema
from grader.terraform.provider.values import Values, decode, encode, known_values


class Provider(Protocol):
    """What a provider consists of."""

    @property
    def schema(self) -> Schema:
        """Of the provider block."""

    @property
    def resources(self) -> Mapping[str, Resource[Any]]:
        """The managed resource types, by name."""

    @property
    def data_sources(self) -> Mapping[str, DataSource[Any]]:
        """The data sources, by name."""

    def validate(self, config: Values) -> Iterable[Problem]:
        """What is wrong with a provider configuration."""

    def configure(self, config: Values) -> Any:
        """The `api` that resources work with under this configuration."""

    def note_outside(self, name: str, summary: str) -> None:
        """Remember that something outside the course was asked for."""


class ProviderService(rpc.ProviderServicer):  # type: ignore[misc]
    """Answers Terraform's requests for one provider.

    Aliases are connections of their own: where the transport tells them apart, each keeps the
    configuration that it was given.
    """

    def __init__(self, provider: Provider, say: Callable[[str], str] = str) -> None:
        """Serve ``provider``; ``say`` makes what it tells Terraform fit for its reader."""
        self._provider = provider
        self._say = say
        self._apis: dict[str, Any] = {}

    def GetMetadata(self, request: Any, context: Any) -> Any:
        """Terraform asks for the schema anyway."""
        return pb.GetMetadata.Response(server_capabilities=_CAPABILITIES)

    def GetProviderSchema(self, request: Any, context: Any) -> Any:
        """The schemas of the types that the work folder mentions."""
        provider = self._provider
        return pb.GetProviderSchema.Response(
            provider=schema.message(provider.schema),
            resource_schemas={
                name: schema.message(one.schema) for name, one in provider.resources.items()
            },
            data_source_schemas={
                name: schema.message(one.schema) for name, one in provider.data_sources.items()
            },
            server_capabilities=_CAPABILITIES,
        )

    def ValidateProviderConfig(self, request: Any, context: Any) -> Any:
        """Check a provider block."""
        block = self._provider.schema.block
        problems = self._provider.validate(_told(block, request.config))
        return pb.ValidateProviderConfig.Response(diagnostics=self._diagnostics(problems))

    def ConfigureProvider(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Take the evaluated provider block of this connection."""
        try:
            self._apis[context.peer()] = self._provider.configure(decode(request.config) or {})
        except Refused as refused:
            return pb.ConfigureProvider.Response(diagnostics=self._diagnostics([refused.problem]))
        return pb.ConfigureProvider.Response()

    def ValidateResourceConfig(self, request: Any, context: Any) -> Any:
        """Check a resource block."""
        resource = self._provider.resources[request.type_name]
        problems = resource.check(_told(resource.schema.block, request.config))
        return pb.ValidateResourceConfig.Response(diagnostics=self._diagnostics(problems))

    def ValidateDataResourceConfig(self, request: Any, context: Any) -> Any:
        """Check a data block."""
        source = self._provider.data_sources[request.type_name]
        problems = source.validate(_told(source.schema.block, request.config))
        return pb.ValidateDataResourceConfig.Response(diagnostics=self._diagnostics(problems))

    def UpgradeResourceState(self, request: Any, context: Any) -> Any:
        """State is always our own and of today."""
        return pb.UpgradeResourceState.Response(
            upgraded_state=pb.DynamicValue(json=request.raw_state.json)
        )

    def ReadResource(self, request: Any, context: Any) -> Any:
        """Refresh one resource."""
        resource = self._provider.resources[request.type_name]
        state = decode(request.current_state)
        if state is None:
            return pb.ReadResource.Response(new_state=request.current_state)
        try:
            with _explained(resource, "reading", state):
                found = resource.read(resource.place(self._api(context), state), state)
        except Refused as refused:
            return pb.ReadResource.Response(
                new_state=request.current_state, diagnostics=self._diagnostics([refused.problem])
            )
        now = None if found is None else {**state, **found}
        return pb.ReadResource.Response(new_state=encode(now), private=request.private)

    def PlanResourceChange(self, request: Any, context: Any) -> Any:
        """Plan to create, update, replace or destroy one resource."""
        proposed, prior = decode(request.proposed_new_state), decode(request.prior_state)
        if proposed is None:
            return pb.PlanResourceChange.Response(planned_state=request.proposed_new_state)
        resource = self._provider.resources[request.type_name]
        try:
            api = resource.place(self._api(context), proposed)
            change = plan_change(resource, api, prior, proposed)
        except Refused as refused:
            return pb.PlanResourceChange.Response(
                diagnostics=self._diagnostics([refused.problem]), legacy_type_system=True
            )
        return pb.PlanResourceChange.Response(
            planned_state=encode(change.planned),
            requires_replace=[_path((name,)) for name in _top_level(change.replaced_by)],
            planned_private=request.prior_private,
            legacy_type_system=True,
        )

    def ApplyResourceChange(self, request: Any, context: Any) -> Any:
        """Create, update or destroy one resource."""
        resource = self._provider.resources[request.type_name]
        planned, prior = decode(request.planned_state), decode(request.prior_state)
        api = resource.place(self._api(context), planned or prior)
        block, now = resource.schema.block, {}
        try:
            if planned is None:
                with _explained(resource, "deleting", prior):
                    resource.delete(api, prior)
                return pb.ApplyResourceChange.Response(new_state=encode(None))
            if prior is None:
                with _explained(resource, "creating", planned):
                    found = resource.create(api, planned)
            else:
                with _explained(resource, "updating", planned):
                    found = resource.update(api, prior, planned)
                    left = {**prior, **known_values(planned), **found}
                    now = resource.read(api, left) or {}
                now = planner.as_read(block, planned, now, prior)
                found = {**now, **found}
        except Refused as refused:
            left = prior
            if prior is not None and planned is not None and resource.plugin_sdk:
                # An update that fails half way counts as made, as the plugin SDK has it.
                left = planner.settle(block, planned, prior)
                left |= planner.emptied(block, prior, planned)
            return pb.ApplyResourceChange.Response(
                new_state=encode(left),
                diagnostics=self._diagnostics([refused.problem]),
                legacy_type_system=True,
            )
        state = planner.settle(block, planned, found, resource.kept, sdk=resource.plugin_sdk)
        if resource.plugin_sdk and prior is not None:
            taken_away = planner.emptied(block, prior, planned)
            state |= {name: one for name, one in taken_away.items() if state[name] is None}
            state |= planner.preferred(block, state, now)
        return pb.ApplyResourceChange.Response(
            new_state=encode(state), private=request.planned_private, legacy_type_system=True
        )

    def ImportResourceState(self, request: Any, context: Any) -> Any:
        """Take an existing object over by its identifier."""
        resource = self._provider.resources[request.type_name]
        block = resource.schema.block
        try:
            found = resource.import_state(self._api(context), request.id)
        except Refused as refused:
            return pb.ImportResourceState.Response(diagnostics=self._diagnostics([refused.problem]))
        state = encode(planner.complete(block, found))
        return pb.ImportResourceState.Response(
            imported_resources=[
                pb.ImportResourceState.ImportedResource(type_name=request.type_name, state=state)
            ]
        )

    def ReadDataSource(self, request: Any, context: Any) -> Any:
        """Read one data source."""
        source = self._provider.data_sources[request.type_name]
        config = decode(request.config) or {}
        try:
            with _explained(source, "reading", config):
                found = source.read(self._api(context), config)
        except Refused as refused:
            return pb.ReadDataSource.Response(diagnostics=self._diagnostics([refused.problem]))
        block = source.schema.block
        state = planner.complete(block, {**config, **planner.empty_lists(block), **found})
        return pb.ReadDataSource.Response(state=encode(state))

    def GetFunctions(self, request: Any, context: Any) -> Any:
        """No functions."""
        return pb.GetFunctions.Response()

    def StopProvider(self, request: Any, context: Any) -> Any:
        """Nothing runs on after its request."""
        return pb.StopProvider.Response()

    def _api(self, context: grpc.ServicerContext) -> Any:
        try:
            return self._apis[context.peer()]
        except KeyError:
            return self._provider.configure({})

    def _diagnostics(self, problems: Iterable[Problem]) -> list[pb.Diagnostic]:
        return [self._diagnostic(one) for one in problems]

    def _diagnostic(self, problem: Problem) -> pb.Diagnostic:
        if problem.outside is not None:
            self._provider.note_outside(problem.outside, problem.summary)
        return pb.Diagnostic(
            severity=pb.Diagnostic.WARNING if problem.warning else pb.Diagnostic.ERROR,
            summary=self._say(problem.summary),
            detail=self._say(problem.detail),
            # Without a path Terraform points at the whole block.
            attribute=_path(problem.path) if problem.path else None,
        )


def _told(block: schema.Block, config: Any) -> Values:
    """What a configuration says already, for its validation."""
    return planner.known_blocks(block, decode(config) or {})


@contextmanager
def _explained(kind: Resource[Any] | DataSource[Any], verb: str, values: Values) -> Iterator[None]:
    try:
        yield
    except Exception as error:  # the resource knows which of them are an answer of the cloud
        summary = kind.explain(error, verb, values)
        if summary is None:
            raise
        raise Refused(summary, path=kind.blames(error)) from error


_CAPABILITIES = pb.ServerCapabilities(plan_destroy=False, get_provider_schema_optional=True)


def _path(path: Iterable[str | int]) -> pb.AttributePath:
    return pb.AttributePath(
        steps=[
            pb.AttributePath.Step(element_key_int=step)
            if isinstance(step, int)
            else pb.AttributePath.Step(attribute_name=step)
            for step in path
        ]
    )


def _top_level(dotted: Iterable[str]) -> list[str]:
    return sorted({name.partition(".")[0] for name in dotted})
