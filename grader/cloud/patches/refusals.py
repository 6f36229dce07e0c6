"""S3 can refuse to write objects for a while, as it does to a role that may not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.cloud.emulator import Emulator

_WRITES = ("_put_object", "_post_object", "_copy_object", "_create_multipart_upload")


def apply(emulator: Emulator) -> None:
    """Let the grader switch the refusal on and off."""
    kept: dict[str, Any] = {}

    def refuse(refusing: bool) -> None:
        from ministack.services import s3

        if refusing and not kept:
            for name in _WRITES:
                kept[name] = getattr(s3, name)
                setattr(s3, name, _denied)
        elif not refusing:
            for name, function in kept.items():
                setattr(s3, name, function)
            kept.clear()

    emulator.refuse_objects = refuse


def _denied(*arguments: Any) -> Any:
    from ministack.services import s3

    return s3._error("AccessDenied", "Access Denied", 403)
