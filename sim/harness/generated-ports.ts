// SPDX-License-Identifier: Apache-2.0
import { ModelBuildError } from './errors.ts';

export type PortDirection = 'input' | 'output' | 'inout';

/** One port as the header of the generated class declares it. */
export interface GeneratedPort {
  /** Name of the member of the C++ class. */
  readonly member: string;
  /** Name in the Verilog. */
  readonly name: string;
  readonly direction: PortDirection;
  /** Width in bits. */
  readonly width: number;
}

const declaration = /^\s*VL_(IN|OUT|INOUT)(?:8|16|64|W)?\((.*)\);/;
const packed = /^&(\w+),(-?\d+),(-?\d+)(?:,\d+)?$/;
const directions = { IN: 'input', OUT: 'output', INOUT: 'inout' } as const;

/** The Verilog name behind a C++ member: Verilator spells other characters as `__0` and two hexadecimal digits. */
function verilogName(member: string): string {
  return member
    .replace(/^__SYM__/, '')
    .replace(/__0([0-9A-F]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

/**
 * Reads the ports from the header of the class that Verilator generated.
 *
 * @throws ModelBuildError for a port that is not a packed vector.
 */
export function parseGeneratedPorts(header: string): GeneratedPort[] {
  const ports: GeneratedPort[] = [];
  for (const line of header.split('\n')) {
    const [, kind, body = ''] = declaration.exec(line) ?? [];
    if (kind === undefined) continue;
    const [, member, high, low] = packed.exec(body) ?? [];
    if (member === undefined) {
      const [, name = body, size = 'several'] = /^\(?&(\w+)\)?\[(\d+)\]/.exec(body) ?? [];
      throw new ModelBuildError(
        `Port '${verilogName(name)}' is an array of ${size} elements; only single bits and packed vectors are allowed. Flatten it into one vector.`,
      );
    }
    ports.push({
      member,
      name: verilogName(member),
      direction: directions[kind as keyof typeof directions],
      width: Math.abs(Number(high) - Number(low)) + 1,
    });
  }
  return ports;
}
