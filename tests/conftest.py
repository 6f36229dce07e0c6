"""Options for all tests."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--official",
        action="store_true",
        help="run everything that compares with hashicorp/aws live (slow: real waits)",
    )
