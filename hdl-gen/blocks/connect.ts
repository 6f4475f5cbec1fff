// SPDX-License-Identifier: Apache-2.0
import type { PortDefinitions, PortSignals, Prefixed } from '../language/index.ts';

/** The signals of an interface of the enclosing module, under the names without its prefix. */
export function interfaceOf<const Prefix extends string, const Ports extends PortDefinitions>(
  io: PortSignals<Prefixed<Prefix, Ports>>,
  prefix: Prefix,
  ports: Ports,
): PortSignals<Ports> {
  const signals = io as unknown as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.keys(ports).map((name) => [name, signals[`${prefix}_${name}`]]),
  ) as unknown as PortSignals<Ports>;
}

/** Signals under names with a prefix, as an instance with a prefixed interface wants them. */
export function withPrefix<
  const Prefix extends string,
  const Signals extends Readonly<Record<string, unknown>>,
>(
  prefix: Prefix,
  signals: Signals,
): { readonly [Name in keyof Signals as `${Prefix}_${Name & string}`]: Signals[Name] } {
  return Object.fromEntries(
    Object.entries(signals).map(([name, signal]) => [`${prefix}_${name}`, signal]),
  ) as never;
}

/** The signals of the enclosing module that have the names of an interface. */
export function signalsOf<const Ports extends PortDefinitions>(
  io: PortSignals<Ports>,
  ports: Ports,
): PortSignals<Ports> {
  return Object.fromEntries(
    Object.keys(ports).map((name) => [name, io[name]]),
  ) as unknown as PortSignals<Ports>;
}
