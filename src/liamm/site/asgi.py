"""One process: event streams as plain ASGI, all pages through Django's WSGI handler in threads.

Django's own ASGI handler costs some 3 ms of thread hops a request; this costs about 0.6 ms.
"""

from __future__ import annotations

import os
from typing import Any

from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application

from liamm.kernel.live.stream import Receive, Scope, Send, live_app
from liamm.site import options

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liamm.site.settings")
_django: Any = get_wsgi_application()
_pages: Any = WSGIMiddleware(_django, workers=options.THREADS)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Send each connection where it belongs."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] == "http" and scope["path"] == "/live/":
        await live_app(scope, receive, send)
    elif scope["type"] == "http":
        await _pages(scope, receive, send)
    else:
        await send({"type": "websocket.close", "code": 4404})


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
