// SPDX-License-Identifier: Apache-2.0
import { type Bus, busFrontEnds } from '../bus/buses.ts';
import type { AddressBlock } from '../registers/index.ts';
import type { DesignDescription } from './manifest.ts';
import { rangeOf } from './testbench-ports.ts';

/**
 * A write on a bus, as its master makes it. `%` stands for what the signals of a port begin with. Inputs change with the
 * falling edge of the clock; what the slave says is read with the rising one.
 */
interface BusWrite {
  /** Begins the write of `data` to `address`. */
  readonly begin: readonly string[];
  /** 1 until the write is answered. */
  readonly goesOn: string;
  /** With each rising edge: sets `ended` and `refused`. */
  readonly look: readonly string[];
  /** With each falling edge. */
  readonly advance: readonly string[];
}

const wishbone = (pipelined: boolean): BusWrite => ({
  begin: [
    '%adr_i = address;',
    '%dat_i = data;',
    "%sel_i = 4'b1111;",
    "%we_i = 1'b1;",
    "%stb_i = 1'b1;",
    "%cyc_i = 1'b1;",
  ],
  goesOn: '%cyc_i',
  look: [
    ...(pipelined ? ['accepted = %stb_i && !%stall_o;'] : []),
    'ended = %ack_o || %err_o;',
    'refused = %err_o;',
  ],
  advance: [`if (${pipelined ? 'accepted || ended' : 'ended'}) %stb_i = 1'b0;`, "if (ended) %cyc_i = 1'b0;"],
});

const busWrites: Readonly<Record<Bus, BusWrite>> = {
  'axi4-lite': {
    begin: [
      '%awaddr = address;',
      "%awvalid = 1'b1;",
      '%wdata = data;',
      "%wstrb = 4'b1111;",
      "%wvalid = 1'b1;",
      "%bready = 1'b1;",
    ],
    goesOn: '%bready',
    look: [
      'accepted = %awvalid && %awready;',
      'given = %wvalid && %wready;',
      'ended = %bvalid;',
      "refused = %bresp != 2'b00;",
    ],
    advance: ["if (accepted) %awvalid = 1'b0;", "if (given) %wvalid = 1'b0;", "if (ended) %bready = 1'b0;"],
  },
  'wishbone-classic': wishbone(false),
  'wishbone-pipelined': wishbone(true),
  apb: {
    begin: ['%paddr = address;', '%pwdata = data;', "%pstrb = 4'b1111;", "%pwrite = 1'b1;", "%psel = 1'b1;"],
    goesOn: '%psel',
    look: ['ended = %penable && %pready;', 'refused = %pslverr;'],
    advance: ['%penable = !ended;', "if (ended) %psel = 1'b0;"],
  },
};

/** What a testbench does at the bus ports of a design: it enables the parties, because nothing is granted before. */
export interface TestbenchBus {
  /** Signals of bus ports, which are named as the ports are. */
  readonly signals: ReadonlySet<string>;
  /** Registers and wires that the ports are connected to. */
  readonly declarations: readonly string[];
  readonly tasks: readonly string[];
}

/** @returns nothing where there is no bus */
export function testbenchBus(design: DesignDescription): TestbenchBus | undefined {
  const { configuration, addressBlocks = [], ports, clock } = design;
  if (configuration.bus === 'native') return undefined;
  const { prefix } = busFrontEnds[configuration.bus];
  const write = busWrites[configuration.bus];
  const parties = addressBlocks.filter(({ layout }) => layout === 'party');
  const text = Object.values(write).flat().join(' ');
  const used = parties.flatMap(({ name }) => {
    const begins = `${name}_${prefix}_`;
    return ports.filter(
      (port) => port.name.startsWith(begins) && text.includes(`%${port.name.slice(begins.length)}`),
    );
  });
  const flags = ['accepted', 'given', 'ended', 'refused'].filter((flag) => text.includes(`${flag} = `));
  return {
    signals: new Set(used.map(({ name }) => name)),
    declarations: [
      ...used.map(({ name, width, direction }) => {
        const signal = `${rangeOf(width)}${name}`;
        return direction === 'input' ? `reg ${signal} = ${width}'d0;` : `wire ${signal};`;
      }),
      ...flags.map((flag) => `reg ${flag};`),
    ],
    tasks: parties.flatMap((block) => writeTask(block, `${block.name}_${prefix}_`, write, clock)),
  };
}

function writeTask(
  { name, addressBits }: AddressBlock,
  prefix: string,
  write: BusWrite,
  clock: string,
): string[] {
  const lines = (texts: readonly string[], indent: number) =>
    texts.map((line) => `${' '.repeat(indent)}${line.replaceAll('%', prefix)}`);
  return [
    `// Writes a register of ${name}, over its bus.`,
    `task ${name}_write(input [${addressBits - 1}:0] address, input [31:0] data);`,
    '    begin',
    `        @(negedge ${clock});`,
    ...lines(write.begin, 8),
    `        while (${write.goesOn.replace('%', prefix)}) begin`,
    `            @(posedge ${clock});`,
    ...lines(write.look, 12),
    `            @(negedge ${clock});`,
    ...lines(write.advance, 12),
    '        end',
    '        if (refused) begin',
    `            $display("FAIL: ${name} may not write %h to its register at %h", data, address);`,
    '            $fatal(1);',
    '        end',
    '    end',
    'endtask',
    '',
  ];
}

/** Enables all parties; the addresses come from the register model. */
export function enablingLines({ addressBlocks = [] }: DesignDescription): string[] {
  return addressBlocks
    .filter(({ layout }) => layout === 'party')
    .map(({ name, addressBits, registers }) => {
      const control = registers.find(({ fields }) => fields.some((field) => field.name === 'enable'))!;
      const { low } = control.fields.find((field) => field.name === 'enable')!;
      return `${name}_write(${addressBits}'h${control.address.toString(16)}, 32'h${(2 ** low).toString(16)});`;
    });
}
