"""Which function is meant: a name, or an ARN that says account, region and version too."""

from __future__ import annotations

from dataclasses import dataclass

REGION = "us-east-1"
"""The region that is meant when none is named."""


@dataclass(frozen=True)
class FunctionAddress:
    """What is known of a function; None where anything fits."""

    name: str
    account: str | None = None
    region: str | None = None
    qualifier: str | None = None

    @property
    def parameters(self) -> dict[str, str]:
        """What a call of Lambda's API names it by."""
        named = {"FunctionName": self.name}
        return named if self.qualifier is None else named | {"Qualifier": self.qualifier}

    def fits(self, account: str, region: str, name: str) -> bool:
        """Return whether the function of this account, region and name is meant."""
        return (
            name == self.name and self.account in (None, account) and self.region in (None, region)
        )


def parse_function(text: str, region: str | None = None) -> FunctionAddress:
    """Read a name, `name:qualifier` or an ARN; ``region`` counts where the text names none."""
    if not text.startswith("arn:"):
        name, _, qualifier = text.partition(":")
        return FunctionAddress(name, region=region, qualifier=qualifier or None)
    parts = text.split(":") + [""] * 8
    return FunctionAddress(parts[6], parts[4] or None, parts[3] or region, parts[7] or None)
