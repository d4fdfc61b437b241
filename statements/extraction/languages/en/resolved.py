"""What a mention was found to mean."""

from dataclasses import dataclass

from ...records import Span


@dataclass(slots=True, kw_only=True)  # as `Attribution`: each statement makes two
class Resolution:
    """What a mention means. `name` is None where the article does not settle it."""

    name: str | None
    kind: str = "person"
    candidates: tuple[str, ...] = ()
    factor: float = 1.0  # what the resolution takes from the confidence
    at: int = 0  # where the mention stands
    said: Span = (0, 0)  # where the words stand
    why: str = ""  # in plain words
    weighed: tuple[tuple[str, float], ...] = ()  # who was considered, with the points of each, best first

    def heard(self, at: int, said: Span) -> "Resolution":
        """Return the same with where it stands."""
        return Resolution(
            name=self.name,
            kind=self.kind,
            candidates=self.candidates,
            factor=self.factor,
            at=at,
            said=said,
            why=self.why,
            weighed=self.weighed,
        )
