// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../manifest/index.ts';
import { bindSignals } from '../monitors/index.ts';
import { createRegisterBank, forgetAll } from '../reference-model/index.ts';
import type { SampledSignal } from '../samples/frame.ts';
import { createBusRule } from './bus/bus-rule.ts';
import { createChannelChecker } from './channel-checker.ts';
import { createCounterRule } from './counter-rule.ts';
import { createCounterModel } from './counters.ts';
import { checkCycle, type DesignChecker, isReady, resetCycle, unfinishedWork } from './design-checker.ts';
import { createGatewayChecker } from './gateway-checker.ts';
import { createRegisterRule } from './register-rule.ts';
import { createRemoteChecker } from './remote-checker.ts';
import { createRun } from './run.ts';
import { type CheckSummary, type Counters, createCallStatistics } from './statistics.ts';
import { createUnknownRule } from './unknown-rule.ts';

export interface CheckerOptions {
  /** Events that a report lists; 20 if not given. */
  readonly history?: number;
}

/** Compares a design with the reference model, cycle by cycle, live or on a waveform. */
export interface Checker {
  /** What to sample in each cycle, in the order of the frame: ports by name, probes by path. */
  readonly signals: readonly SampledSignal[];
  /**
   * Compares one cycle. Nothing is compared before the first cycle in which the design is reset.
   *
   * @param frame the signals just before the rising edge that ends the cycle, laid out by `layoutFrame(signals)`
   * @param unknown same layout, 1 for each bit that is X or Z; a source with two values leaves it out
   * @throws DifferenceError at the first difference; the checker is of no use after that
   */
  sample(frame: Uint32Array, cycle: number, unknown?: Uint32Array): void;
  /** Adds an amount to every statistics counter of the model, as somebody has done in the design between two samples. */
  addToCounters(amount: number): void;
  /**
   * Ends a run that is at rest: every message given is delivered, and the circuits hold nothing.
   *
   * @throws DifferenceError naming what is lost or stuck, or that nothing was compared
   */
  finish(): void;
  summary(): CheckSummary;
}

/**
 * Makes a checker for a generated design.
 *
 * @throws MonitorError when the manifest lacks a signal that is needed
 */
export function createChecker(manifest: Manifest, { history = 20 }: CheckerOptions = {}): Checker {
  const binding = bindSignals(manifest);
  const registers = createRegisterBank(manifest.registers);
  const run = createRun(binding, registers, createCounterModel(manifest, registers), history);
  const counterRule = createCounterRule(run, manifest, run.counters);
  const { configuration } = manifest;
  const counters: Counters = { loads: 0, stores: 0, swaps: 0, detects: 0, answered: 0 };
  const calls = createCallStatistics(configuration.threads);
  const design: DesignChecker = designChecker(manifest)(run, manifest, counters, calls);
  const registerRule = createRegisterRule(run, manifest, counterRule);
  const busRule = createBusRule(run, manifest);
  const unknownRule = createUnknownRule(run, manifest);
  const ready = binding.port('ready').word;
  const reset = binding.port(manifest.reset).word;
  const resetLevel = manifest.resetActive === 'high' ? 1 : 0;
  const known = new Uint32Array(binding.layout.totalWords);
  const place = run.log.place(manifest.top);
  let started = false;
  let wasReset = false;
  let cycles = 0;

  function resets(): void {
    if (!started) for (const { area } of design.areas) forgetAll(area.payload);
    if (!wasReset) run.log.add('reset', run.cycle, place);
    registerRule.restart();
    counterRule.restart();
    resetCycle(design);
    busRule?.restart();
    calls.forgetOpenCalls();
    started = true;
    wasReset = true;
  }

  return {
    signals: binding.signals,
    sample(frame, cycle, unknown = known) {
      run.cycle = cycle;
      run.frame = frame;
      run.unknown = unknown;
      if (frame[reset] === resetLevel && unknown[reset] === 0) {
        cycles += 1;
        resets();
        return;
      }
      if (!started) return;
      cycles += 1;
      wasReset = false;
      run.remember(unknown !== known);
      if (unknown !== known) unknownRule.sample();
      registerRule.sample();
      checkCycle(design);
      counterRule.finishCycle();
      if (frame[ready] !== (isReady(design) ? 1 : 0)) {
        run.fail({
          rule: 'ready',
          where: manifest.top,
          step: '806 of Fig. 8',
          expected: 'ready is the ready of all areas',
          actual: `ready is ${frame[ready]}`,
          signals: ['ready'],
        });
      }
      busRule?.sample();
    },
    addToCounters: run.counters.addToAll,
    finish() {
      const left = started ? unfinishedWork(design) : 'the design was never reset, so nothing was compared';
      if (left !== undefined) {
        run.fail({ rule: 'at rest', where: manifest.top, expected: 'nothing is left inside', actual: left });
      }
    },
    summary: () => ({
      cycles,
      operationsCompared: counters.loads + counters.stores + counters.swaps + counters.detects,
      operations: { ...counters },
      accesses: { ...run.accesses },
      directions: design.directions.map((direction) => ({ ...direction })),
      areas: design.areas.map((area) => area.summary()),
      threads: configuration.threads,
      temporaryBuffers: configuration.temporaryBuffers,
      mostTemporariesInUse: design.middle.mostInUse(),
      ...calls.summary(),
    }),
  };
}

function designChecker({ configuration: { parties, server } }: Manifest) {
  if (parties === 'two') return createChannelChecker;
  return server === 'remote' ? createRemoteChecker : createGatewayChecker;
}
