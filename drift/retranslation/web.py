"""A translation server as an engine's client sees it: JSON over HTTP, with patience."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import httpx
from httpx_retries import Retry, RetryTransport

from drift.types import DriftError

_TIMEOUT_S = 60.0  # a server on a small machine needs its time for a long sentence
_RETRIES = 6
_BACKOFF_S = 0.5  # doubled with each retry, with jitter; what a server asks for (Retry-After) goes first
_PASSING = (429, 500, 502, 503, 504)
_REFUSED = (401, 403)


class Server:
    """A translation server.

    Args:
        url: Where it answers, with or without a slash at its end.
        per_minute: How many requests a minute it gets at most, retries among them; None for no limit.
        key_name: What a message calls the user's key.
    """

    def __init__(self, url: str, per_minute: float | None = None, key_name: str = "") -> None:
        self.url = url.rstrip("/")
        self._key_name = key_name
        retry = Retry(_RETRIES, ["GET", "POST"], _PASSING, backoff_factor=_BACKOFF_S)
        self._client = httpx.Client(timeout=_TIMEOUT_S, transport=RetryTransport(_Paced(per_minute), retry))

    def get(self, path: str) -> Any:
        """What the server answers, tried only twice: somebody who has mistyped a URL should not wait.

        Raises:
            DriftError: If it cannot be reached or does not answer in JSON.
        """
        return self._ask("GET", path, extensions={"retry": Retry(1, ["GET"], _PASSING, backoff_factor=_BACKOFF_S)})

    def post(self, path: str, fields: Mapping[str, Any], as_form: bool = False) -> Any:
        """What the server answers to these fields, sent as JSON or as those of a form.

        Raises:
            DriftError: If it cannot be reached, refuses or does not answer in JSON, in spite of retries.
        """
        return self._ask("POST", path, **{"data" if as_form else "json": fields})

    def _ask(self, method: str, path: str, **sent: Any) -> Any:
        try:
            answer = self._client.request(method, self.url + path, **sent)
        except (httpx.InvalidURL, httpx.UnsupportedProtocol):
            raise DriftError(f"{self.url} is no address of a server; give one such as http://localhost:5000.") from None
        except httpx.HTTPError as error:
            reason = str(error) or type(error).__name__
            raise DriftError(
                f"{self.url} cannot be reached ({reason}); check the address and that the server runs."
            ) from None
        if answer.status_code in _REFUSED and self._key_name:
            raise DriftError(f"{self.url} refuses ({_reason(answer)}); set {self._key_name} to your key there.")
        if answer.status_code == 429:
            raise DriftError(f"{self.url} takes no more requests for now ({_reason(answer)}); lower --per-minute.")
        if not answer.is_success:
            raise DriftError(
                f"{self.url} refuses ({_reason(answer)}); check that it is a server of this engine's kind."
            )
        try:
            return answer.json()
        except ValueError:
            raise DriftError(
                f"{self.url}{path} does not answer in JSON; check that the address is the server's."
            ) from None


class _Paced(httpx.HTTPTransport):
    """A transport that leaves time between two requests."""

    def __init__(self, per_minute: float | None) -> None:
        super().__init__()
        self._pause_s = 60 / per_minute if per_minute else 0.0
        self._next = 0.0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request when its time has come."""
        time.sleep(max(0.0, self._next - time.monotonic()))
        self._next = time.monotonic() + self._pause_s
        return super().handle_request(request)


def _reason(answer: httpx.Response) -> str:
    """What the server says, in one line."""
    try:
        said = answer.json()
        words = said.get("error") or said.get("explanation") or said.get("message") or ""
    except (ValueError, AttributeError):
        words = ""
    return f"{answer.status_code} {' '.join(str(words).split())[:200] or answer.reason_phrase}"
