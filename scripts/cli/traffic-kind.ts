// SPDX-License-Identifier: Apache-2.0
import { singleText } from './option-values.ts';
import { UsageError } from './usage-error.ts';

/** What is sent through a design. */
export type TrafficKind =
  | { readonly kind: 'git' }
  | { readonly kind: 'random' }
  | { readonly kind: 'file'; readonly path: string };

/** Reads `git`, `random` or `file:PATH`. @throws UsageError */
export function readTraffic(given: unknown): TrafficKind | undefined {
  const text = singleText('traffic')(given);
  if (text === undefined) return undefined;
  if (text === 'git' || text === 'random') return { kind: text };
  if (text.startsWith('file:') && text.length > 5) return { kind: 'file', path: text.slice(5) };
  throw new UsageError(
    `--traffic is ${JSON.stringify(text)}; allowed are git, random and file:PATH with the path of a file.`,
  );
}

/** The traffic as it was written. */
export function trafficText(traffic: TrafficKind): string {
  return traffic.kind === 'file' ? `file:${traffic.path}` : traffic.kind;
}
