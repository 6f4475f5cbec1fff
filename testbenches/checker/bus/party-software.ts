// SPDX-License-Identifier: Apache-2.0
import type { BusAccess, BusAnswer } from '../../../sim/bus/index.ts';
import type { Manifest } from '../../../sim/manifest/index.ts';
import type { BlockRegisters } from './block-registers.ts';
import { VirtualPort } from './virtual-port.ts';

/** One access after the other; each `yield` asks for one and gets its answer. */
export type Accesses<Result = void> = Generator<BusAccess, Result, BusAnswer>;

export const read = (address: number): BusAccess => ({ write: false, address, data: 0, strobe: 0 });
export const write = (address: number, data: number, strobe = 15): BusAccess => ({
  write: true,
  address,
  data,
  strobe,
});

/** Software that does through a bus what the native ports of a party do. */
export interface PartySoftware {
  /** A port of the command level by its native name without the party; undefined for one that it has not. */
  port(name: string): VirtualPort | undefined;
  /** What has been asked for at the ports, if anything: taken once. */
  next(): Accesses | undefined;
  /** What the ports show is over after one cycle. */
  endCycle(): void;
  /** Nothing that was asked for is under way; errors may be forgotten at any time. */
  idle(): boolean;
  reset(): void;
}

const [allocate, indicate, detect] = [0, 1, 2];

/** What was answered at the bus is not what the block did. */
export class BusError extends Error {
  override readonly name = 'BusError';
}

export function createPartySoftware(
  manifest: Manifest,
  name: string,
  registers: BlockRegisters,
  widthOf: (port: string) => number,
): PartySoftware {
  const { wordBytes } = manifest.sizes;
  const ports = new Map<string, VirtualPort>();
  const port = (suffix: string): VirtualPort => {
    const known = ports.get(suffix);
    if (known !== undefined) return known;
    const fresh = new VirtualPort(`${name}_${suffix}`, widthOf(`${name}_${suffix}`));
    ports.set(suffix, fresh);
    return fresh;
  };
  const operands = ['operation', 'entry', 'pointer', 'length', 'tag', 'kind'] as const;
  const commands = registers.block.window === undefined ? [] : ['valid', 'ready', ...operands];
  const results = commands.length === 0 ? [] : ['valid', 'code', 'entry', 'pointer', 'length', 'tag', 'kind'];
  const window =
    commands.length === 0
      ? []
      : ['valid', 'ready', 'write', 'entry', 'offset', 'data', 'strobe', 'done', 'code', 'read_data'];
  for (const suffix of commands) port(`command_${suffix}`);
  for (const suffix of results) port(`result_${suffix}`);
  for (const suffix of window) port(`window_${suffix}`);
  if (commands.length > 0) port('receive_by_command');
  port('error_clear');
  let enabled = false;
  let mode = 0;
  let busy = false;

  const at = (register: string) => registers.address(register);
  const expect = (condition: boolean, what: string): void => {
    if (!condition) throw new BusError(`${name}: ${what}`);
  };

  function* enable(): Accesses {
    mode = commands.length === 0 ? 0 : port('receive_by_command').value;
    const fields = { enable: 1, ...(commands.length === 0 ? {} : { receive_by_command: mode }) };
    const { error } = yield write(at('control'), registers.word(fields));
    expect(!error, 'control does not take what it should');
    enabled = true;
  }

  function* clearErrors(): Accesses {
    const { error } = yield write(at('error_clear'), 1);
    expect(!error, 'error_clear is refused');
    const { data } = yield read(at('misuse'));
    expect(data === 0, 'misuse is not forgotten');
  }

  /** The code of a command that did not obtain what it asked for. */
  function* codeOf(refused: boolean): Accesses<number> {
    const { data, error } = yield read(at('result'));
    const code = registers.field('result', data);
    expect(!error && code !== 0, 'the result of a command that was refused is OK');
    expect(
      refused === (code !== 1),
      `the answer is ${refused ? 'an error' : 'none'}, and the result is ${code}`,
    );
    return code;
  }

  function* command(): Accesses {
    const [operation, entry, pointer, length, tag, kind] = operands.map(
      (suffix) => port(`command_${suffix}`).value,
    ) as [number, number, number, number, number, number];
    let code = 0;
    const found = { entry: 0, pointer: 0, length: 0, tag: 0, kind: 0 };
    if (operation === allocate) {
      const { data, error } = yield read(at('allocate'));
      const granted = registers.field('allocate_granted', data) === 1;
      expect(granted || data === 0, 'a refusal to allocate is not zero');
      if (!granted) code = yield* codeOf(error);
      found.entry = registers.field('allocate_entry', data);
      found.pointer = registers.field('allocate_pointer', data);
    } else if (operation === detect) {
      const { data, error } = yield read(at('detect'));
      const isFound = registers.field('detect_found', data) === 1;
      if (!isFound) code = yield* codeOf(error);
      else {
        found.entry = registers.field('detect_entry', data);
        found.tag = registers.field('detect_tag', data);
        found.kind = registers.field('detect_kind', data);
        found.length = registers.field('detect_length', data);
        found.pointer = (yield read(at('received_pointer'))).data;
      }
    } else if (operation === indicate) {
      const word = {
        indicate_entry: entry,
        indicate_tag: tag,
        indicate_kind: kind,
        indicate_length: length,
      };
      const { error } = yield write(at('indicate'), registers.word(word));
      if (error) code = yield* codeOf(true);
    } else {
      const word = { deallocate_entry: entry, deallocate_pointer: pointer };
      const { error } = yield write(at('deallocate'), registers.word(word));
      if (error) code = yield* codeOf(true);
    }
    port('result_valid').value = 1;
    port('result_code').value = code;
    for (const [field, value] of Object.entries(found)) port(`result_${field}`).value = value;
  }

  function* reach(): Accesses {
    const { address, stride } = registers.block.window!;
    const isWrite = port('window_write').value === 1;
    const start = address + port('window_entry').value * stride + port('window_offset').value * wordBytes;
    const strobes = port('window_strobe').read();
    const data = port('window_data').read();
    let refused = false;
    let word = 0n;
    for (let lane = 0; lane < wordBytes / 4; lane += 1) {
      const strobe = Number((strobes >> BigInt(4 * lane)) & 15n);
      const part = Number((data >> BigInt(32 * lane)) & 0xffff_ffffn);
      const answer = yield isWrite ? write(start + 4 * lane, part, strobe) : read(start + 4 * lane);
      refused ||= answer.error;
      word |= BigInt(answer.data) << BigInt(32 * lane);
    }
    port('window_done').value = 1;
    port('window_code').value = refused ? 5 : 0;
    port('window_read_data').write(refused ? 0n : word);
  }

  /** Keeps `busy` while accesses are made. */
  function* whileBusy(accesses: Accesses): Accesses {
    busy = true;
    yield* accesses;
    busy = false;
  }

  return {
    port: (suffix) => ports.get(suffix),
    next() {
      if (!enabled || (commands.length > 0 && port('receive_by_command').value !== mode)) return enable();
      if (port('error_clear').value === 1) {
        port('error_clear').value = 0;
        return clearErrors();
      }
      if (commands.length === 0) return undefined;
      if (port('command_valid').value === 1) {
        port('command_ready').value = 1;
        return whileBusy(command());
      }
      if (port('window_valid').value === 1) {
        port('window_ready').value = 1;
        return whileBusy(reach());
      }
      return undefined;
    },
    endCycle() {
      for (const suffix of ['command_ready', 'result_valid', 'window_ready', 'window_done']) {
        const shown = ports.get(suffix);
        if (shown !== undefined) shown.value = 0;
      }
    },
    idle: () => !busy,
    reset() {
      enabled = false;
      busy = false;
      mode = 0;
      for (const one of ports.values()) one.value = 0;
    },
  };
}
