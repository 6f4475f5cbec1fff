// SPDX-License-Identifier: Apache-2.0
import { appendFileSync } from 'node:fs';
import { coverageSources } from '../coverage/coverage-sources.ts';
import { layoutFrame } from '../samples/frame.ts';
import { wordsFromBigint } from './bits.ts';
import {
  type ChannelKind,
  type ChannelOptions,
  type ChannelRing,
  openChannel,
  type Stream,
} from './channel.ts';
import { ModelUsageError, type SimulationEnd, SimulationError, simulationEnds } from './errors.ts';
import type { Model, Sampler } from './model.ts';
import type { MakeError, NativeDescription, NativeLibrary, NativeModel } from './native-library.ts';
import { createPort } from './port.ts';
import { fitsBigint, refuseValue } from './port-errors.ts';
import { missingPort, nameList, portTable } from './port-table.ts';
import type { Port } from './port-types.ts';
import type { SourceDigest } from './sources.ts';
import { WatchTable } from './watch-table.ts';

const loopAdvice =
  'Outputs go round to the inputs that they depend on; a build whose ignoredWarnings do not have UNOPTFLAT names the signals on the way.';

/** The errors of models of one design, by the reason not to go on as the native half names it. */
function stepErrors(top: string): MakeError {
  return (kind, message, cycle, output) => {
    if ((simulationEnds as readonly string[]).includes(kind)) {
      const advice = kind === 'convergence' ? `. ${loopAdvice}` : '';
      return new SimulationError(kind as SimulationEnd, cycle, `${message}${advice}`, output);
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

/** What all models of a loaded design share. */
export interface ModelParts {
  readonly top: string;
  /** The port that only the harness drives, if there is one. */
  readonly clock: string | undefined;
  readonly sources: readonly SourceDigest[];
  readonly library: NativeLibrary;
  readonly described: NativeDescription;
}

type Source = { readonly isPort: boolean; readonly index: number; readonly width: number };

// A class, because an object literal with accessors is a hash table to V8, and every step would look the step up in it.
class RunningModel implements Model {
  readonly settle: () => void;
  readonly edge: () => void;
  readonly step: () => void;
  readonly watches: WatchTable;
  readonly ports: Readonly<Record<string, Port>>;
  readonly #top: string;
  readonly #verilog: readonly SourceDigest[];
  readonly #described: NativeDescription;
  readonly #native: NativeModel;
  readonly #cycles: Float64Array;
  #channels = 0;
  readonly #sources = new Map<string, Source>();

  constructor({ top, clock, sources, library, described }: ModelParts, seed: number) {
    this.#top = top;
    this.#verilog = sources;
    this.#described = described;
    const native = library.create(seed, stepErrors(top));
    this.#native = native;
    this.#cycles = new Float64Array(native.cycles);
    this.settle = native.settle;
    this.edge = native.edge;
    this.step = native.step;
    for (const [index, { path, width }] of described.visible.entries()) {
      this.#sources.set(path, { isPort: false, index, width });
    }
    for (const [index, { name, width }] of described.ports.entries()) {
      this.#sources.set(name, { isPort: true, index, width });
    }
    this.ports = portTable(
      top,
      described.ports.map((port, index) => createPort(native.memory, index, port, clock)),
    );
    this.watches = new WatchTable(native, this.ports);
  }

  get cycles(): number {
    return this.#cycles[0] ?? 0;
  }

  get output(): string {
    return this.#native.output();
  }

  port(name: string): Port {
    if (Object.hasOwn(this.ports, name)) return this.ports[name] as Port;
    return missingPort(this.#top, Object.keys(this.ports), name);
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

  run(cycles: number): number {
    if (!Number.isInteger(cycles) || cycles < 0 || cycles >= 2 ** 32) {
      throw new ModelUsageError(`run(${cycles}): the cycles must be a whole number from 0 to 2^32 - 1.`);
    }
    return this.watches.run(cycles);
  }

  openChannel(kind: ChannelKind, stream: Stream, options: ChannelOptions = {}): ChannelRing {
    const ring = openChannel(this.#native, this.#channels, kind, stream, options);
    this.#channels += 1;
    return ring;
  }

  poke(path: string, value: bigint): void {
    const index = this.#described.visible.findIndex((visible) => visible.path === path);
    const visible = this.#described.visible[index];
    if (visible === undefined || !visible.writable) {
      throw new ModelUsageError(
        `'${path}' of '${this.#top}' cannot be overwritten; list it as visible with writable: true in the design.`,
      );
    }
    if (!fitsBigint(value, visible.width)) refuseValue({ name: path, width: visible.width }, value);
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

  writeCoverage(file: string): void {
    if (!this.#described.coverable) {
      throw new ModelUsageError(
        `'${this.#top}' was built without coverage; build the design with coverage: ['line'], for example.`,
      );
    }
    if (!this.#native.writeCoverage(file)) {
      throw new ModelUsageError(
        `Cannot write the coverage '${file}'; check that its folder exists and may be written.`,
      );
    }
    appendFileSync(file, coverageSources(this.#verilog));
  }

  dispose(): void {
    this.#native.dispose();
  }
}

/** Creates a model. `seed` must have been checked. */
export function createModel(parts: ModelParts, seed: number): Model {
  return new RunningModel(parts, seed);
}
