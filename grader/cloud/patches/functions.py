"""Functions run in our own environments, and every invocation is recorded."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from grader.cloud.outcome import Outcome
from grader.cloud.patches.recursion import LONGEST_CHAIN
from grader.cloud.run import Run
from grader.cloud.runtime import PooledEnvironment

if TYPE_CHECKING:
    from grader.cloud.emulator import Emulator

PYTHON_RUNTIMES = tuple(f"python3.{minor}" for minor in range(8, 15))
"""Names of AWS's Python runtimes; all run on the interpreter that the grader runs on."""


def apply(emulator: Emulator) -> None:
    """Replace MiniStack's Python worker and its executors."""
    from ministack.core import lambda_runtime
    from ministack.services import lambda_svc

    def layers(config: dict[str, Any]) -> list[bytes]:
        zips = [lambda_svc._resolve_layer_zip(layer) for layer in config.get("Layers") or []]
        return [content for content in zips if content]

    def environment(name: str, config: dict[str, Any], code: bytes) -> PooledEnvironment:
        del name
        return PooledEnvironment(emulator.host, config, code, layers)

    def kill(workers: list[PooledEnvironment | None]) -> None:
        for worker in workers:
            if worker is not None:
                worker.kill()

    def dispatch(
        record: dict[str, Any], config: dict[str, Any], event: object, request_id: str, began: float
    ) -> dict[str, Any]:
        del request_id, began
        began = time.perf_counter()
        moment = emulator.moment.now
        name = str(config.get("FunctionName", ""))
        ours = emulator.runs.next_request_id(name, moment)
        links = emulator.links()
        try:
            outcome = _refusal(record, config, ours) or (
                _broken_chain(ours)
                if links > LONGEST_CHAIN
                else _run(lambda_svc, record, config, event, ours, links)
            )
        except Exception as error:  # whatever code does is an outcome: this is none of its doing
            emulator.runs.failed(f"{name} could not be run: {type(error).__name__}: {error}")
            raise
        run = emulator.runs.add(outcome.as_run(name, moment, emulator.runs.trigger))
        milliseconds = (time.perf_counter() - began) * 1000
        lambda_svc._emit_lambda_logs(
            record, ours, run.output, run.status != "ok", int(milliseconds)
        )
        emulator.measure(name, milliseconds, run.status != "ok")
        return answer_of(run)

    lambda_runtime._worker_class_for = lambda config: environment
    lambda_runtime.kill_workers = kill
    lambda_svc._execute_function_dispatch = dispatch
    lambda_svc.ensure_spawned = _start_later


def _start_later(environment: PooledEnvironment) -> None:
    """SnapStart would start an environment when a version is published; ours start when needed."""


def _refusal(record: dict[str, Any], config: dict[str, Any], request_id: str) -> Outcome | None:
    """Say what cannot be run here, where MiniStack would answer with a made-up success."""
    runtime = str(config.get("Runtime") or "")
    if config.get("PackageType") == "Image":
        kind, told = "Runtime.UnsupportedPackageType", "container images cannot be run here"
    elif runtime not in PYTHON_RUNTIMES:
        kind, told = (
            "Runtime.UnsupportedRuntime",
            f"runtime {runtime or 'unknown'} cannot be run here",
        )
    elif not record.get("code_zip"):
        kind, told = "Runtime.NoCode", "the function has no code: its package was not found"
    else:
        return None
    return Outcome("init_error", request_id, cold=True, error_type=kind, error_message=told)


def _broken_chain(request_id: str) -> Outcome:
    return Outcome(
        "error",
        request_id,
        cold=False,
        error_type="RecursiveInvocationException",
        error_message=f"AWS stops a chain of invocations after {LONGEST_CHAIN} of them",
    )


def _run(
    lambda_svc: Any,
    record: dict[str, Any],
    config: dict[str, Any],
    event: object,
    request_id: str,
    links: int,
) -> Outcome:
    worker, _ = lambda_svc.acquire_worker(
        config.get("FunctionName"),
        config,
        record["code_zip"],
        qualifier=config.get("Version", "$LATEST"),
    )
    try:
        outcome: Outcome = worker.invoke(config, event, request_id, links)
        return outcome
    finally:
        lambda_svc.release_worker(worker)


def answer_of(run: Run) -> dict[str, Any]:
    """Return the invocation in the form that MiniStack's callers expect."""
    answer: dict[str, Any] = {"log": run.output, "run": run.number}
    if run.status == "ok":
        return {**answer, "body": _encodable(run.payload)}
    body: dict[str, Any] = {"errorMessage": run.error_message, "errorType": run.error_type}
    if run.status in ("error", "init_error"):
        body["requestId"] = run.request_id
        body["stackTrace"] = [
            f'  File "/var/task/{frame.file}", line {frame.line}, in {frame.function}\n'
            f"    {frame.text}\n"
            for frame in run.frames
        ]
    return {**answer, "body": body, "error": True, "function_error": "Unhandled"}


def _encodable(payload: object) -> object:
    """Return ``payload`` as MiniStack can send it over HTTP: lone surrogates become `?`."""
    text = json.dumps(payload, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.loads(text.encode("utf-8", "replace"))
    return payload
