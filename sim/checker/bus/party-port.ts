// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../../manifest/index.ts';
import { createBlockRegisters, results } from '../../reference-model/index.ts';
import type { Run } from '../run.ts';
import type { AccessOutcome, BusAccess } from './access.ts';
import { createBufferCount } from './buffer-count.ts';
import { createCommandAccess } from './command-access.ts';
import { createPortRegisters, type PortRegisters } from './port-registers.ts';
import type { Watch } from './watch.ts';
import { createWindowAccess } from './window-access.ts';

type Block = Manifest['addressBlocks'][number];

/** The registers of a party. */
export interface PartyPort extends PortRegisters {
  /** The party takes part in this cycle. */
  enabled(): boolean;
}

/** Words of a bitmap that registers show, by the name of the field: `held`, `held_32`. */
function bitmap(
  name: string,
  buffers: number,
  word: (index: number) => number,
): Record<string, () => number> {
  return Object.fromEntries(
    Array.from({ length: Math.ceil(buffers / 32) }, (_, index) => [
      index === 0 ? name : `${name}_${32 * index}`,
      () => word(index),
    ]),
  );
}

/** Makes the rules about the registers of a party. `area` is the instance of its area. */
export function createPartyPort(
  run: Run,
  watch: Watch,
  manifest: Manifest,
  block: Block,
  area: string,
): PartyPort {
  const { binding } = run;
  const { name } = block;
  const instance = `${name}_registers`;
  const port = (signal: string) => watch.read(`${name}_${signal}`);
  const has = (register: string) => block.registers.some((one) => one.name === register);
  const fieldsOf = new Set(block.registers.flatMap(({ fields }) => fields.map((field) => field.name)));
  const registers = createBlockRegisters(block.registers);
  const enable = registers.keeps('enable');
  const freeThreshold = registers.keeps('free_threshold');
  const reclaims = fieldsOf.has('reclaims') ? port('reclaims') : () => 0;
  const free = createBufferCount(run, binding.probe(`${area}.control_ram.flags`));
  const pending = block.window && createBufferCount(run, binding.port(`${name}_pending`));
  const commands = block.window && createCommandAccess(watch, block, registers);
  const window =
    block.window &&
    createWindowAccess(run, watch, block, manifest.sizes.wordBytes, registers, () => reclaims() === 1);
  const counted = { sent: 0, received: 0, refused: 0 };
  const counts = has('sent');
  const ends = (stream: 'in' | 'out') => {
    const [valid, ready, last] = ['valid', 'ready', 'last'].map((signal) => port(`${stream}_${signal}`));
    return () => valid!() === 1 && ready!() === 1 && last!() === 1;
  };
  const [sends, receives, withdrawn] = [ends('in'), ends('out'), port('in_abort')];
  const errorCode = port('error_code');
  const expectClear = watch.expect('bus translation', `${name}_error_clear`);
  const states: (() => void)[] = [];
  const compared = (field: string, value: () => number) => {
    const expect = watch.expect('bus registers', `${instance}.${field}`);
    states.push(() => expect(value()));
  };

  function commandLevel() {
    if (commands === undefined) return { shows: {}, conditions: {} };
    const bits = binding.port(`${name}_pending`).word;
    const waits = port('interrupt');
    const threshold = registers.keeps('message_threshold');
    const mode = registers.keeps('receive_by_command');
    const enable = registers.keeps('enable');
    const expectMode = watch.expect('bus translation', `${name}_receive_by_command`);
    const { shown, held } = commands;
    const buffers = block.window!.parts;
    states.push(() => expectMode(enable.now === 1 ? mode.now : 1));
    for (const field of ['result', 'received_pointer'] as const) {
      compared(field, () => shown[field]);
    }
    return {
      shows: {
        result: () => shown.result,
        received_pointer: () => shown.received_pointer,
        ...bitmap('pending', buffers, (index) => run.frame[bits + index]!),
        ...bitmap('held', buffers, (index) => held[index]!),
      },
      conditions: {
        message: () => waits() === 1 && (threshold.now === 1 || pending!.now() >= threshold.now),
      },
    };
  }

  const level = commandLevel();
  if (counts)
    for (const field of Object.keys(counted) as (keyof typeof counted)[])
      compared(field, () => counted[field]);
  const rest = createPortRegisters(watch, block, instance, registers, {
    elsewhere: (address) =>
      block.window !== undefined && address >= 2 ** (block.addressBits - 1) ? window : undefined,
    partOf: (address) => (commands?.isCommand(address) === true ? commands : undefined),
    parts: commands === undefined ? [] : [commands, window!],
    shows: {
      ready: watch.read('ready'),
      free_count: free.now,
      refusal_code: errorCode,
      refusal_tag: port('error_tag'),
      refusal_entry: port('error_entry'),
      reclaims,
      sent: () => counted.sent,
      received: () => counted.received,
      refused: () => counted.refused,
      ...level.shows,
    },
    conditions: {
      free: () => free.now() >= freeThreshold.now,
      error: () => errorCode() !== results.OK,
      ...level.conditions,
    },
    events: fieldsOf.has('aborted_status')
      ? {
          aborted: (
            (aborted) => () =>
              aborted() === 1
          )(port('in_aborted')),
        }
      : {},
  });
  let last: AccessOutcome = { done: false, misuse: 0, data: 0 };

  return {
    ...rest,
    enabled: () => enable.now === 1,
    decide(access: BusAccess) {
      for (const compare of states) compare();
      last = rest.decide(access);
      expectClear(rest.clearsErrors() ? 1 : 0);
      return last;
    },
    step() {
      const { sent, received } = commands?.moved ?? { sent: 0, received: 0 };
      counted.sent = (counted.sent + sent + (sends() && withdrawn() === 0 ? 1 : 0)) % 2 ** 32;
      counted.received = (counted.received + received + (receives() ? 1 : 0)) % 2 ** 32;
      counted.refused = (counted.refused + (last.misuse === 0 ? 0 : 1)) % 2 ** 32;
      if (reclaims() === 1) commands?.forget();
      free.step();
      pending?.step();
      rest.step();
    },
    restart() {
      rest.restart();
      commands?.restart();
      window?.restart();
      free.restart();
      pending?.restart();
      Object.assign(counted, { sent: 0, received: 0, refused: 0 });
    },
  };
}
