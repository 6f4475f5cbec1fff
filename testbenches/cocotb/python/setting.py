# SPDX-License-Identifier: Apache-2.0
"""What is to be run, and the sizes of the design, from the file named by BATON_COCOTB_SETTING."""

import json
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Setting:
    seed: int
    cycles: int
    parties: tuple[str, str]
    transcript: Path
    buffers: int
    buffer_bytes: int
    threads: int
    reserve: int
    word_bytes: int
    entry_bits: int
    pointer_bits: int
    length_bits: int
    tag_bits: int
    offset_bits: int
    inputs: tuple[str, ...]


def read_setting() -> Setting:
    fields = json.loads(Path(os.environ["BATON_COCOTB_SETTING"]).read_text())
    return Setting(
        **{
            **fields,
            "parties": tuple(fields["parties"]),
            "inputs": tuple(fields["inputs"]),
            "transcript": Path(fields["transcript"]),
        }
    )
