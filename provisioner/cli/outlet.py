"""A stream that can fail without harm: any character, a closed pipe, a full disk."""

from __future__ import annotations

import contextlib
import io
import os
from typing import TextIO


class Outlet:
    """Writes text to a stream until the stream fails; what comes after a failure is dropped."""

    def __init__(self, stream: TextIO | None) -> None:
        self.stream = stream
        self.failed = stream is None

    @property
    def terminal(self) -> bool:
        """Whether a person reads along."""
        return self.stream is not None and not self.failed and self.stream.isatty()

    def write(self, text: str) -> OSError | None:
        """Write at once, characters the stream cannot show as escapes; the reason when it failed just now."""
        if self.stream is None or self.failed:
            return None
        try:
            self.stream.write(_encodable(text, self.stream.encoding))
            self.stream.flush()
        except ValueError as error:
            self.failed = True
            return OSError(str(error))
        except OSError as error:
            self.failed = True
            self._silence()
            return error
        return None

    def _silence(self) -> None:
        """Without this the interpreter flushes what is left at its end, fails, and spoils the exit code."""
        with contextlib.suppress(OSError, ValueError, io.UnsupportedOperation):
            if self.stream is not None:
                sink = os.open(os.devnull, os.O_WRONLY)
                os.dup2(sink, self.stream.fileno())
                os.close(sink)


def _encodable(text: str, encoding: str | None) -> str:
    encoding = encoding or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)
