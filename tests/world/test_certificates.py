import stat
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from grader.world.certificates import Certificate, CertificateFailed, server_certificate

HOSTS = ("api.wheretheiss.at", "celestrak.org")


def made(cache: Path, hosts: tuple[str, ...] = HOSTS) -> Certificate:
    return server_certificate(cache, hosts)[0]


def test_a_certificate_is_made_once(tmp_path: Path) -> None:
    assert made(tmp_path) == made(tmp_path, tuple(reversed(HOSTS)))


def test_other_hosts_need_another_certificate(tmp_path: Path) -> None:
    first = made(tmp_path)
    second = made(tmp_path, (*HOSTS, "tile.openstreetmap.org"))
    assert first != second
    assert first == made(tmp_path)


def test_it_names_every_host_and_its_authority_is_nowhere(tmp_path: Path) -> None:
    certificate = made(tmp_path)
    server = x509.load_pem_x509_certificate(certificate.chain_file.read_bytes())
    names = server.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert sorted(names.get_values_for_type(x509.DNSName)) == sorted(HOSTS)
    ca = x509.load_pem_x509_certificate(certificate.ca_file.read_bytes())
    server.verify_directly_issued_by(ca)
    assert b"PRIVATE" not in certificate.ca_file.read_bytes()
    assert certificate.chain_file.read_bytes().count(b"PRIVATE KEY-----") == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
def test_the_files_are_private(tmp_path: Path) -> None:
    certificate = made(tmp_path)
    for path in (certificate.ca_file, certificate.chain_file):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(certificate.ca_file.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("name", ["ca.pem", "server.pem"])
def test_a_damaged_file_is_replaced(tmp_path: Path, name: str) -> None:
    damaged = made(tmp_path).ca_file.parent / name
    damaged.write_bytes(b"-----BEGIN nonsense")
    assert made(tmp_path).ca_file.parent != damaged.parent


@pytest.mark.parametrize(("days", "kept", "used"), [(-1, False, False), (5, True, False)])
def test_an_old_one_is_replaced_in_time(tmp_path: Path, days: int, kept: bool, used: bool) -> None:
    folder = made(tmp_path).ca_file.parent
    prefix, fingerprint, _, unique = folder.name.split("-")
    until = datetime.now(UTC) + timedelta(days=days)
    old = folder.rename(folder.with_name(f"{prefix}-{fingerprint}-{until:%Y%m%d}-{unique}"))
    assert (made(tmp_path).ca_file.parent == old) == used
    assert old.exists() == kept


def test_several_graders_may_start_at_once(tmp_path: Path) -> None:
    failures: list[BaseException] = []

    def make() -> None:
        try:
            made(tmp_path)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert not list(tmp_path.glob(".sky-*"))


def test_a_cache_that_cannot_be_written(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(CertificateFailed, match="no certificate in"):
        made(blocked)
    assert list(tmp_path.iterdir()) == [blocked]
