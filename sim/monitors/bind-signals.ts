// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../manifest/index.ts';
import { type FrameLayout, type FrameSlot, layoutFrame, type SampledSignal } from '../samples/frame.ts';
import { type ReferenceLayout, referenceLayout } from './reference-layout.ts';

/** The manifest lacks a signal that the monitors need, or has it with another width. */
export class MonitorError extends Error {
  override readonly name = 'MonitorError';
}

/** Where the monitors find the signals of a design. */
export interface SignalBinding {
  /** What to sample, in this order: ports by name, probes by path. The clock is not among them. */
  readonly signals: readonly SampledSignal[];
  readonly layout: FrameLayout;
  /** The parties of the design have commands, not only streams. */
  readonly hasCommands: boolean;
  /** What the references of the design are made of. */
  readonly reference: ReferenceLayout;
  /** The place of a port, or of a probe of the top. @throws MonitorError */
  port(name: string): FrameSlot;
  /** The place of a probe, by its stable name. @throws MonitorError */
  probe(name: string): FrameSlot;
  /** The sampled name of a port, or of a probe of the top; any other name as it is. */
  sampledName(name: string): string;
  /** The sampled name of a probe: its path. @throws MonitorError */
  pathOf(probe: string): string;
}

/** Lays out all ports but the clock, and all probes, of a design. */
export function bindSignals(manifest: Manifest): SignalBinding {
  const ports = manifest.ports.filter(({ name }) => name !== manifest.clock);
  const signals = [
    ...ports.map(({ name, width }) => ({ name, width })),
    ...manifest.probes.map(({ path, width }) => ({ name: path, width })),
  ];
  const layout = layoutFrame(signals);
  const paths = new Map(manifest.probes.map(({ name, path }) => [name, path]));
  const missing = (kind: string, name: string) =>
    new MonitorError(
      `The manifest of '${manifest.top}' has no ${kind} '${name}'; generate the design again with this version, then its manifest fits the monitors.`,
    );
  const pathOf = (probe: string): string => {
    const path = paths.get(probe);
    if (path === undefined) throw missing('probe', probe);
    return path;
  };
  // A block behind a bus has its own top below that of the design.
  const sampledName = (name: string) => paths.get(name) ?? name;
  return {
    signals,
    layout,
    sampledName,
    hasCommands: manifest.configuration.levels === 'both',
    reference: referenceLayout(manifest),
    port: (name) => {
      const slot = layout.slots.get(sampledName(name));
      if (name.includes('.') || slot === undefined) throw missing('port', name);
      return slot;
    },
    probe: (name) => layout.slots.get(pathOf(name))!,
    pathOf,
  };
}
