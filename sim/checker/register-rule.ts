// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../manifest/index.ts';
import { monitorRegisters } from '../monitors/index.ts';
import type { RegisterAnswer } from '../reference-model/index.ts';
import type { CounterRule } from './counter-rule.ts';
import { knownField } from './known-field.ts';
import type { Run } from './run.ts';

/** The register port of a block. */
export interface RegisterRule {
  /** Brings the settings up to this cycle and compares them and the answer; before all other rules. */
  sample(): void;
  restart(): void;
}

const nothing = { data: 0, error: false };

export function createRegisterRule(run: Run, manifest: Manifest, counters: CounterRule): RegisterRule {
  const { binding, registers } = run;
  const monitor = monitorRegisters(binding, manifest.configuration.bus !== 'native');
  const { event } = monitor;
  const checkData = knownField(run, 'register_write_data');
  const signals = ['valid', 'write', 'address', 'write_data', 'ready', 'done', 'read_data', 'error'].map(
    (name) => `register_${name}`,
  );
  const settings = manifest.registers
    .flatMap(({ fields }) => fields)
    .filter(({ access }) => access === 'read-write')
    .map(({ name }) => ({
      name,
      word: binding.probe(`registers.${name}`).word,
      setting: registers.setting(name, 0),
    }));
  const given = { write: false, address: 0, data: 0, strobe: 0 };
  let active = false;
  /** An access can be accepted in this cycle; not yet in the first one. */
  let ready = false;

  function fail(expected: string, actual: string): never {
    return run.fail({ rule: 'registers', where: manifest.top, expected, actual, signals });
  }

  function checkSettings(): void {
    for (let index = 0; index < settings.length; index += 1) {
      const { name, word, setting } = settings[index]!;
      if (run.frame[word] !== setting.now) fail(`${name} is ${setting.now}`, `${name} is ${run.frame[word]}`);
    }
  }

  /** The answer that is due in this cycle, or undefined when an access goes on or there is none. */
  function dueAnswer(): RegisterAnswer | undefined {
    if (!active) return undefined;
    const { write, address, data, strobe } = given;
    const counter = write ? undefined : registers.at(address)?.counter;
    if (counter === undefined) return registers.reach(write, address, data, strobe);
    if (counter.half === 'high' || counters.captured())
      return { data: counters.word(counter.half), error: false };
    counters.want(counter.index);
    return undefined;
  }

  return {
    sample() {
      registers.advance();
      monitor.sample(run.frame);
      checkSettings();
      const answer = dueAnswer();
      if (event.ready !== ready || event.done !== (answer !== undefined)) {
        fail(
          `${active ? `an access is ${answer === undefined ? 'under way' : 'done'}` : 'no access is under way'}`,
          `ready is ${+event.ready}, done is ${+event.done}`,
        );
      }
      const { data: read, error } = answer ?? nothing;
      if (event.readData !== read || event.error !== error) {
        const text = (data: number, error: boolean) =>
          error ? 'refused' : `0x${data.toString(16).padStart(8, '0')}`;
        fail(
          `${given.write ? 'write' : 'read'} of 0x${given.address.toString(16)} (${registers.at(given.address)?.name ?? 'no register'}): ${text(read, error)}`,
          text(event.readData, event.error),
        );
      }
      if (answer !== undefined) {
        active = false;
        run.accesses.register += 1;
      }
      ready = !active && !event.accepted;
      if (!event.accepted) return;
      active = true;
      if (event.write) checkData();
      const { write, address, data, strobe } = event;
      Object.assign(given, { write, address, data, strobe });
    },
    restart() {
      registers.reset();
      active = false;
      ready = false;
    },
  };
}
