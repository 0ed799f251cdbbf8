"""A self-signed certificate for 127.0.0.1."""

from __future__ import annotations

import base64
import datetime as dt
import ipaddress
import ssl
import warnings
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

_OAKLEY_2 = bytes.fromhex(
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
    "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
    "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF"
)
"""1024 bits (RFC 2409, 6.2), as servers of 2010 have them."""


def weak_context(folder: Path, *, only: bool = False) -> ssl.SSLContext:
    """A server's context that prefers short Diffie-Hellman keys to all others, or has no others."""
    # PKCS #3 by hand, since libraries give such parameters up: SEQUENCE { INTEGER prime, INTEGER 2 }.
    der = bytes.fromhex("30818702818100") + _OAKLEY_2 + bytes.fromhex("020102")
    path = folder / "dh.pem"
    pem = base64.b64encode(der).decode()
    path.write_text(f"-----BEGIN DH PARAMETERS-----\n{pem}\n-----END DH PARAMETERS-----\n", encoding="ascii")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    others = "" if only else "AES128-GCM-SHA256:"
    context.set_ciphers(f"DHE-RSA-AES128-GCM-SHA256:{others}@SECLEVEL=0")
    context.options |= ssl.OP_CIPHER_SERVER_PREFERENCE
    context.load_dh_params(path)
    context.load_cert_chain(self_signed(folder, rsa.generate_private_key(65537, 2048)))
    return context


def old_context(folder: Path) -> ssl.SSLContext:
    """A server's context that knows nothing later than TLS 1.0."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # that it is old is what it is for
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.load_cert_chain(self_signed(folder, rsa.generate_private_key(65537, 2048)))
    return context


def self_signed(
    folder: Path, key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | None = None, host: str = ""
) -> Path:
    """Write key and certificate, of 127.0.0.1 or of a host, into one PEM file."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host or "127.0.0.1")])
    whose = x509.DNSName(host) if host else x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([whose]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "portal.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path
