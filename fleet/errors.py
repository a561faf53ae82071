"""The one kind of error that is meant for the person at the keyboard."""

from __future__ import annotations


class UserError(Exception):
    """Something that the user can mend: a stable code, one sentence, and what to do next."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        #: Stable, lower case with hyphens; part of the JSON form.
        self.code = code
        self.message = message
        #: One sentence; empty where nothing can be done.
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}" if self.hint else self.message
