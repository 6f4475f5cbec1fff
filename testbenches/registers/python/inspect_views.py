# SPDX-License-Identifier: Apache-2.0
"""What tools of others read in the register files of a design, printed as JSON; what they write goes to a folder.

usage: inspect_views.py FOLDER OUTPUT TOP BLOCK...
"""

import importlib.util
import json
import pathlib
import sys

from peakrdl_cheader.exporter import CHeaderExporter
from peakrdl_regblock import RegblockExporter
from peakrdl_regblock.cpuif.axi4lite import AXI4Lite_Cpuif_flattened
from peakrdl_regblock.udps import ALL_UDPS
from svdsuite import SVDCluster, SVDParser, SVDRegister, SVDSchemaVersion, SVDValidator
from systemrdl import RDLCompiler
from systemrdl.node import MemNode, RegNode

PROPERTIES = ("onread", "onwrite", "singlepulse", "hwclr", "baton_least", "baton_most")


def word_of(value):
    """Enumerations of a library by the name of their member, false flags as absent ones."""
    return getattr(value, "name", value) or None


def rdl_field(node):
    encode = node.get_property("encode")
    return {
        "name": node.inst_name,
        "low": node.lsb,
        "high": node.msb,
        "reset": node.get_property("reset"),
        "sw": node.get_property("sw").name,
        "hw": node.get_property("hw").name,
        "values": encode and {member.name: member.value for member in encode},
        **{name: word_of(node.get_property(name)) for name in PROPERTIES},
    }


def rdl_block(compiler, name):
    """The address map of one bus port as the compiler elaborates it."""
    root = compiler.elaborate(top_def_name=f"baton_{name}")
    nodes = list(root.top.children())
    registers = [
        {
            "name": node.inst_name,
            "address": node.address_offset,
            "external": node.external,
            "bits": node.get_property("regwidth"),
            "fields": [rdl_field(field) for field in node.fields()],
        }
        for node in nodes
        if isinstance(node, RegNode)
    ]
    memories = [
        {
            "name": node.inst_name,
            "address": node.raw_address_offset,
            "parts": node.array_dimensions[0],
            "stride": node.array_stride,
            "entries": node.get_property("mementries"),
            "bytes": node.get_property("baton_bytes"),
            "bits": node.get_property("memwidth"),
            "sw": node.get_property("sw").name,
        }
        for node in nodes
        if isinstance(node, MemNode)
    ]
    return root, {"registers": registers, "memories": memories}


def svd_register(register):
    return {
        "name": register.name,
        "address": register.address_offset,
        "bits": register.size,
        "access": register.access.value,
        "reset": register.reset_value,
        "mask": register.reset_mask,
        "readAction": register.read_action and register.read_action.value,
        "fields": [
            {
                "name": field.name,
                "low": field.bit_offset,
                "width": field.bit_width,
                "access": field.access.value,
                "modifiedWriteValues": field.modified_write_values and field.modified_write_values.value,
                "range": field.write_constraint and field.write_constraint.range_,
                "values": field.enumerated_values
                and {value.name: int(value.value, 0) for value in field.enumerated_values[0].enumerated_values_map}
                or None,
            }
            for field in register.fields
        ],
    }


def places(element):
    """Where the elements of an array begin."""
    return [element.address_offset + index * element.dim_increment for index in range(element.dim)]


def places(element):
    """Where the elements of an array begin."""
    return [element.address_offset + index * element.dim_increment for index in range(element.dim)]


def svd_peripheral(peripheral):
    """A peripheral; of arrays in it their places alone."""
    members = peripheral.registers_clusters
    return {
        "name": peripheral.name,
        "base": peripheral.base_address,
        "addressBlocks": [[block.offset, block.size] for block in peripheral.address_blocks],
        "registers": [svd_register(register) for register in members if isinstance(register, SVDRegister)],
        "windows": [
            [part, [part + word for word in places(cluster.registers_clusters[0])]]
            for cluster in members
            if isinstance(cluster, SVDCluster)
            for part in places(cluster)
        ],
    }


def python_module(path):
    spec = importlib.util.spec_from_file_location("baton_registers", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    names = [name for name in dir(module) if name[0].isupper() and name != "IntEnum"]
    constants = {name: getattr(module, name) for name in names if isinstance(getattr(module, name), int)}
    return {
        "constants": constants,
        "enumerations": {
            name: {member.name: member.value for member in getattr(module, name)}
            for name in names
            if name not in constants
        },
    }


def main(folder, output, top, *blocks):
    folder = pathlib.Path(folder)
    compiler = RDLCompiler()
    for property_ in ALL_UDPS:
        compiler.register_udp(property_)
    compiler.compile_file(str(folder / f"{top}.rdl"))
    rdl = {}
    for block in blocks:
        root, rdl[block] = rdl_block(compiler, block)
        CHeaderExporter().export(root, f"{output}/baton_{block}.h")
        RegblockExporter().export(
            root,
            output,
            cpuif_cls=AXI4Lite_Cpuif_flattened,
            err_if_bad_addr=True,
            err_if_bad_rw=True,
        )
    svd = str(folder / f"{top}.svd")
    SVDValidator.validate_xml_file(svd, get_exception=True, schema_version=SVDSchemaVersion.V1_3_10)
    device = SVDParser.for_xml_file(svd).get_device()
    json.dump(
        {
            "rdl": rdl,
            "svd": [svd_peripheral(peripheral) for peripheral in device.peripherals],
            "python": python_module(folder / "baton_registers.py"),
        },
        sys.stdout,
    )


main(*sys.argv[1:])
