"""The sky's TLS certificate, signed by an authority whose key is thrown away.

Making it costs a tenth of a second, so it is kept in a cache folder whose name says for which
hosts and until when it serves.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import ssl
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

_LIFETIME = timedelta(days=365)
_RENEWAL = timedelta(days=30)
_PREFIX = "sky-"


class CertificateFailed(Exception):
    """The certificate could neither be read from the cache nor made in it."""


@dataclass(frozen=True)
class Certificate:
    """Files of one certificate, all in one private folder."""

    ca_file: Path
    """The authority's certificate, PEM: what a client must trust."""
    chain_file: Path
    """The server's private key and certificate, PEM."""

    def server_context(self) -> ssl.SSLContext:
        """Give a context to serve TLS with; ssl.SSLError or OSError when a file is damaged."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_cert_chain(self.chain_file)
        context.set_alpn_protocols(["http/1.1"])
        return context


def server_certificate(cache: Path, hosts: Iterable[str]) -> tuple[Certificate, ssl.SSLContext]:
    """Give a certificate for ``hosts``, from ``cache`` or made there, and its server context.

    Raises CertificateFailed when the cache folder cannot be written.
    """
    names = tuple(sorted(set(hosts)))
    today = datetime.now(UTC).date()
    try:
        for folder in _usable(cache, names, today):
            with contextlib.suppress(OSError, ssl.SSLError):
                return _opened(folder)
        folder = _made(cache, names, today)
        return _opened(folder)
    except (OSError, ssl.SSLError) as error:
        raise CertificateFailed(f"no certificate in {cache}: {error}") from error


def _opened(folder: Path) -> tuple[Certificate, ssl.SSLContext]:
    certificate = Certificate(folder / "ca.pem", folder / "server.pem")
    if b"-----END CERTIFICATE-----" not in certificate.ca_file.read_bytes():
        raise ssl.SSLError(f"{certificate.ca_file} is damaged")
    return certificate, certificate.server_context()


def _fingerprint(names: tuple[str, ...]) -> str:
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:16]


def _usable(cache: Path, names: tuple[str, ...], today: date) -> list[Path]:
    """Give the folders that serve these hosts, the longest-lived first; remove expired ones."""
    usable: list[tuple[date, Path]] = []
    for folder in cache.glob(f"{_PREFIX}*"):
        fingerprint, _, end = folder.name.removeprefix(_PREFIX).partition("-")
        try:
            until = datetime.strptime(end[:8], "%Y%m%d").replace(tzinfo=UTC).date()
        except ValueError:
            continue
        if until <= today:
            shutil.rmtree(folder, ignore_errors=True)
        elif fingerprint == _fingerprint(names) and until - today >= _RENEWAL:
            usable.append((until, folder))
    return [folder for _, folder in sorted(usable, reverse=True)]


def _made(cache: Path, names: tuple[str, ...], today: date) -> Path:
    """Make a certificate in a folder of its own, which appears complete or not at all."""
    until = today + _LIFETIME
    ca, chain = _signed(names, until)
    cache.mkdir(parents=True, exist_ok=True, mode=0o700)
    building = Path(tempfile.mkdtemp(prefix=".sky-", dir=cache))
    try:
        _write_private(building / "ca.pem", ca)
        _write_private(building / "server.pem", chain)
        # The random end lets two graders that start at once both succeed.
        unique = building.name.rpartition("-")[2]
        folder = cache / f"{_PREFIX}{_fingerprint(names)}-{until:%Y%m%d}-{unique}"
        building.rename(folder)
    except OSError:
        shutil.rmtree(building, ignore_errors=True)
        raise
    return folder


def _write_private(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)


def _signed(names: tuple[str, ...], until: date) -> tuple[bytes, bytes]:
    """Sign a new server key with a new authority; give the two PEM files' content."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    def named(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    def usage(*, signs_certificates: bool) -> x509.KeyUsage:
        return x509.KeyUsage(
            digital_signature=not signs_certificates,
            content_commitment=False,
            key_encipherment=False,
            data_encipherment=False,
            key_agreement=False,
            key_cert_sign=signs_certificates,
            crl_sign=signs_certificates,
            encipher_only=False,
            decipher_only=False,
        )

    ca_key, server_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    end = datetime(until.year, until.month, until.day, tzinfo=UTC)

    def builder(subject: str, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
        identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
        authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key())
        return (
            x509.CertificateBuilder()
            .subject_name(named(subject))
            .issuer_name(named("Groundtrack throw-away authority"))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(datetime.now(UTC) - timedelta(days=2))
            .not_valid_after(end + timedelta(days=1))
            .add_extension(identifier, critical=False)
            .add_extension(authority, critical=False)
        )

    ca = (
        builder("Groundtrack throw-away authority", ca_key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage(signs_certificates=True), critical=True)
        .sign(ca_key, hashes.SHA256())
    )
    alternatives = x509.SubjectAlternativeName([x509.DNSName(name) for name in names])
    server = (
        builder("Groundtrack sky", server_key)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(alternatives, critical=False)
        .sign(ca_key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    key_pem = server_key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return ca.public_bytes(pem), key_pem + server.public_bytes(pem)
