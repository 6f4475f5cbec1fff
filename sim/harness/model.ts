// SPDX-License-Identifier: Apache-2.0
import { type FrameLayout, layoutFrame } from '../samples/frame.ts';
import { wordsFromBigint } from './bits.ts';
import { ModelUsageError, type SimulationEnd, SimulationError, simulationEnds } from './errors.ts';
import type { MakeError, NativeDescription, NativeLibrary, NativeModel } from './native-library.ts';
import { createPort, type Port } from './port.ts';

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
export interface Model {
  /** All ports by name. Take those used in a loop out of it once: the look-up costs more than the access. */
  readonly ports: { readonly [name: string]: Port };
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
  /** The number of rising edges so far. */
  readonly cycles: number;
  /** Overwrites a visible signal that was built as writable. @throws ModelUsageError */
  poke(path: string, value: bigint): void;
  /** Starts a VCD file at the next edge; the design must be built with `trace`. @throws ModelUsageError */
  openTrace(file: string): void;
  /** Writes the last settled state and closes the file. Does nothing when none is open. */
  closeTrace(): void;
  /** What `$display` and the like wrote, the latest 1 to 2 MiB of it. */
  readonly output: string;
  /** Runs the design's final blocks and frees its memory. A second call does nothing. @throws SimulationError if they fail. */
  dispose(): void;
}

function nameList(names: Iterable<string>): string {
  const all = [...names];
  return all.length <= 40 ? all.join(', ') : `${all.slice(0, 40).join(', ')} and ${all.length - 40} more`;
}

/** The errors of models of one design, by the reason not to go on as the native half names it. */
function stepErrors(top: string): MakeError {
  return (kind, message, cycle, output) => {
    if ((simulationEnds as readonly string[]).includes(kind)) {
      return new SimulationError(kind as SimulationEnd, cycle, message, output);
    }
    if (kind === 'refused') {
      return new ModelUsageError(
        `The simulation of '${top}' ended in cycle ${cycle} (${message}) and takes no further step; create a new model.`,
      );
    }
    if (kind === 'unsettled') {
      return new ModelUsageError(
        `edge() of '${top}' in cycle ${cycle} without a settle() before it; each cycle is settle() and then edge().`,
      );
    }
    return new ModelUsageError(`The model of '${top}' was disposed of; create a new model.`);
  };
}

type Source = { readonly isPort: boolean; readonly index: number; readonly width: number };

// A class, because an object literal with accessors is a hash table to V8, and every step would look the step up in it.
class RunningModel implements Model {
  readonly settle: () => void;
  readonly edge: () => void;
  readonly ports: Readonly<Record<string, Port>>;
  readonly #top: string;
  readonly #described: NativeDescription;
  readonly #native: NativeModel;
  readonly #cycles: Float64Array;
  readonly #sources = new Map<string, Source>();

  constructor(top: string, library: NativeLibrary, described: NativeDescription, seed: number) {
    this.#top = top;
    this.#described = described;
    const native = library.create(seed, stepErrors(top));
    this.#native = native;
    this.#cycles = new Float64Array(native.cycles);
    this.settle = native.settle;
    this.edge = native.edge;
    for (const [index, { path, width }] of described.visible.entries()) {
      this.#sources.set(path, { isPort: false, index, width });
    }
    for (const [index, { name, width }] of described.ports.entries()) {
      this.#sources.set(name, { isPort: true, index, width });
    }
    this.ports = Object.fromEntries(
      described.ports.map((port) => [port.name, createPort(native.memory, port)]),
    );
  }

  get cycles(): number {
    return this.#cycles[0] ?? 0;
  }

  get output(): string {
    return this.#native.output();
  }

  port(name: string): Port {
    const port = Object.hasOwn(this.ports, name) ? this.ports[name] : undefined;
    if (port !== undefined) return port;
    throw new ModelUsageError(
      `'${this.#top}' has no port '${name}'; its ports are: ${nameList(Object.keys(this.ports))}.`,
    );
  }

  sampler(names: readonly string[]): Sampler {
    const chosen = names.map((name) => {
      const source = this.#sources.get(name);
      if (source !== undefined) return { name, ...source };
      throw new ModelUsageError(
        `'${this.#top}' has no port or visible signal '${name}'; it has: ${nameList(this.#sources.keys())}. ` +
          'Internal signals must be listed as visible in the design.',
      );
    });
    const layout = layoutFrame(chosen);
    const entries = new Uint32Array(
      chosen.flatMap(({ name, isPort, index }) => [Number(isPort), index, layout.slots.get(name)?.word ?? 0]),
    );
    const frame = new Uint32Array(this.#native.addSampler(layout.totalWords, entries, chosen.length));
    return { layout, frame };
  }

  poke(path: string, value: bigint): void {
    const index = this.#described.visible.findIndex((visible) => visible.path === path);
    const visible = this.#described.visible[index];
    if (visible === undefined || !visible.writable) {
      throw new ModelUsageError(
        `'${path}' of '${this.#top}' cannot be overwritten; list it as visible with writable: true in the design.`,
      );
    }
    const words = new Uint32Array(Math.ceil(visible.bytes / 4));
    wordsFromBigint(value, words, 0, visible.width);
    this.#native.poke(index, words);
  }

  openTrace(file: string): void {
    if (!this.#described.traceable) {
      throw new ModelUsageError(
        `'${this.#top}' was built without waveforms; build the design with trace: true.`,
      );
    }
    if (!this.#native.openTrace(file)) {
      throw new ModelUsageError(
        `Cannot write the waveform '${file}'; check that its folder exists and may be written.`,
      );
    }
  }

  closeTrace(): void {
    this.#native.closeTrace();
  }

  dispose(): void {
    this.#native.dispose();
  }
}

/** Creates a model. `seed` must have been checked. */
export function createModel(
  top: string,
  library: NativeLibrary,
  described: NativeDescription,
  seed: number,
): Model {
  return new RunningModel(top, library, described, seed);
}
