// SPDX-License-Identifier: Apache-2.0
import { fieldNameIn } from '../../hdl-gen/collateral/registers/field-name.ts';
import {
  type AddressBlock,
  isReadable,
  isWritable,
  type Register,
  type RegisterField,
} from '../../hdl-gen/registers/index.ts';
import { actsByItself } from './wanted-views.ts';

export const wrapperName = 'foreign_registers';

/** Signals of AXI4-Lite that a slave receives, with their bits, and that it drives; addresses aside. */
const received = {
  awprot: 3,
  awvalid: 1,
  wdata: 32,
  wstrb: 4,
  wvalid: 1,
  bready: 1,
  arprot: 3,
  arvalid: 1,
  rready: 1,
};
const driven = { awready: 1, wready: 1, bresp: 2, bvalid: 1, arready: 1, rdata: 32, rresp: 2, rvalid: 1 };

/** The input of the wrapper that says what a field shows. */
export function stateInput({ name }: AddressBlock, field: RegisterField): string {
  return `${name}_state_${field.name}`;
}

/** The fields whose values come from outside the registers. */
export function stateFields(register: Register): readonly RegisterField[] {
  if (actsByItself(register)) return [];
  return register.fields.filter(({ access, constant }) => access === 'read-only' && constant !== true);
}

/**
 * The blocks that peakrdl-regblock makes, side by side, with AXI4-Lite ports named as in a generated design and what they show as
 * inputs.
 *
 * @param addressBits bits of a byte address by block: what the foreign block decodes
 */
export function regblockWrapper(
  blocks: readonly AddressBlock[],
  addressBits: Readonly<Record<string, number>>,
): string {
  const range = (bits: number) => `[${bits - 1}:0]`;
  const ports = blocks.flatMap((block) => [
    ...['awaddr', 'araddr'].map((port) => `input ${range(block.addressBits)} ${block.name}_axi_${port}`),
    ...Object.entries(received).map(([port, bits]) => `input ${range(bits)} ${block.name}_axi_${port}`),
    ...Object.entries(driven).map(([port, bits]) => `output ${range(bits)} ${block.name}_axi_${port}`),
    ...block.registers
      .flatMap(stateFields)
      .map((field) => `input ${range(field.width)} ${stateInput(block, field)}`),
  ]);
  return [
    `module ${wrapperName} (input clk, input rst,`,
    ...ports.map((port, index) => `  ${port}${index === ports.length - 1 ? '' : ','}`),
    ');',
    ...blocks.flatMap((block) => {
      const { name, registers, window } = block;
      const module = `baton_${name}`;
      const hardware = `${name}_in`;
      return [
        `  ${module}_pkg::${module}__in_t ${hardware};`,
        `  ${module}_pkg::${module}__out_t ${name}_out;`,
        ...registers.flatMap((register) => registerInputs(block, register, hardware)),
        ...(window === undefined
          ? []
          : Array.from({ length: window.parts }, (_, part) =>
              acknowledgements(`${hardware}.${window.name}[${part}]`, true, true),
            ).flat()),
        `  ${module} u_${name} (`,
        '    .clk(clk), .rst(rst),',
        ...['awaddr', 'araddr'].map(
          (port) => `    .s_axil_${port}(${name}_axi_${port}${range(addressBits[name]!)}),`,
        ),
        ...Object.keys({ ...received, ...driven }).map((port) => `    .s_axil_${port}(${name}_axi_${port}),`),
        `    .hwif_in(${hardware}), .hwif_out(${name}_out)`,
        '  );',
      ];
    }),
    'endmodule',
    '',
  ].join('\n');
}

function registerInputs(block: AddressBlock, register: Register, hardware: string): string[] {
  const place = `${hardware}.${register.name}`;
  if (actsByItself(register)) return acknowledgements(place, isReadable(register), isWritable(register));
  return stateFields(register).map(
    (field) => `  assign ${place}.${fieldNameIn(register, field)}.next = ${stateInput(block, field)};`,
  );
}

/** Nothing answers where a block would have to act. */
function acknowledgements(place: string, reads: boolean, writes: boolean): string[] {
  return [
    ...(reads ? [`  assign ${place}.rd_ack = 1'b0;`, `  assign ${place}.rd_data = '0;`] : []),
    ...(writes ? [`  assign ${place}.wr_ack = 1'b0;`] : []),
  ];
}
