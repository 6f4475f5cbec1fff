// SPDX-License-Identifier: Apache-2.0
import type { PortDescription } from '../harness/index.ts';

const narrow = 32;
/** Bits that a number holds exactly. */
const asNumber = 53;

/** `tiny_uart` as `TinyUartPorts`. */
function typeName(top: string): string {
  const words = top.split(/[_$]+/).filter((word) => word !== '');
  return `${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}Ports`;
}

function importedType({ direction, width }: PortDescription): string {
  const side = direction === 'output' ? 'Output' : 'Input';
  return `${width > narrow ? 'Wide' : ''}${side}Port`;
}

function portType(port: PortDescription): string {
  const type = importedType(port);
  if (port.width <= narrow || port.width > asNumber) return type;
  return `${type} & { ${port.direction === 'output' ? 'readonly ' : ''}value: number }`;
}

/**
 * A TypeScript declaration file that names the ports of a design.
 *
 * @param command what wrote it, so that it can be written again
 */
export function portTypes(top: string, ports: readonly PortDescription[], command: string): string {
  const types = [...new Set(ports.map(importedType))].sort();
  return [
    `// Written by: ${command}`,
    `import type { ${types.join(', ')} } from '@baton-hdl/baton/simulation';`,
    '',
    `/** The ports of \`${top}\`. */`,
    `export interface ${typeName(top)} {`,
    ...ports.flatMap((port) => {
      const { name, width } = port;
      const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
      return [`  /** ${width === 1 ? '1 bit' : `${width} bits`} */`, `  readonly ${key}: ${portType(port)};`];
    }),
    '}',
    '',
  ].join('\n');
}
