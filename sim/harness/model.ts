// SPDX-License-Identifier: Apache-2.0
import type { FrameLayout } from '../samples/frame.ts';
import type { ChannelKind, ChannelOptions, ChannelRing, Stream } from './channel.ts';
import type { AnyPorts } from './load-model.ts';
import type { Port } from './port-types.ts';
import type { WatchTable } from './watch-table.ts';

/** Chosen signals, read natively in every settle. */
export interface Sampler {
  readonly layout: FrameLayout;
  /** The values as of the last settle. The array is the same for the whole life of the model. */
  readonly frame: Uint32Array;
}

/**
 * A running design. One cycle is: write inputs, `settle`, look at outputs and frames, `edge`.
 *
 * Time: cycle c settles at 10 c ns, its rising edge is at 10 c + 5 ns.
 */
export interface Model<Ports = AnyPorts> {
  /** All ports by name. Take those used in a loop out of it once: the look-up costs more than the access. */
  readonly ports: Ports;
  /** The port of this name. @throws ModelUsageError naming those there are. */
  port(name: string): Port;
  /** Ports and visible paths to read in every settle. @throws ModelUsageError for an unknown name. */
  sampler(names: readonly string[]): Sampler;
  /**
   * Lets the clock fall, lets all logic settle with the inputs just written, and fills the frames of all samplers. What is
   * visible then is the state just before the next rising edge. May be called again after writing more inputs.
   *
   * @throws SimulationError when the design ends the simulation, ModelUsageError after that or after disposal.
   */
  readonly settle: () => void;
  /**
   * The rising edge. Outputs read between `edge` and the next `settle` are those right after it, with the old inputs.
   *
   * @throws as `settle` does, and ModelUsageError when the model has not settled since the last edge or poke.
   */
  readonly edge: () => void;
  /** One whole cycle, `settle` and `edge`, in one call: frames then show the state just before that edge. @throws as both do */
  readonly step: () => void;
  /**
   * Whole cycles with the inputs as they are and the native channels at work; no JavaScript runs. Returns how many there
   * were: fewer than wanted when a native monitor has no room for another beat.
   *
   * @throws as `step` does
   */
  run(cycles: number): number;
  /** Starts what drives or watches a stream natively, from the next settle on. @throws ModelUsageError */
  openChannel(kind: ChannelKind, stream: Stream, options?: ChannelOptions): ChannelRing;
  /** Conditions that are evaluated natively; testbenches wait on them. */
  readonly watches: WatchTable;
  /** The number of rising edges so far. */
  readonly cycles: number;
  /** Overwrites a visible signal that was built as writable. @throws ModelUsageError */
  poke(path: string, value: bigint): void;
  /** Starts a waveform file at the next edge; the design must be built with `trace`. @throws ModelUsageError */
  openTrace(file: string): void;
  /** Writes the last settled state and closes the file. Does nothing when none is open. */
  closeTrace(): void;
  /**
   * Writes what the model has covered since its creation, in Verilator's format, whether its simulation has failed or not.
   *
   * @throws ModelUsageError when the design was built without coverage or the file cannot be written
   */
  writeCoverage(file: string): void;
  /** What `$display` and the like wrote, the latest 1 to 2 MiB of it. */
  readonly output: string;
  /** Runs the design's final blocks and frees its memory. A second call does nothing. @throws SimulationError if they fail. */
  dispose(): void;
}
