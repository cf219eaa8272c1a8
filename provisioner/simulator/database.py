"""What the simulated tenants hold, in SQLite: in memory, or in a file that several processes may share."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any, Literal, NamedTuple

_FORMAT = 1
_BUSY_SECONDS = 20.0
_SCHEMA = """
CREATE TABLE IF NOT EXISTS resources (
    tenant TEXT NOT NULL, collection TEXT NOT NULL, id TEXT NOT NULL,
    name TEXT NOT NULL, webhook TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (tenant, collection, id)
);
CREATE INDEX IF NOT EXISTS resources_by_name ON resources (tenant, collection, name, id);
CREATE INDEX IF NOT EXISTS resources_by_webhook ON resources (tenant, collection, webhook);
"""


class Place(NamedTuple):
    """One collection of one tenant: `("sandbox", "channels")`."""

    tenant: str
    collection: str


class Row(NamedTuple):
    """One resource: the id it is kept under, and its body as JSON."""

    id: str
    body: str


class Database:
    """Every resource of every tenant; safe between threads, and between processes when it is a file."""

    def __init__(self, path: Path | None = None) -> None:
        """Open or create it; raises OSError when it is out of reach, ValueError when it is something else."""
        self._lock = RLock()
        self._depth = 0
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            self._connection = _open(path)
        except sqlite3.OperationalError as error:
            raise OSError(f"{path}: {error}") from error
        except sqlite3.DatabaseError as error:
            raise ValueError(f"{path} is not a file of the simulator: {error}") from error

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Nobody else writes until the block ends; a block that raises leaves nothing behind."""
        with self._lock:
            if self._depth == 0:
                self._connection.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
            except BaseException:
                self._end("ROLLBACK")
                raise
            self._end("COMMIT")

    def _end(self, how: str) -> None:
        self._depth -= 1
        if self._depth == 0:
            self._connection.execute(how)

    def page(self, place: Place, order: tuple[str, str], limit: int, offset: int) -> tuple[int, list[Row]]:
        """The number of resources and one page of them; `order` is `id` or `name`, then `asc` or `desc`."""
        column, direction = order
        by = f"ORDER BY {column} {direction}, id {direction}"
        with self._reading():
            total = self._rows("SELECT COUNT(*) FROM resources WHERE tenant=? AND collection=?", *place)[0][0]
            rows = self._rows(
                f"SELECT id, body FROM resources WHERE tenant=? AND collection=? {by} LIMIT ? OFFSET ?",
                *place,
                limit,
                offset,
            )
        return total, [Row(*row) for row in rows]

    def all(self, place: Place) -> list[Row]:
        """Every resource of one place, in id order."""
        return self.page(place, ("id", "asc"), -1, 0)[1]

    def get(self, place: Place, id: str) -> str | None:
        """The body kept under an id."""
        query = "SELECT body FROM resources WHERE tenant=? AND collection=? AND id=?"
        rows = self._rows(query, *place, id)
        return rows[0][0] if rows else None

    def find(self, place: Place, column: Literal["name", "webhook"], value: str) -> list[str]:
        """The ids of the resources with that name, or with that webHookId."""
        query = f"SELECT id FROM resources WHERE tenant=? AND collection=? AND {column}=? ORDER BY id"
        return [row[0] for row in self._rows(query, *place, _column(value))]

    def save(self, place: Place, id: str, body: Any) -> None:
        """Keep a body under an id, in place of what was there."""
        known = body if isinstance(body, dict) else {}
        columns = (_column(known.get("name", "")), _column(known.get("webHookId", "")))
        values = (*place, id, *columns, json.dumps(body))
        with self.transaction():
            self._rows("INSERT OR REPLACE INTO resources VALUES (?, ?, ?, ?, ?, ?)", *values)

    def remove(self, place: Place, id: str) -> None:
        with self.transaction():
            self._rows("DELETE FROM resources WHERE tenant=? AND collection=? AND id=?", *place, id)

    def clear(self) -> None:
        """Remove every resource of every tenant."""
        with self.transaction():
            self._rows("DELETE FROM resources")

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Several reads of one moment."""
        with self._lock:
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.execute("COMMIT")

    def _rows(self, query: str, *values: Any) -> list[Any]:
        with self._lock:
            return self._connection.execute(query, values).fetchall()


def _column(value: object) -> str:
    """A value as a column to search and sort by; half a character becomes a question mark."""
    return str(value).encode("utf-8", "replace").decode()


def _open(path: Path | None) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path or ":memory:", timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        # A power failure may cost a simulated tenant its last moments; a killed process never does.
        connection.execute("PRAGMA synchronous=OFF")
        found = connection.execute("PRAGMA user_version").fetchone()[0]
        if found > _FORMAT:
            raise sqlite3.DatabaseError(f"it has format {found}, newer than {_FORMAT}")
        if found < _FORMAT:
            connection.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version={_FORMAT}; COMMIT;")
    except BaseException:
        connection.close()
        raise
    return connection
