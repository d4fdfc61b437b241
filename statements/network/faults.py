"""Why an address could not be had, in words for whoever wrote it down."""


class Unfetchable(Exception):
    """Nothing came of an address. The message says why, in words for whoever asked for it.

    `passing`: it may be otherwise later. `until`: seconds since 1970 before which nobody should ask again; 0
    where nothing is told. `status`: what the server answered; 0 where it did not.
    """

    def __init__(self, reason: str, *, passing: bool = False, until: float = 0.0, status: int = 0) -> None:
        super().__init__(reason)
        self.passing = passing
        self.until = until
        self.status = status


class HostHeld(Unfetchable):
    """Nothing was asked: the host wants to be left alone until a time. It is no failure of the address."""

    def __init__(self, reason: str, *, until: float) -> None:
        super().__init__(reason, passing=True, until=until)


def words_for_wait(seconds: float) -> str:
    """Return a time to wait as people say it: "40 seconds", "about 3 hours"."""
    if seconds < 90:
        return f"{max(1, round(seconds))} seconds"
    if seconds < 90 * 60:
        return f"{round(seconds / 60)} minutes"
    return f"about {round(seconds / 3600)} hours"
