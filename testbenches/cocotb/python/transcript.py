# SPDX-License-Identifier: Apache-2.0
"""One line for each thing that can be seen at the ports."""

from pathlib import Path


class Transcript:
    def __init__(self) -> None:
        self.cycle = 0
        self._lines: list[str] = []

    def note(self, text: str) -> None:
        self._lines.append(f"{self.cycle} {text}")

    def save(self, path: Path) -> None:
        path.write_text("\n".join(self._lines) + "\n")
