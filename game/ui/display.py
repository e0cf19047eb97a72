"""Whether a window could open, found out without a window library: a display that never answers would hang one."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

PATIENCE: Final = 3.0  # seconds that a display may take to say anything
# The first bytes of an X client: little end first, protocol 11.0, no authorisation. Any answer, a refusal too, is life.
_X_HELLO: Final = b"l\x00\x0b\x00\x00\x00\x00\x00\x00\x00\x00\x00"
# A Wayland client's wl_display.sync(new id 2); the answer is wl_callback.done.
_WAYLAND_HELLO: Final = b"\x01\x00\x00\x00\x00\x00\x0c\x00\x02\x00\x00\x00"
_X_PORT: Final = 6000


def trouble(environment: Mapping[str, str] | None = None, platform: str = sys.platform) -> str:
    """Why no window can open, as a clause for a sentence; empty when one should."""
    env = os.environ if environment is None else environment
    if platform in ("win32", "darwin") or env.get("SDL_VIDEODRIVER"):
        return ""
    wayland, x = env.get("WAYLAND_DISPLAY", ""), env.get("DISPLAY", "")
    if not wayland and not x:
        return "no display was found"
    if wayland and _answers(*_wayland_address(wayland, env), _WAYLAND_HELLO):
        return ""
    if x and any(_answers(*address, _X_HELLO) for address in _x_addresses(x)):
        return ""
    return f"the display {x or wayland} does not answer"


def _wayland_address(name: str, env: Mapping[str, str]) -> tuple[int, str | tuple[str, int]]:
    path = Path(name) if os.path.isabs(name) else Path(env.get("XDG_RUNTIME_DIR", "/nowhere")) / name
    return socket.AF_UNIX, str(path)


def _x_addresses(display: str) -> list[tuple[int, str | tuple[str, int]]]:
    """Where the X server of HOST:NUMBER.SCREEN may listen; none when that cannot be read."""
    host, _, rest = display.rpartition(":")
    number = rest.split(".")[0]
    if not number.isdigit():
        return []
    if host in ("", "unix"):
        path = f"/tmp/.X11-unix/X{number}"
        return [(socket.AF_UNIX, f"\0{path}"), (socket.AF_UNIX, path)]
    if host.startswith("/"):
        return [(socket.AF_UNIX, f"{host}:{number}")]
    family = socket.AF_INET6 if host.count(":") > 1 else socket.AF_INET
    return [(family, (host.strip("[]"), _X_PORT + int(number)))]


def _answers(family: int, address: str | tuple[str, int], hello: bytes) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as line:
            line.settimeout(PATIENCE)
            line.connect(address)
            line.sendall(hello)
            return bool(line.recv(1))
    except (OSError, ValueError, OverflowError):
        return False
