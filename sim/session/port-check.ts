// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../manifest/index.ts';
import { SessionError } from './errors.ts';

interface PortShape {
  readonly name: string;
  readonly direction: string;
  /** Bits. */
  readonly width: number;
}

/**
 * Compares the ports a manifest promises with those the Verilog has.
 *
 * @throws SessionError naming every port that differs.
 */
export function checkPorts(manifest: Manifest, found: readonly PortShape[]): void {
  const promised = new Map<string, PortShape>(manifest.ports.map((port) => [port.name, port]));
  const actual = new Map(found.map((port) => [port.name, port]));
  const differences = [
    ...manifest.ports
      .filter(({ name }) => !actual.has(name))
      .map((port) => `${shape(port)} is in the manifest, but not in the Verilog`),
    ...found
      .filter(({ name }) => !promised.has(name))
      .map((port) => `${shape(port)} is in the Verilog, but not in the manifest`),
    ...found.flatMap((port) => {
      const expected = promised.get(port.name);
      return expected === undefined || shape(expected) === shape(port)
        ? []
        : [`${shape(port)} in the Verilog is ${shape(expected)} in the manifest`];
    }),
  ];
  if (differences.length === 0) return;
  throw new SessionError(
    `The manifest does not describe the ports of '${manifest.top}':\n${differences.map((text) => `  ${text}`).join('\n')}\n` +
      'Use the manifest that was generated with this Verilog.',
  );
}

function shape({ name, direction, width }: PortShape): string {
  return `${direction} ${name} of ${width} ${width === 1 ? 'bit' : 'bits'}`;
}
