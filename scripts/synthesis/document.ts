// SPDX-License-Identifier: Apache-2.0
import { parseConfiguration } from '../../hdl-gen/configuration/index.ts';
import { grouped } from '../cli/run-report.ts';
import { withComputedText } from '../computed-text.ts';
import { markdownTable } from '../markdown-table.ts';
import { type Cut, type MeasuredDesign, measuredDesigns } from './designs.ts';
import type { Figures, SynthesisRecord } from './records.ts';
import { type TargetName, targets } from './targets.ts';

const head = [
  ...['design', 'device', 'LUT4', 'flip-flops', 'block RAMs, payload', 'block RAMs, other', 'MHz'],
] as const;

const placed: Readonly<Record<Cut, string>> = {
  nothing: 'whole',
  payload: 'without payload memory',
  all: 'without memories',
};

/** A design on a device, measured or not. */
export interface Row {
  readonly design: MeasuredDesign;
  readonly target: TargetName;
  readonly figures: Figures | undefined;
}

/** Every design on each of its devices. */
export function rowsOf(records: readonly SynthesisRecord[]): Row[] {
  return measuredDesigns.flatMap((design) =>
    design.targets.map((target) => ({
      design,
      target,
      figures: records.find((record) => record.design === design.name && record.target === target)?.figures,
    })),
  );
}

/** The one in the middle. */
export function medianOf(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)]!;
}

/** Figures as they are, with the aim beside them. */
export function synthesisTable(rows: readonly Row[]): string {
  const cells = rows.map(({ design, target, figures }) => {
    const { name, cut, aim } = design;
    const title = `${name}, ${placed[cut]}`;
    const { device } = targets[target];
    if (figures === undefined) return [title, device, 'not measured', ...head.slice(3).map(() => '')];
    const { area, placements } = figures;
    const rates = placements.map(({ megahertz }) => megahertz);
    const aimed = (text: string) => (aim === undefined ? '' : ` (aim ${text})`);
    return [
      ...[
        title,
        device,
        `${grouped(area.lookUpTables)}${aimed(`<= ${grouped(aim?.lookUpTables ?? 0)}`)}`,
        area.flipFlops,
      ],
      ...[area.blockRams.payload, area.blockRams.control],
      `${rates.length === 0 ? 'no room with its shell' : medianOf(rates).toFixed(1)}${aimed(`>= ${aim?.megahertz}`)}`,
    ];
  });
  return markdownTable(head, cells);
}

/** The README with the table in its marked place. @throws Error when it has no such place */
export function withSynthesisTable(readme: string, records: readonly SynthesisRecord[]): string {
  const table = synthesisTable(rowsOf(records));
  return withComputedText(readme, 'synthesis', 'the table of the synthesis', table);
}

/** The page with how it was measured, the spread of the placements, and where the longest paths lie. */
export function synthesisPage(records: readonly SynthesisRecord[], tools: readonly string[]): string {
  const measured = rowsOf(records).filter(({ figures }) => figures !== undefined);
  const placements = measured.map(({ design, target, figures }) => {
    const { placements: all, verilog } = figures!;
    const what = [design.name, verilog, targets[target].device];
    const rates = all.map(({ megahertz }) => megahertz);
    const middle = all.find(({ megahertz }) => megahertz === medianOf(rates));
    if (middle === undefined) return [...what, 'no room', '', '', ''];
    return [
      ...[...what, rates.map((rate) => rate.toFixed(1)).join(', ')],
      ...[`\`${middle.from}\``, `\`${middle.to}\``, middle.levels],
    ];
  });
  const configurations = measuredDesigns.map(({ name, configuration }) => {
    const complete = parseConfiguration(configuration);
    const { parties, buffers, bufferBytes, dataWidth, threads, levels, release, statisticsBits } = complete;
    return [
      name,
      parties,
      buffers,
      bufferBytes,
      dataWidth,
      threads,
      levels,
      release,
      statisticsBits || 'none',
    ];
  });
  return [
    '# Area and clock rate',
    '',
    '`npm run synth` measures and writes this page, with open tools alone: nothing here has been on a device, and no vendor tool has read it.',
    '',
    synthesisTable(rowsOf(records)),
    '',
    '## How it is measured',
    '',
    `* Tools: ${tools.join(', ')}. Yosys maps with \`-abc9\`; look-up tables, flip-flops and memories are those of the design alone.`,
    '* Payload memory, the buffers and the temporary buffers, is counted apart from all other memory.',
    '* "Without memories": each memory is cut at its module, and its ports become ports of the design, so that the control logic can be placed and compared whatever the payload is. "Without payload memory": only the memories for the bytes of messages are.',
    '* For the clock rate every input comes from a register and every output goes into one, in a shell with three pins; the shell is not counted.',
    '* The clock rate is the median of three placements with the seeds 1, 2 and 3.',
    '* On ECP5 a carry cell counts as two LUT4, and sixteen words of four bits of distributed memory as six.',
    '',
    '## Placements',
    '',
    'The Verilog that was placed, by its digest (it may have changed since), and the longest path of the placement in the middle: the instances at its ends, and the cells on it.',
    '',
    markdownTable(['design', 'Verilog', 'device', 'MHz of each seed', 'from', 'to', 'cells'], placements),
    '',
    '## Configurations',
    '',
    'Fields that are not shown have their defaults.',
    '',
    markdownTable(
      ['design', 'parties', 'buffers', 'bytes', 'bits', 'threads', 'levels', 'release', 'statistics, bits'],
      configurations,
    ),
    '',
  ].join('\n');
}
