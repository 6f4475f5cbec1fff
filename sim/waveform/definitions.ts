// SPDX-License-Identifier: Apache-2.0
import { type BitRange, plainPath, type VariableName } from './vcd-reference.ts';
import { WaveformError } from './waveform-error.ts';

/** A scope of the recorded design. */
export interface WaveformScope {
  /** From the root, for example `tb.u_dut`; empty for the root itself. */
  readonly path: string;
  /** Its own name, the last part of the path. */
  readonly name: string;
}

/** A recorded vector or bit. */
export interface WaveformVariable {
  /** What its value changes are recorded under; variables that are the same wire may share one. */
  readonly identifier: string;
  /** Width in bits. */
  readonly width: number;
  /** As declared; undefined for a scalar or a range that was not written. */
  readonly range: BitRange | undefined;
}

/** What a waveform says it holds. */
export interface Definitions {
  /** As `1ps`, `10ns`; empty when the file does not say. */
  readonly timescale: string;
  /** By path, in the order of the file. */
  readonly scopes: ReadonlyMap<string, WaveformScope>;
  /** By full path; several under one path are pieces of one signal. */
  readonly variables: ReadonlyMap<string, readonly WaveformVariable[]>;
  /** All declared identifiers, those of real numbers, strings, parameters and events included. */
  readonly identifiers: ReadonlySet<string>;
}

/** Takes definitions one by one, in the order of the file. All errors are `WaveformError`. */
export interface DefinitionsBuilder {
  /** Enters a scope; one without a name adds nothing to paths. */
  openScope(name: string): void;
  /** Leaves a scope; false when none is open. */
  closeScope(): boolean;
  /** Adds a variable under each of its names; none for a kind that is not sampled. */
  addVariable(identifier: string, width: number, names: readonly VariableName[]): void;
  finish(timescale: string): Definitions;
}

/** Memory that definitions may take, in bytes as estimated here. Some million signals; a whole system on a chip has fewer. */
const mostBytes = 1 << 30;
const bytesOfEntry = 256;
const longestPath = 4096;

/** Starts with an empty root scope. */
export function createDefinitions(): DefinitionsBuilder {
  const scopes = new Map<string, WaveformScope>();
  const variables = new Map<string, WaveformVariable[]>();
  const identifiers = new Set<string>();
  const openScopes: WaveformScope[] = [{ path: '', name: '' }];
  let bytes = 0;

  const take = (path: string) => {
    bytes += bytesOfEntry + path.length;
    if (bytes > mostBytes || path.length > longestPath) {
      throw new WaveformError(
        'unsupported',
        path.length > longestPath
          ? `The waveform has a name of ${path.length} characters with its scopes, '${path.slice(0, 60)}...'; up to ${longestPath} are read.`
          : `The waveform defines more than ${scopes.size + variables.size} scopes and signals, more than are read; record only the design that is looked at.`,
      );
    }
  };
  const inScope = ({ path }: WaveformScope, name: string) =>
    path === '' || name === '' ? path + name : `${path}.${name}`;

  return {
    openScope: (written) => {
      const name = plainPath(written);
      const path = inScope(openScopes.at(-1)!, name);
      take(path);
      const scope = { path, name };
      openScopes.push(scope);
      if (!scopes.has(path)) {
        scopes.set(path, scope);
      }
    },
    closeScope: () => {
      openScopes.pop();
      return openScopes.length > 0;
    },
    addVariable: (identifier, width, names) => {
      identifiers.add(identifier);
      const scope = openScopes.at(-1)!;
      if (scope.path === '' && !scopes.has('')) {
        scopes.set('', scope);
      }
      for (const { name, range } of names) {
        const path = inScope(scope, name);
        take(path);
        const variable = { identifier, width, range };
        const others = variables.get(path);
        if (others === undefined) {
          variables.set(path, [variable]);
        } else {
          others.push(variable);
        }
      }
    },
    finish: (timescale) => ({ timescale, scopes, variables, identifiers }),
  };
}
