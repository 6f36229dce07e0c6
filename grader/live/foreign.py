"""A cloud that is not ours, through AWS's own API alone."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from grader.capture.objects import Shelf
from grader.cloud import permission
from grader.cloud.addresses import REGION, parse_function
from grader.cloud.embedded import Fired, NoSuchFunction, Write
from grader.cloud.policy import policy_statements
from grader.cloud.run import Run
from grader.live.guarded import GuardedEndpoint
from grader.live.invoking import as_run
from grader.live.product import Product
from grader.locale import _
from grader.rubric import NotJudged

if TYPE_CHECKING:
    from grader.cloud.permission import ServiceCall, Statement

ASYNCHRONOUS = 1.0
"""Seconds that are given to functions which something else invokes."""
FIRING = 130.0
"""Seconds within which what fires every minute has fired."""


class ForeignCloud:
    """What `EmbeddedCloud` is to checks, as far as a cloud of others can be it."""

    def __init__(
        self,
        endpoint: GuardedEndpoint,
        product: Product,
        *,
        waits: bool,
        progress: Callable[[str], None],
    ) -> None:
        """``waits`` says whether a schedule is waited for."""
        self.endpoint = endpoint.url
        self._endpoint = endpoint
        self._product = product
        self._waits = waits
        self._progress = progress
        self._number = 0
        self._given_up: NotJudged | None = None

    def give_up(self, reason: NotJudged) -> None:
        """Run no function any more, for a reason that holds for all of them."""
        self._given_up = reason

    def client(self, service: str, region: str = REGION) -> Any:
        """Return the botocore client of ``service``."""
        return self._endpoint.client(service, region)

    def set_moment(self, moment: float) -> None:
        """Do nothing: time passes there by itself."""

    def invoke(self, function_name: str, event: object = None, *, region: str | None = None) -> Run:
        """Run a function and wait for its end. Raises NoSuchFunction, NotJudged."""
        from botocore.exceptions import ClientError

        if self._given_up is not None:
            raise self._given_up
        if not self._product.runs_functions:
            raise NotJudged(
                _("{product} cannot run a Lambda.").format(product=self._product.name),
                hint=_("Grade on LocalStack or up, or leave --live out."),
            )
        name = function_name.split(":")[6] if ":" in function_name else function_name
        self._number += 1
        began = time.time()
        try:
            answer = self._endpoint.patient_client(
                "lambda", region or REGION, self._timeout(function_name, region or REGION)
            ).invoke(
                FunctionName=function_name,
                Payload=json.dumps({} if event is None else event).encode(),
                LogType="Tail",
            )
        except ClientError as error:
            if error.response["Error"]["Code"] == "ResourceNotFoundException":
                raise NoSuchFunction(function_name) from error
            raise
        return as_run(self._number, name, began, answer, answer["Payload"].read())

    def _timeout(self, function_name: str, region: str) -> float:
        found = self.client("lambda", region).get_function_configuration(FunctionName=function_name)
        return float(found.get("Timeout", 3))

    def runs(self, since: int = 0) -> tuple[Run, ...]:
        """Return nothing: what others trigger is not seen there."""
        del since
        return ()

    def settle(self) -> None:
        """Give functions that are invoked by others a moment."""
        time.sleep(ASYNCHRONOUS)

    def writes(self, moment: float) -> tuple[Write, ...]:
        """Return nothing: single writes are not seen there."""
        del moment
        return ()

    def letting_time_pass(self, seconds: float) -> contextlib.AbstractContextManager[None]:
        """Raise NotJudged: time there cannot be moved."""
        del seconds
        raise NotJudged(_("Time cannot be moved on a cloud of others."))

    def refusing_objects(self) -> contextlib.AbstractContextManager[None]:
        """Raise NotJudged: S3 there cannot be made to refuse."""
        raise NotJudged(_("S3 at {url} cannot be made to refuse an object.").format(
            url=self.endpoint))  # fmt: skip

    def next_due(self, until: float, followed: str | None = None) -> float | None:
        """Return the moment itself: what is due within a minute is waited for."""
        del until, followed
        if not self._waits:
            raise NotJudged(
                _("The schedule was not waited for (--no-wait)."),
                hint=_("Check again without --no-wait: it takes two to four minutes."),
            )
        return time.time()

    def fire(self, moment: float, followed: str | None = None) -> tuple[Fired, ...]:
        """Wait until objects change, or for as long as two minutes take."""
        del followed
        shelf, end = Shelf(self), moment + FIRING
        before = shelf.objects()
        while (left := end - time.time()) > 0 and shelf.objects() == before:
            self._progress(_("waiting for the schedule, {n} s at most").format(n=int(left)))
            time.sleep(1.0)
        time.sleep(1.0)
        return ()

    def event_of(self, source_arn: str, target_arn: str, moment: float) -> tuple[object, ...]:
        """Return nothing: what a rule would send is not told there."""
        del source_arn, target_arn, moment
        return ()

    def refusal(self, source_arn: str, target_arn: str, role_arn: str | None = None) -> str | None:
        """Return why a rule or schedule may not invoke a function, by what is written there."""
        return permission.refusal(
            source_arn,
            target_arn,
            role_arn,
            policy=self._policy,
            role_refusal=self._role_refusal,
        )

    def _policy(self, function_arn: str) -> list[Statement] | None:
        from botocore.exceptions import ClientError

        function = parse_function(function_arn)
        client = self.client("lambda", function.region or REGION)
        try:
            client.get_function_configuration(**function.parameters)
        except ClientError:
            return None
        return policy_statements(self, function_arn)

    def _role_refusal(self, role_arn: str, call: ServiceCall) -> str | None:
        """Judge the role's trust alone: the emulators there enforce no policy of a role."""
        from botocore.exceptions import ClientError

        name = role_arn.rpartition("/")[2]
        try:
            role = self.client("iam").get_role(RoleName=name)["Role"]
        except ClientError:
            return "role_missing"
        trusted = json.dumps(role.get("AssumeRolePolicyDocument"))
        return None if call.service in trusted else "role_trust"
