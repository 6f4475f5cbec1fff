// SPDX-License-Identifier: Apache-2.0

/** What a point counts: a line or a branch reached, one bit going one way, a `cover property` that held. */
export type PointKind = 'line' | 'branch' | 'toggle' | 'user';

/** One thing that can be covered, at one place of the hierarchy. */
export interface CoveragePoint {
  readonly kind: PointKind;
  readonly file: string;
  readonly line: number;
  /** Module and, for bits, signal: `count_q[0]:0->1`; for lines `block`, `if`, `else`. */
  readonly subject: string;
  readonly module: string;
  /** Instance path from the top. */
  readonly instance: string;
  /** All lines that are reached with the point. */
  readonly lines: readonly number[];
  readonly count: number;
}

/** Text that is not what Verilator writes. */
export class CoverageFormatError extends Error {
  override readonly name = 'CoverageFormatError';
}

const header = '# SystemC::Coverage-3';
const kinds: readonly PointKind[] = ['line', 'branch', 'toggle', 'user'];

/** The numbers in a list such as `12-14,17`. */
function numbersIn(list: string): number[] {
  return list.split(',').flatMap((part) => {
    const [low = 0, high = low] = part.split('-').map(Number);
    return Array.from({ length: high - low + 1 }, (_, index) => low + index);
  });
}

/**
 * The name of a module as the Verilog has it: Verilator adds the parameters of an instance, as in `fifo__W8_D10`, or a number
 * where there are many, as in `core__pi1`.
 */
function withoutParameters(module: string): string {
  return module.replace(/__(?:pi\d+|[A-Z]+z?\d\w*)$/, '');
}

function pointOf(key: string, count: number, where: string): CoveragePoint {
  const fields = new Map(
    key.split('\x01').map((part) => {
      const at = part.indexOf('\x02');
      return [part.slice(0, at), part.slice(at + 1)] as const;
    }),
  );
  const [, kind, module = ''] = /^v_(\w+)\/(.*)$/.exec(fields.get('page') ?? '') ?? [];
  const line = Number(fields.get('l'));
  const file = fields.get('f');
  if (!kinds.includes(kind as PointKind) || file === undefined || !Number.isInteger(line)) {
    throw new CoverageFormatError(
      `${where} names no kind, file or line that is known; allowed kinds are ${kinds.join(', ')}.`,
    );
  }
  const lines = fields.get('S');
  return {
    kind: kind as PointKind,
    file,
    line,
    subject: fields.get('o') ?? '',
    module: withoutParameters(module),
    instance: (fields.get('h') ?? '').replace(/^TOP\./, ''),
    lines: lines === undefined ? [line] : numbersIn(lines),
    count,
  };
}

/**
 * Reads what `writeCoverage` of a model wrote.
 *
 * @param origin names the text in errors
 * @throws CoverageFormatError
 */
export function parseCoverage(text: string, origin: string): CoveragePoint[] {
  const lines = text.split('\n');
  if (lines[0] !== header) {
    throw new CoverageFormatError(
      `${origin} does not begin with '${header}'; give a file of Verilator's coverage.`,
    );
  }
  return lines.slice(1).flatMap((line, index) => {
    if (line === '' || line.startsWith('#')) return [];
    const [, key, count] = /^C '(.*)' (\d+)$/.exec(line) ?? [];
    const where = `${origin}:${index + 2}`;
    if (key === undefined) throw new CoverageFormatError(`${where} is not a line of Verilator's coverage.`);
    return [pointOf(key, Number(count), where)];
  });
}

/** Adds up the points of several runs; points that not all runs have stay. In the order in which they came first. */
export function mergeCoverage(runs: Iterable<readonly CoveragePoint[]>): CoveragePoint[] {
  const merged = new Map<string, CoveragePoint>();
  for (const points of runs) {
    for (const point of points) {
      const { kind, file, line, subject, module, instance } = point;
      const key = [kind, file, line, subject, module, instance].join('\n');
      const before = merged.get(key);
      merged.set(key, before === undefined ? point : { ...point, count: before.count + point.count });
    }
  }
  return [...merged.values()];
}
