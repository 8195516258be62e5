"""The smallest server that speaks HTTP/2: every path is a page."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator

import h2.config
import h2.connection
import h2.events
import trustme


@contextlib.contextmanager
def served(certificate: trustme.LeafCert) -> Iterator[tuple[int, list[str]]]:
    """Its port, and the paths as they are asked for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_alpn_protocols(["h2"])
    certificate.configure_cert(context)
    seen: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_accept, args=(server, context, seen), daemon=True).start()
        yield server.getsockname()[1], seen


def _accept(server: socket.socket, context: ssl.SSLContext, seen: list[str]) -> None:
    while True:
        try:
            plain, _ = server.accept()
        except OSError:
            return
        with contextlib.suppress(OSError), context.wrap_socket(plain, server_side=True) as one:
            _speak(one, seen)


def _speak(one: ssl.SSLSocket, seen: list[str]) -> None:
    talk = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False, header_encoding="utf-8"))
    talk.initiate_connection()
    one.sendall(talk.data_to_send())
    while data := one.recv(65_536):
        for event in talk.receive_data(data):
            if isinstance(event, h2.events.RequestReceived):
                asked = dict(event.headers)
                seen.append(asked[":path"])
                is_head = asked[":method"] == "HEAD"
                talk.send_headers(
                    event.stream_id,
                    [(":status", "200"), ("content-type", "text/html")],
                    end_stream=is_head,
                )
                if not is_head:
                    talk.send_data(event.stream_id, b"<title>report</title>", end_stream=True)
        one.sendall(talk.data_to_send())
