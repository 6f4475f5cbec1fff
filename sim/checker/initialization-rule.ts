// SPDX-License-Identifier: Apache-2.0
import { monitorInitialization } from '../monitors/index.ts';
import { beginInitialization, runToEntry, stepInitialization } from '../reference-model/index.ts';
import type { Area } from './area.ts';
import type { Run } from './run.ts';

/** Follows process 800 entry by entry. */
export interface InitializationRule {
  /** Does in the model what the design does in this cycle. */
  sample(): void;
  /** The area is ready. */
  ready(): boolean;
  restart(): void;
}

const probes = ['ready', 'filling', 'entry', 'pointer'].map((name) => `initialization.${name}`);

export function createInitializationRule(run: Run, area: Area): InitializationRule {
  const { control, options } = area.model;
  const { onDemand } = options;
  const monitor = monitorInitialization(run.binding, area.name, onDemand);
  const signals = (onDemand ? ['growth.ready'] : probes).map((name) =>
    run.binding.pathOf(`${area.name}.${name}`),
  );
  const allocateBuffer = (entry: number) => options.addresses[entry]!;
  let process = beginInitialization();
  let returned = false;
  let used = area.use === undefined;

  function fail(expected: string, actual: string): never {
    const step = process.next === 808 ? '808 of Fig. 8' : '806 of Fig. 8';
    return run.fail({ rule: 'initialization', where: area.name, step, expected, actual, signals });
  }

  return {
    sample() {
      const { event } = monitor;
      monitor.sample(run.frame);
      if (event.ready !== returned) {
        fail(
          returned ? 'ready: all entries are filled' : 'not ready: entries are missing',
          event.ready ? 'ready' : 'not ready',
        );
      }
      if (returned) {
        if (event.fills) fail('no entry is filled after step 806', `entry ${event.entry} is filled again`);
        return;
      }
      if (!used) {
        if (event.fills) fail('nothing is filled before the first use', `entry ${event.entry} is filled`);
        area.use!.sample(run.frame);
        used = area.use!.event.happens;
        if (!used || !onDemand) return;
      }
      if (onDemand) {
        returned = true;
        return;
      }
      runToEntry(process, control, allocateBuffer);
      const entry = (process.index - 1) / 2;
      if (!event.fills || event.entry !== entry || event.pointer !== allocateBuffer(entry)) {
        fail(
          `entry ${entry} is filled with pointer ${allocateBuffer(entry)}`,
          event.fills ? `entry ${event.entry} is filled with pointer ${event.pointer}` : 'no entry is filled',
        );
      }
      stepInitialization(process, control, allocateBuffer);
      runToEntry(process, control, allocateBuffer);
      if (process.next === 0) {
        returned = true;
        run.log.add('ready', run.cycle, area.place);
      }
    },
    ready: () => monitor.event.ready,
    restart() {
      process = beginInitialization();
      returned = false;
      used = area.use === undefined;
    },
  };
}
