// SPDX-License-Identifier: Apache-2.0
import type { Definitions, WaveformScope } from './definitions.ts';
import { plainPath } from './vcd-reference.ts';
import { shortList, WaveformError } from './waveform-error.ts';

const listedScopes = 20;

/** What is looked for: a scope of this name, or one that holds all these signals. */
export interface ScopeRequest {
  readonly top: string;
  /** Path of the scope, or of one that contains it; empty for the root. */
  readonly scope?: string | undefined;
  /** Paths of the signals, relative to the scope looked for. */
  readonly paths: readonly string[];
}

/** The full path of a signal in a scope. */
export function pathInScope(scope: WaveformScope, path: string): string {
  const plain = plainPath(path);
  return scope.path === '' ? plain : `${scope.path}.${plain}`;
}

function scopeList(scopes: Iterable<WaveformScope>): string {
  const paths = [...scopes].map(({ path }) => (path === '' ? '(root)' : path));
  return paths.length === 0 ? 'none' : shortList(paths, listedScopes);
}

function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`);
}

/**
 * Finds the design in a waveform. A scope called `top` that holds all signals wins, then any scope that holds them all
 * (a testbench gives instances its own names), then a scope called `top` that lacks some, so that these can be named.
 * Scopes whose signals are the very same wires count as one: Verilator repeats the ports of a design one level up.
 *
 * @throws WaveformError `no-scope` or `ambiguous-scope`; both list the scopes.
 */
export function selectScope(definitions: Definitions, request: ScopeRequest): WaveformScope {
  const { top, paths } = request;
  const outer = request.scope === undefined ? undefined : plainPath(request.scope);
  if (outer === '') {
    return { path: '', name: '' };
  }
  const all = [...definitions.scopes.values()];
  const scopes = outer === undefined ? all : all.filter(({ path }) => isWithin(path, outer));
  if (scopes.length === 0) {
    const wanted = outer === undefined ? `'${top}'` : `'${outer}'`;
    throw new WaveformError(
      'no-scope',
      `The waveform has no scope ${wanted}; its scopes are: ${scopeList(all)}.`,
    );
  }

  const variablesOf = (scope: WaveformScope, path: string) =>
    definitions.variables.get(pathInScope(scope, path));
  const isComplete = (scope: WaveformScope) => paths.every((path) => variablesOf(scope, path) !== undefined);
  const found = (scope: WaveformScope) =>
    paths.filter((path) => variablesOf(scope, path) !== undefined).length;
  const wires = (scope: WaveformScope) =>
    paths.flatMap((path) => variablesOf(scope, path)?.map(({ identifier }) => identifier) ?? '-').join(' ');
  const mostComplete = (choices: readonly WaveformScope[]) =>
    choices.reduce<WaveformScope | undefined>(
      (best, scope) => (best === undefined || found(scope) > found(best) ? scope : best),
      undefined,
    );

  const exact = scopes.find(({ path }) => path === outer);
  if (exact !== undefined && isComplete(exact)) {
    return exact;
  }
  const named = scopes.filter(({ name }) => name === plainPath(top));
  const namedAndComplete = named.filter(isComplete);
  const complete = namedAndComplete.length > 0 ? namedAndComplete : scopes.filter(isComplete);
  const [first] = complete;
  if (first !== undefined) {
    if (new Set(complete.map(wires)).size > 1) {
      throw new WaveformError(
        'ambiguous-scope',
        `${complete.length} scopes hold the signals of '${top}': ${scopeList(complete)}. Choose one with the scope option.`,
      );
    }
    return first;
  }
  const incomplete = mostComplete(named) ?? exact;
  if (incomplete !== undefined) {
    return incomplete;
  }
  const nearest = mostComplete(scopes);
  const missing =
    nearest === undefined ? [] : paths.filter((path) => variablesOf(nearest, path) === undefined);
  const hint =
    nearest === undefined || missing.length === paths.length
      ? ''
      : ` The nearest, ${scopeList([nearest])}, lacks ${missing.length} of ${paths.length}: ${shortList(missing, listedScopes)}.`;
  throw new WaveformError(
    'no-scope',
    `No scope is called '${top}' or holds all its signals; the scopes are: ${scopeList(scopes)}.${hint}`,
  );
}
