"""Why the workspace refuses something, said once for both APIs; each API has its own way to put it on the wire."""


class Refusal(Exception):
    """The workspace does not do what was asked; the message says why and what to do instead."""


class Missing(Refusal):
    """There is no such thing."""


class Invalid(Refusal):
    """A value cannot be used."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        """Name the field that is wrong.

        Args:
            message: A sentence for people.
            field: Dotted name of the field, where one is to blame.
        """
        super().__init__(message)
        self.field = field


class Taken(Invalid):
    """Something else already has this name."""


class Conflict(Refusal):
    """Something else still needs what is to go."""


class Unsuitable(Refusal):
    """The request is well formed, and makes no sense for what it is aimed at."""
