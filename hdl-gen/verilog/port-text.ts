// SPDX-License-Identifier: Apache-2.0
import type { ModuleTree, Port } from '../language/index.ts';
import { withComment } from './comment-lines.ts';
import { rangeText } from './expression-text.ts';
import type { ResetStyle } from './reset-style.ts';
import { runsOf } from './runs.ts';

/** `module name #(parameters) (ports);`, in columns, the ports of a group under its heading. */
export function openingLines({ definition, ports }: ModuleTree, reset: ResetStyle): string[] {
  const parameters = definition.parameters ?? [];
  const nameWidth = Math.max(0, ...parameters.map(({ name }) => name.length));
  const head =
    parameters.length === 0
      ? [`module ${definition.name} (`]
      : [
          `module ${definition.name} #(`,
          ...parameters.map(
            ({ name, defaultValue }, index) =>
              `    parameter ${name.padEnd(nameWidth)} = ${defaultValue}${index < parameters.length - 1 ? ',' : ''}`,
          ),
          ') (',
        ];
  return [...head, ...portLines(ports, reset), ');'];
}

function portLines(ports: readonly Port[], reset: ResetStyle): string[] {
  const isReset = ({ signal }: Port): boolean => signal.role === 'reset';
  const rangeWidth = Math.max(...ports.map(({ signal }) => rangeText(signal.width).length));
  const code = (port: Port): string => {
    const direction = port.signal.role === 'output' ? 'output wire' : 'input  wire';
    const range = rangeWidth === 0 ? '' : `${rangeText(port.signal.width).padEnd(rangeWidth)} `;
    return `    ${direction} ${range}${isReset(port) ? reset.port : port.signal.name}${port === ports.at(-1) ? '' : ','}`;
  };
  const column = 2 + Math.max(...ports.map((port) => code(port).length));
  return runsOf(ports, (first, next) => first.group === next.group).flatMap((run, index) => [
    ...(index === 0 ? [] : ['']),
    ...(run[0].group === undefined ? [] : [`    // ${run[0].group}`]),
    ...run.flatMap((port) => withComment(code(port), isReset(port) ? reset.doc : port.signal.doc, column)),
  ]);
}
