"""Where the APIs live, and which addresses a token may go to."""

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Final, Literal, TypeAlias
from urllib.parse import urlsplit

from segment_async.errors import ConfigurationError

Region: TypeAlias = Literal["us", "eu"]

PUBLIC_ORIGINS: Final[Mapping[str, str]] = {
    "us": "https://api.segmentapis.com",
    "eu": "https://eu1.api.segmentapis.com",
}
"""The Public API's hosts. One workspace lives in one region, and so does its token."""


def base_url_of(region: str, base_url: str | None, origins: Mapping[str, str] = PUBLIC_ORIGINS) -> str:
    """Return the address that every path is appended to, without a trailing slash.

    Args:
        region: A key of `origins`; of no effect where `base_url` is given.
        base_url: Another address, such as a sandbox's.
        origins: The API's hosts by region.

    Raises:
        ConfigurationError: There is no such region, or a token must not go to such an address.
    """
    if base_url is None:
        if region not in origins:
            raise ConfigurationError(f"There is no region {region!r}; choose {' or '.join(map(repr, origins))}.")
        return origins[region]
    parts = urlsplit(base_url)
    try:
        port_is_valid = parts.port != 0
    except ValueError:
        port_is_valid = False
    if parts.scheme not in {"https", "http"} or not parts.hostname or not port_is_valid:
        raise ConfigurationError("base_url is no address; give one such as https://api.segmentapis.com.")
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise ConfigurationError("base_url may hold a host, a port and a path only; leave credentials, ? and # out.")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise ConfigurationError("base_url is plain http, over which a token could be read; use https.")
    return base_url.rstrip("/")


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine, by its name or address alone."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
