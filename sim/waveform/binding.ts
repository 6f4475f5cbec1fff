// SPDX-License-Identifier: Apache-2.0

import type { Definitions, WaveformScope } from './definitions.ts';
import { nearestName } from './nearest-name.ts';
import { pathInScope } from './scope-selection.ts';
import { assembleSignal, type SignalPiece } from './signal-pieces.ts';
import { WaveformError } from './waveform-error.ts';

/** A signal to sample. */
export interface WaveformSignal {
  /** Unique among the signals; its key in the frame layout. */
  readonly name: string;
  /** Where it is in the design, relative to the top: `valid`, `u_area.u_swap.flags_q`. */
  readonly path: string;
  /** Width in bits. */
  readonly width: number;
}

/** Comparisons of names for suggestions: a second or two. Only a huge design with many missing signals needs more. */
const mostComparisons = 1_500_000;

/** Signals that an error lists by name. */
const mostListed = 5;

/** Which recorded variables carry which signals. */
export interface Binding {
  /** The variable of the clock, one bit. */
  readonly clockIdentifier: string;
  /** Per signal, in the order of the list. */
  readonly signalPieces: readonly (readonly SignalPiece[])[];
}

function relativeNames(definitions: Definitions, scope: WaveformScope): string[] {
  const prefix = scope.path === '' ? '' : `${scope.path}.`;
  return [...definitions.variables.keys()]
    .filter((path) => path.startsWith(prefix))
    .map((path) => path.slice(prefix.length));
}

/**
 * Finds the variables of the clock and of every signal in a scope.
 *
 * @throws WaveformError `missing-signal` or `wrong-width`, naming every signal at fault.
 */
export function bindSignals(
  definitions: Definitions,
  scope: WaveformScope,
  clock: string,
  signals: readonly WaveformSignal[],
): Binding {
  const missing: string[] = [];
  const wrong: string[] = [];
  let names: string[] | undefined;

  const bind = (path: string, width: number): readonly SignalPiece[] => {
    const variables = definitions.variables.get(pathInScope(scope, path));
    if (variables === undefined) {
      names ??= relativeNames(definitions, scope);
      const isAffordable = (missing.length + 1) * names.length <= mostComparisons;
      const nearest = isAffordable || missing.length === 0 ? nearestName(path, names) : undefined;
      missing.push(nearest === undefined ? `'${path}'` : `'${path}' (is '${nearest}' meant?)`);
      return [];
    }
    const signal = assembleSignal(variables);
    if (signal.kind === 'conflict') {
      wrong.push(`'${path}' ${signal.reason}`);
      return [];
    }
    if (signal.width !== width) {
      wrong.push(`'${path}' has ${signal.width} bits, expected ${width}`);
      return [];
    }
    return signal.pieces;
  };

  const [clockPiece] = bind(clock, 1);
  const signalPieces = signals.map(({ path, width }) => bind(path, width));
  if (missing.length > 0 || wrong.length > 0) {
    const where = scope.path === '' ? 'the root scope' : `scope '${scope.path}'`;
    const lacking =
      missing.length === 0
        ? ''
        : ` It lacks ${listed(missing)}. Record all levels of the design and the configuration that is checked.`;
    const differing = wrong.length === 0 ? '' : ` Not as described: ${listed(wrong)}.`;
    const manyDiffer = wrong.length > mostListed;
    const advice = manyDiffer ? ' It is of another configuration, or of another design.' : '';
    throw new WaveformError(
      missing.length > 0 ? 'missing-signal' : 'wrong-width',
      `The waveform does not fit in ${where}.${advice}${lacking}${differing}`,
    );
  }
  return { clockIdentifier: clockPiece!.identifier, signalPieces };
}

function listed(signals: readonly string[]): string {
  const rest = signals.length - mostListed;
  const shown = signals.slice(0, mostListed).join(', ');
  return rest > 0 ? `${shown}, and ${rest} more` : shown;
}
