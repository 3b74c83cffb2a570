"""A connection of our server: it ends with the answer when the server is about to stop.

A proxy keeps connections open for its next requests. One that comes in the moment in which a process closes them would
be lost, or done and never answered; so the answer before it says that it was the connection's last (RFC 9112, 9.6).
"""

from outreach.cli.oversized import Channel as RoomyChannel


class Channel(RoomyChannel):
    """A connection of the server."""

    def service(self) -> None:
        """Answer what has come."""
        if getattr(self.server, "is_draining", False) and len(self.requests) == 1:
            self.requests[0].headers["CONNECTION"] = "close"
        super().service()
