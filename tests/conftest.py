"""Options for all tests."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--official",
        action="store_true",
        help="run everything that compares with hashicorp/aws live (slow: real waits)",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "official: runs hashicorp/aws live, only with --official")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--official"):
        return
    left_out = [item for item in items if item.get_closest_marker("official")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
