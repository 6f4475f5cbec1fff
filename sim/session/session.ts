// SPDX-License-Identifier: Apache-2.0

import { createBusMaster, nativePorts } from '../bus/index.ts';
import { type Checker, type CheckSummary, createChecker } from '../checker/index.ts';
import {
  buildModel,
  loadModel,
  type Model,
  ModelUsageError,
  type Port,
  type SimulationError,
} from '../harness/index.ts';
import type { Manifest } from '../manifest/index.ts';
import { describeDesign } from './design-folder.ts';
import { RunFailedError, SessionError } from './errors.ts';
import { checkPorts } from './port-check.ts';
import { readProbes } from './read-probes.ts';
import { openRegisters, type Registers } from './registers.ts';
import { describeState } from './state-report.ts';

/** Cycles in which a design must have said that it is ready. */
const CYCLES_TO_READY = 10_000;

/** Cycles a design is given to come to rest after its last message was delivered. */
const CYCLES_TO_REST = 64;

const RESET_CYCLES = 2;

/** What to simulate and how. */
export interface SessionOptions {
  readonly manifest: Manifest;
  /** Folder with the Verilog and its `files.f`. */
  readonly files: string;
  /** Decides what uninitialised state starts as, 1 to 2147483647. */
  readonly seed: number;
  /** The command that repeats the run, for the reports of failures. */
  readonly repeat: string;
  /** File for a waveform, FST when its name ends so and VCD otherwise; none is written without it. */
  readonly waves?: string | undefined;
  /** Compare every operation with the model; true if not given. */
  readonly check?: boolean;
  /** Called with one short line for each step of a build that takes time. */
  readonly onProgress?: (message: string) => void;
}

/**
 * A design that runs after its reset, compared with the reference model in every cycle. One cycle is: write inputs,
 * `settle`, look at outputs, `edge`.
 */
export interface Session {
  readonly manifest: Manifest;
  /** Rising edges so far, those of the reset included. */
  readonly cycles: number;
  /** A port of the top by name. @throws ModelUsageError */
  port(name: string): Port;
  /** Lets the logic settle with the inputs just written, and compares. @throws RunFailedError */
  settle(): void;
  /** The rising edge. @throws RunFailedError */
  edge(): void;
  /** One whole cycle. @throws RunFailedError */
  step(): void;
  /** Settings and statistics. An access runs the session for a few cycles. */
  readonly registers: Registers;
  /** A probe of the manifest by its name, for the end of a run. @throws SessionError when there is none */
  probe(name: string): bigint;
  /** Flags, owners, waiting messages and open calls, a line each, for reports. */
  describeState(): string;
  /** Lets the design come to rest and makes sure that nothing was lost in it. @throws RunFailedError */
  finish(): void;
  /** What was compared so far; undefined in a session that does not compare. */
  summary(): CheckSummary | undefined;
  /** Closes the waveform and frees the model. A second call does nothing. */
  close(): void;
}

/**
 * Builds the model of a design, loads it and takes it through its reset.
 *
 * @throws SessionError when Verilog and manifest do not belong together or the design never gets ready, RunFailedError
 *   when it fails in its reset, and what the harness throws for a design that cannot be built.
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { manifest, check = true, onProgress } = options;
  const trace = options.waves?.endsWith('.fst') ? 'fst' : options.waves !== undefined;
  const design = await describeDesign(manifest, options.files, trace);
  const built = await buildModel(design, onProgress === undefined ? {} : { onProgress });
  const library = loadModel(built);
  checkPorts(manifest, library.ports);
  const model = library.create({ seed: options.seed });
  try {
    if (options.waves !== undefined) model.openTrace(options.waves);
    const session = runningSession(model, check ? createChecker(manifest) : undefined, options);
    reset(session, model);
    enableParties(session);
    return session;
  } catch (error) {
    model.closeTrace();
    model.dispose();
    throw error;
  }
}

function runningSession(model: Model, checker: Checker | undefined, options: SessionOptions): Session {
  const { manifest, repeat } = options;
  const frame =
    checker === undefined ? undefined : model.sampler(checker.signals.map(({ name }) => name)).frame;

  function fail(cause: unknown): never {
    // A model that was used wrongly is a fault of the caller, not of the design.
    throw cause instanceof ModelUsageError ? cause : new RunFailedError(cause, model.cycles, repeat);
  }

  function settle(): void {
    try {
      model.settle();
      if (checker !== undefined && frame !== undefined) checker.sample(frame, model.cycles);
    } catch (error) {
      fail(error);
    }
  }

  function edge(): void {
    try {
      model.edge();
    } catch (error) {
      fail(error as SimulationError);
    }
  }

  function step(): void {
    settle();
    edge();
  }

  const port = nativePorts((name) => model.port(name), manifest);
  const steps = { port, settle, edge };
  return {
    manifest,
    registers: openRegisters(steps, manifest),
    get cycles() {
      return model.cycles;
    },
    port,
    settle,
    edge,
    step,
    probe(name) {
      const probe = manifest.probes.find((one) => one.name === name);
      if (probe === undefined) throw new SessionError(`'${manifest.top}' has no probe '${name}'.`);
      return readProbes(model, [probe])[0]!;
    },
    describeState: () => describeState(model, manifest),
    finish() {
      for (let cycle = 0; cycle < CYCLES_TO_REST; cycle++) step();
      try {
        model.settle();
        checker?.finish();
      } catch (error) {
        fail(error);
      }
    },
    summary: () => checker?.summary(),
    close() {
      model.closeTrace();
      model.dispose();
    },
  };
}

/** Behind a bus nothing is granted to a party until its software has enabled it. */
function enableParties({ manifest, port, settle, edge }: Session): void {
  const { bus } = manifest.configuration;
  if (bus === 'native') return;
  for (const { name, registers } of manifest.addressBlocks) {
    const control = registers.find((register) => register.fields.some((field) => field.name === 'enable'));
    if (control === undefined) continue;
    const master = createBusMaster(port, bus, name);
    master.begin({ write: true, address: control.address, data: 1, strobe: 15 });
    for (let answered = false; !answered; ) {
      master.drive();
      settle();
      answered = master.observe() !== undefined;
      edge();
    }
    master.drive();
  }
}

function reset(session: Session, model: Model): void {
  const { reset: resetName, resetActive, clock, top, configuration } = session.manifest;
  for (const port of Object.values(model.ports)) {
    if (port.direction === 'input' && port.name !== clock) port.write(0n);
  }
  const resetPort = session.port(resetName);
  const active = resetActive === 'high' ? 1 : 0;
  resetPort.value = active;
  for (let cycle = 0; cycle < RESET_CYCLES; cycle++) session.step();
  resetPort.value = 1 - active;
  if (configuration.initialize === 'on-first-use') return;
  const ready = session.port('ready');
  for (let cycle = 0; cycle < CYCLES_TO_READY; cycle++) {
    session.settle();
    const isReady = ready.value === 1;
    session.edge();
    if (isReady) return;
  }
  throw new SessionError(
    `'${top}' is not ready ${CYCLES_TO_READY} cycles after its reset; its initialization does not end.`,
  );
}
