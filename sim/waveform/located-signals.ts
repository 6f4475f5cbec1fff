// SPDX-License-Identifier: Apache-2.0
import type { WaveformSignal } from './binding.ts';
import type { Definitions } from './definitions.ts';
import { nearestName } from './nearest-name.ts';
import { assembleSignal } from './signal-pieces.ts';
import { plainPath } from './vcd-reference.ts';
import { shortList, WaveformError } from './waveform-error.ts';

/** Signals to look for by name. */
export interface SignalRequest {
  /** Names, or ends of paths: `ready`, `u_dut.ready`. */
  readonly names: readonly string[];
  /** The same for the clock; looked for around the signals if not given. */
  readonly clock?: string | undefined;
  /** Path of a scope that everything lies in. */
  readonly scope?: string | undefined;
}

/** What is to be sampled: the scope that all lies in, and paths relative to it. */
export interface LocatedSignals {
  /** Empty for the root. */
  readonly scope: string;
  readonly clock: string;
  readonly signals: readonly WaveformSignal[];
}

const usualClocks = ['clk', 'clock', 'clk_i', 'clock_i', 'aclk'];
const listedPaths = 5;

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('.')));
}

function depthOf(path: string): number {
  return path.split('.').length;
}

function isWithin(path: string, scope: string): boolean {
  return scope === '' || path === scope || path.startsWith(`${scope}.`);
}

/** The deepest scope that holds all paths. */
function commonScope(paths: readonly string[]): string {
  let scope = parentOf(paths[0]!);
  while (!paths.every((path) => isWithin(path, scope))) scope = parentOf(scope);
  return scope;
}

/**
 * Finds signals by their names or the ends of their paths. Of several with one name the one in the outermost scope is
 * taken, as designs hand their signals down.
 *
 * @throws WaveformError `missing-signal` with the nearest name, `ambiguous-scope` for several that lie equally far out,
 *   `wrong-width` for pieces that make up no signal
 */
export function locateSignals(
  { variables }: Definitions,
  { names, clock, scope = '' }: SignalRequest,
): LocatedSignals {
  const within = plainPath(scope);
  const paths = [...variables.keys()].filter((path) => isWithin(path, within));

  const locate = (given: string): string | undefined => {
    const name = plainPath(given);
    for (const exact of within === '' ? [name] : [`${within}.${name}`, name]) {
      if (variables.has(exact)) return exact;
    }
    const found = paths.filter((path) => path.endsWith(`.${name}`));
    const outermost = Math.min(...found.map(depthOf));
    const outer = found.filter((path) => depthOf(path) === outermost);
    const wires = new Set(
      outer.map((path) =>
        variables
          .get(path)!
          .map(({ identifier }) => identifier)
          .join(' '),
      ),
    );
    if (wires.size > 1) {
      throw new WaveformError(
        'ambiguous-scope',
        `The waveform has several signals '${given}': ${shortList(outer, listedPaths)}. Give more of the path, or choose with the scope option.`,
      );
    }
    return outer[0];
  };
  const missing = (given: string) => {
    const nearest =
      nearestName(given, paths) ??
      nearestName(
        given,
        paths.map((path) => path.slice(parentOf(path).length + 1)),
      );
    const hint = nearest === undefined ? '' : ` Is '${nearest}' meant?`;
    return new WaveformError(
      'missing-signal',
      `The waveform has no signal '${given}'${within === '' ? '' : ` in scope '${within}'`}.${hint}`,
    );
  };
  const located = (given: string): string => {
    const path = locate(given);
    if (path === undefined) throw missing(given);
    return path;
  };
  const clockAround = (start: string): string => {
    for (let around = start; ; around = parentOf(around)) {
      const found = usualClocks
        .map((name) => (around === '' ? name : `${around}.${name}`))
        .find((path) => variables.has(path));
      if (found !== undefined) return found;
      if (around === '') break;
    }
    const found = usualClocks.map(locate).find((path) => path !== undefined);
    if (found !== undefined) return found;
    throw new WaveformError(
      'missing-signal',
      `The waveform has no signal ${usualClocks.join(', ')}; name the clock with the clock option.`,
    );
  };

  const signalPaths = names.map(located);
  const clockPath = clock === undefined ? clockAround(commonScope(signalPaths)) : located(clock);
  const common = commonScope([clockPath, ...signalPaths]);
  const relative = (path: string) => (common === '' ? path : path.slice(common.length + 1));
  const signals = signalPaths.map((path, index) => {
    const signal = assembleSignal(variables.get(path)!);
    if (signal.kind === 'conflict') throw new WaveformError('wrong-width', `'${path}' ${signal.reason}.`);
    return { name: names[index]!, path: relative(path), width: signal.width };
  });
  return { scope: common, clock: relative(clockPath), signals };
}
