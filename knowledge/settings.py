"""Where the knowledge lies and which model embeds it: the settings that indexing and answering share."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from dotenv import dotenv_values


def environment() -> dict[str, str]:
    """Return all settings that are set: the environment beats the file `.env` of the current folder."""
    return {key: value for key, value in dotenv_values(".env").items() if value} | dict(os.environ)


@dataclass(frozen=True, slots=True)
class KnowledgeSettings:
    """Hold the database file (`KNOWLEDGE_DB`) and the encoder's name (`ENCODER`, empty for the bundled one)."""

    database: Path = Path("knowledge.db")
    encoder: str = ""

    @classmethod
    def from_mapping(cls, values: Mapping[str, str]) -> Self:
        """Read the settings; an empty value counts as not set."""
        database = values.get("KNOWLEDGE_DB", "").strip() or "knowledge.db"
        return cls(Path(database).expanduser(), values.get("ENCODER", "").strip())
