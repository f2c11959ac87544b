"""Where the APIs live, and which addresses a token may go to."""

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Final, Literal, TypeAlias
from urllib.parse import SplitResult, unquote, urlsplit

from segment_async.errors import ConfigurationError

Region: TypeAlias = Literal["us", "eu"]

PUBLIC_ORIGINS: Final[Mapping[str, str]] = {
    "us": "https://api.segmentapis.com",
    "eu": "https://eu1.api.segmentapis.com",
}
"""The Public API's hosts. One workspace lives in one region, and so does its token."""

CONFIG_ORIGINS: Final[Mapping[str, str]] = {"us": "https://platform.segmentapis.com"}
"""The Config API's host. Segment documents none in the EU."""


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
            known = " or ".join(map(repr, origins))
            raise ConfigurationError(f"There is no region {region!r}; choose {known}, or give the address as base_url.")
        return origins[region]
    parts = _split(base_url)
    host = parts.hostname if parts is not None and parts.scheme in {"https", "http"} else None
    if parts is None or not host:
        raise ConfigurationError("base_url is no address; give one such as https://api.segmentapis.com.")
    if parts.username is not None or parts.password is not None or {"?", "#"} & set(base_url):
        raise ConfigurationError("base_url may hold a host, a port and a path only; leave credentials, ? and # out.")
    if {".", ".."} & {unquote(segment) for segment in parts.path.split("/")}:
        raise ConfigurationError("The path of base_url climbs; give it without . and .. segments.")
    if parts.scheme == "http" and not is_loopback(host):
        raise ConfigurationError("base_url is plain http, over which a token could be read; use https.")
    return base_url.rstrip("/")


def _split(base_url: str) -> SplitResult | None:
    """Return the parts of an address; ``None`` where it cannot be one."""
    if not isinstance(base_url, str):  # pyright: ignore[reportUnnecessaryIsInstance]  # callers without a type checker
        return None
    if not all("!" <= character <= "~" for character in base_url):
        return None  # urlsplit would drop line breaks in silence
    try:
        parts = urlsplit(base_url)
        usable = parts.port != 0
    except ValueError:
        return None
    return parts if usable else None


def region_of(region: str, base_url: str, origins: Mapping[str, str] = PUBLIC_ORIGINS) -> str | None:
    """Return the region that an address belongs to; ``None`` for an address that is none of Segment's.

    Args:
        region: The region that was asked for.
        base_url: The address in use.
        origins: The API's hosts by region.
    """
    if origins.get(region) == base_url:
        return region
    return next((known for known, origin in origins.items() if urlsplit(origin)[1] == urlsplit(base_url)[1]), None)


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine, by its name or address alone."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
