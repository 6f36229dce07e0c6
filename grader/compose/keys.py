"""The keys that Compose knows, and those that look like a slip of the pen."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from grader.compose.nodes import Table
from grader.compose.refusal import Place, Refused
from grader.locale import _

TOP = frozenset(
    {"version", "name", "services", "networks", "volumes", "configs", "secrets", "include",
     "models"}
)  # fmt: skip
SERVICE = frozenset(
    {
        "annotations", "attach", "blkio_config", "build", "cap_add", "cap_drop", "cgroup",
        "cgroup_parent", "command", "configs", "container_name", "cpu_count", "cpu_percent",
        "cpu_period", "cpu_quota", "cpu_rt_period", "cpu_rt_runtime", "cpu_shares", "cpus",
        "cpuset", "credential_spec", "depends_on", "deploy", "develop", "device_cgroup_rules",
        "devices", "dns", "dns_opt", "dns_search", "domainname", "entrypoint", "env_file",
        "environment", "expose", "extends", "external_links", "extra_hosts", "gpus", "group_add",
        "healthcheck", "hostname", "image", "init", "ipc", "isolation", "label_file", "labels",
        "links", "logging", "mac_address", "mem_limit", "mem_reservation", "mem_swappiness",
        "memswap_limit", "models", "network_mode", "networks", "oom_kill_disable",
        "oom_score_adj", "pid", "pids_limit", "platform", "ports", "post_start", "pre_stop",
        "privileged", "profiles", "provider", "pull_policy", "read_only", "restart", "runtime",
        "scale", "secrets", "security_opt", "shm_size", "stdin_open", "stop_grace_period",
        "stop_signal", "storage_opt", "sysctls", "tmpfs", "tty", "ulimits", "use_api_socket",
        "user", "userns_mode", "uts", "volumes", "volumes_from", "working_dir",
    }
)  # fmt: skip

MANY = 20
"""Unknown keys of one place that are looked at."""

Strange = tuple[str, Place]


def judged(whole: Table) -> tuple[tuple[Refused, ...], tuple[Strange, ...]]:
    """Return the misspelt keys of a project, and those that Compose may know in other releases."""
    refused: list[Refused] = []
    strange: list[Strange] = []
    services = whole.table("services")
    for table, known in _tables(whole):
        unknown = [key for key in table.entries if key not in known and not key.startswith("x-")]
        for key in unknown[:MANY]:
            place = table.keys.get(key, table.place)
            meant = difflib.get_close_matches(key.lower(), known, 1, cutoff=0.75)
            if meant or (table is whole and services is None):
                refused.append(_misspelt(key, meant[0] if meant else "services", place))
            else:
                strange.append((key, place))
    return tuple(refused), tuple(strange)


def _tables(whole: Table) -> Iterator[tuple[Table, frozenset[str]]]:
    yield whole, TOP
    services = whole.table("services")
    if services is not None:
        for table in services.tables.values():
            yield table, SERVICE


def _misspelt(key: str, meant: str, place: Place) -> Refused:
    return Refused(
        _("Compose does not know the key {key} here.").format(key=key),
        place,
        expected=f"{meant}:",
        found=f"{key}:",
        hint=_("Correct the name, and how far it is indented."),
    )
