// SPDX-License-Identifier: Apache-2.0

/** A port of a module that is to be placed. */
export interface ShellPort {
  readonly name: string;
  readonly direction: 'input' | 'output';
  readonly width: number;
}

/** Outputs that one look-up table with four inputs folds into a bit. */
const FOLDED = 4;

/**
 * A module `shell` around another one, with a clock and two pins whatever the other one has. Every input comes from a register of a chain
 * that one pin fills, and every output goes into a register; a tree of registers folds those into the other pin. So all paths of the
 * module begin and end at registers, nothing of it is constant or unused, and it fits any package.
 *
 * @param clock name of the clock; outputs of this name are clocks of what was cut off, and are left open
 */
export function shellText(module: string, ports: readonly ShellPort[], clock: string): string {
  const isClock = ({ name }: ShellPort) => name === clock || name.endsWith(`.${clock}`);
  const data = ports.filter((port) => !isClock(port));
  const offsets = new Map<string, number>();
  const total = { input: 0, output: 0 };
  for (const { name, direction, width } of data) {
    offsets.set(name, total[direction]);
    total[direction] += width;
  }
  const range = ({ name, direction, width }: ShellPort) =>
    `${direction === 'input' ? 'given' : 'shown'}[${offsets.get(name)! + width - 1}:${offsets.get(name)!}]`;
  const connections = ports.map((port) => {
    const signal = port.name === clock ? 'clk' : isClock(port) ? '' : range(port);
    return `    .${escaped(port.name)}(${signal})`;
  });
  return [
    '(* blackbox *)',
    `module ${escaped(module)}(`,
    ports.map(({ name, direction, width }) => `  ${direction} [${width - 1}:0] ${escaped(name)}`).join(',\n'),
    ');',
    'endmodule',
    '',
    'module shell (input wire clk, input wire fill, output wire folded);',
    `  reg [${total.input - 1}:0] given;`,
    `  wire [${total.output - 1}:0] shown;`,
    `  always @(posedge clk) given <= {given[${total.input - 2}:0], fill};`,
    `  ${escaped(module)} u_design (`,
    connections.join(',\n'),
    '  );',
    ...foldingLines(total.output),
    'endmodule',
    '',
  ].join('\n');
}

/** Registers that keep what is shown, then ever fewer that fold it. */
function foldingLines(outputs: number): string[] {
  const lines = [`  reg [${outputs - 1}:0] fold0;`, '  always @(posedge clk) fold0 <= shown;'];
  let [level, width] = [0, outputs];
  while (width > 1) {
    const next = Math.ceil(width / FOLDED);
    const bits = Array.from({ length: next }, (_, index) => {
      const high = Math.min(width, FOLDED * (index + 1)) - 1;
      return `^fold${level}[${high}:${FOLDED * index}]`;
    });
    lines.push(
      `  reg [${next - 1}:0] fold${level + 1};`,
      `  always @(posedge clk) fold${level + 1} <= {${bits.toReversed().join(', ')}};`,
    );
    [level, width] = [level + 1, next];
  }
  return [...lines, `  assign folded = fold${level}[0];`];
}

/** A name with dots, as Verilog takes it. */
function escaped(name: string): string {
  return `\\${name} `;
}
