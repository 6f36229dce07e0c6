"""Who may invoke what, as it was deployed: before any run could change it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.cloud.policy import policy_statements
from grader.lambdas.function import deployed
from grader.schedule.live import arn_of

if TYPE_CHECKING:
    from grader.cloud.permission import Statement
    from grader.schedule.live import Schedule, Target
    from grader.stage import Stage


@dataclass(frozen=True)
class Admission:
    """``refusals`` by the ARNs of schedule and target; ``policies`` by the ARN of a function."""

    refusals: Mapping[tuple[str, str], str | None]
    policies: Mapping[str, tuple[Statement, ...]]

    @classmethod
    def of(cls, stage: Stage, schedules: Iterable[Schedule]) -> Admission:
        """Read the policies of all functions, and ask for every target of every schedule."""
        pairs = [(one, target) for one in schedules for target in one.targets]
        functions = [arn_of(one) for one in deployed(stage)]
        qualified = [t.arn for _one, t in pairs if t.arn.rpartition(":")[0] in functions]
        return cls(
            {(one.arn, t.arn): stage.cloud.refusal(one.arn, t.arn, t.role_arn) for one, t in pairs},
            {arn: tuple(policy_statements(stage.cloud, arn)) for arn in (*functions, *qualified)},
        )

    def refusal(self, schedule: Schedule, target: Target) -> str | None:
        """Return why a schedule may not invoke one of its targets; None when it may."""
        return self.refusals[schedule.arn, target.arn]

    def statements(self, arn: str) -> list[Statement]:
        """Return what the policies of a function, and of the version that is called, say."""
        found: list[Statement] = []
        for one in (":".join(arn.split(":")[:7]), arn):
            found += [said for said in self.policies.get(one, ()) if said not in found]
        return found
