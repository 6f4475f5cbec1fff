# SPDX-License-Identifier: Apache-2.0
"""The ports of the design: read once they have settled, written after the next clock edge."""


class Ports:
    def __init__(self, dut) -> None:
        self._dut = dut
        self._handles = {}
        self._written: dict[str, int] = {}

    def _handle(self, name: str):
        if name not in self._handles:
            self._handles[name] = getattr(self._dut, name)
        return self._handles[name]

    def read(self, name: str) -> int:
        return int(self._handle(name).value)

    def write(self, name: str, value: int) -> None:
        self._written[name] = value

    def apply(self) -> None:
        for name, value in self._written.items():
            self._handle(name).value = value
        self._written.clear()
