"""What kept a reply away, told from what the client raises."""

from __future__ import annotations

import ssl

import httpcore2

from itaxl.core.evidence.answer import Trouble
from itaxl.links.backend import NoNameError, PrivateError
from itaxl.named_tuple import NamedTuple


class Fault(NamedTuple):
    """A trouble and its detail (see `core.evidence.catalogue`)."""

    trouble: Trouble
    detail: str = ""

    @property
    def is_of_server(self) -> bool:
        """Whether every other link of the server would meet it, too."""
        return self.trouble in (
            Trouble.NO_NAME,
            Trouble.NO_CONNECTION,
            Trouble.PRIVATE,
            Trouble.CERTIFICATE,
        )


#: All that a request can raise because of the other side, or of what lies between.
RAISED = (
    httpcore2.NetworkError,
    httpcore2.TimeoutException,
    httpcore2.ProtocolError,
    httpcore2.ProxyError,
    httpcore2.UnsupportedProtocol,
    NoNameError,
    PrivateError,
    OSError,  # TimeoutError, too
    ValueError,  # a header or an address that the protocol does not know
)


def fault_of(problem: BaseException) -> Fault:
    """For an exception of `RAISED`."""
    match problem:
        case PrivateError():
            return Fault(Trouble.PRIVATE)
        case NoNameError():
            return Fault(Trouble.NO_NAME, "no_name")
        case httpcore2.ConnectTimeout():
            return Fault(Trouble.NO_CONNECTION)
        case httpcore2.TimeoutException() | TimeoutError():
            return Fault(Trouble.TIMEOUT)
        case httpcore2.NetworkError() | httpcore2.ProxyError() | OSError():
            certificate = _certificate_fault(problem)
            return Fault(Trouble.CERTIFICATE, certificate) if certificate else Fault(Trouble.NO_CONNECTION)
        case _:
            return Fault(Trouble.BROKEN)


def _certificate_fault(problem: BaseException | None) -> str:
    """expired, host, issuer or other, where a certificate or the encryption was at fault; else ''."""
    while problem is not None:
        if isinstance(problem, ssl.SSLCertVerificationError):
            return _kind_of(problem)
        if isinstance(problem, ssl.SSLError) and not isinstance(problem, ssl.SSLEOFError):
            return "other"
        problem = problem.__cause__ or problem.__context__
    return ""


#: OpenSSL's numbers, and what Windows' own judge of certificates says.
_EXPIRED = frozenset((9, 10, 0x800B0101))
_WRONG_HOST = frozenset((62, 63, 64, 0x800B010F))


def _kind_of(problem: ssl.SSLCertVerificationError) -> str:
    code = (getattr(problem, "verify_code", 0) or 0) & 0xFFFFFFFF
    words = str(problem)  # macOS has no number
    if code in _EXPIRED or "expired" in words:
        return "expired"
    other = code in _WRONG_HOST or "ostname mismatch" in words or "name does not match" in words
    return "host" if other else "issuer"
