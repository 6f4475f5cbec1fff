// SPDX-License-Identifier: Apache-2.0
import { type ModuleItem, memoryNames, type RamKind, sizeText } from '../language/index.ts';
import { expressionText, lastText, rangeText } from './expression-text.ts';
import { breakable, groupLayout, indent, join, render } from './layout.ts';
import { conditionLine } from './statement-text.ts';

/** `ram_block` is IEEE 1364.1 for RAM of any kind; the kind is chosen by `ram_style`, which the vendors have agreed on. */
const ramAttribute: Readonly<Record<RamKind, string>> = { block: 'ram_style = "block"', any: 'ram_block' };

/** The array, its write port and its registered read port, in the shape that block RAM is inferred from. */
export function memoryLines(memory: Extract<ModuleItem, { kind: 'memory' }>): string[] {
  const { name, depth, write, read } = memory;
  const range = rangeText(read.data.width);
  const word = (address: typeof read.address): string => `${name}[${expressionText(address)}]`;
  return [
    `  (* no_rw_check, ${ramAttribute[memory.ram]} *)`,
    `  reg ${range === '' ? '' : `${range} `}${name} [0:${lastText(depth)}];`,
    ...(memory.laneCount === 1 ? [] : [`  integer ${memoryNames.lane};`]),
    '',
    `  always @(posedge clk) begin : ${memoryNames.writePort}`,
    conditionLine('if (', write.enable, 4),
    ...(memory.laneCount === 1
      ? wholeWord(memory, word(write.address))
      : eachLane(memory, word(write.address))),
    '    end',
    '  end',
    '',
    `  always @(posedge clk) begin : ${memoryNames.readPort}`,
    conditionLine('if (', read.enable, 4),
    `      ${read.data.name} <= ${word(read.address)};`,
    '    end',
    '  end',
  ];
}

type Memory = Parameters<typeof memoryLines>[0];

function wholeWord({ write }: Memory, word: string): string[] {
  return [
    conditionLine('if (', write.lanes, 6),
    `        ${word} <= ${expressionText(write.data)};`,
    '      end',
  ];
}

function eachLane({ laneCount, laneWidth, write }: Memory, word: string): string[] {
  const lane = memoryNames.lane;
  const bits = laneWidth === 1 ? `[${lane}]` : `[${lane} * ${sizeText(laneWidth)} +: ${sizeText(laneWidth)}]`;
  const assignment = groupLayout(
    join(`${word}${bits} <=`, indent(4, join(breakable, `${expressionText(write.data)}${bits};`))),
  );
  return [
    `      for (${lane} = 0; ${lane} < ${sizeText(laneCount)}; ${lane} = ${lane} + 1) begin`,
    `        if (${expressionText(write.lanes)}[${lane}]) begin`,
    render(assignment, 10),
    '        end',
    '      end',
  ];
}
