// SPDX-License-Identifier: Apache-2.0
import { type Agent, hexadecimal, type Post, type Steps } from './agent.ts';
import { chooseMessage, messageKinds, noteReceived } from './plan.ts';

/** Sends the messages of a party as streams. */
export function createSender({ party, plan, ports, random, transcript }: Post): Agent {
  const { setting } = plan;
  const { wordBytes, bufferBytes } = setting;
  const name = setting.parties[party]!;
  const write = (port: string, value: number) => ports.write(`${name}_in_${port}`, value);
  let idle = true;

  function* steps(): Steps {
    for (;;) {
      idle = true;
      write('valid', 0);
      const active = plan.sends[party] === 'stream' && !plan.resting;
      if (!active || !random.chance(0.2)) {
        yield;
        continue;
      }
      idle = false;
      yield* send();
    }
  }

  function* send(): Steps {
    const wrong = plan.wrongMessages && random.chance(0.1) ? 1 + random.below(3) : 0;
    let length = random.below(bufferBytes + 1);
    let { kind, tag } =
      wrong === 0
        ? chooseMessage(plan, party, random)
        : { kind: messageKinds.NOTICE as number, tag: random.below(setting.threads) };
    if (wrong === 2) length = bufferBytes + 1 + random.below(8);
    if (wrong === 3) kind = 2 - party;
    const bytes = random.fill(new Uint8Array(length));
    const beats = Math.max(1, Math.ceil(length / wordBytes));
    for (let beat = 0; beat < beats; beat += 1) {
      const word = bytes.subarray(beat * wordBytes, (beat + 1) * wordBytes);
      const last = beat === beats - 1;
      while (!random.chance(0.8)) {
        write('valid', 0);
        yield;
      }
      write('valid', 1);
      ports.writeBytes(`${name}_in_data`, word);
      ports.writeBytes(`${name}_in_strobe`, onesOf(word.length, wordBytes));
      write('last', last ? 1 : 0);
      write('abort', last && wrong === 1 ? 1 : 0);
      write('tag', tag);
      write('kind', kind);
      yield;
      while (ports.read(`${name}_in_ready`) === 0) yield;
    }
    if (wrong === 0) plan.underWay[1 - party]! += 1;
    const verdict = wrong === 0 ? 'as it should be' : 'wrong';
    transcript.note(`${name} sent tag ${tag} kind ${kind} length ${length} ${verdict}`);
  }

  return { idle: () => idle, steps: steps() };
}

/** Takes the messages of a party from its stream. */
export function createReader({ party, plan, ports, random, transcript }: Post): Agent {
  const { wordBytes, parties } = plan.setting;
  const name = parties[party]!;
  const read = (port: string) => ports.read(`${name}_out_${port}`);
  let bytes: number[] = [];

  function* steps(): Steps {
    for (;;) {
      const listens = plan.receives[party] === 'stream';
      const ready = listens && (plan.resting || random.chance(0.7));
      ports.write(`${name}_out_ready`, ready ? 1 : 0);
      yield;
      if (!ready || read('valid') === 0) continue;
      const strobe = ports.readBytes(`${name}_out_strobe`, Math.ceil(wordBytes / 8));
      const data = ports.readBytes(`${name}_out_data`, wordBytes);
      bytes.push(...data.subarray(0, countOnes(strobe)));
      if (read('last') === 1) {
        const [tag, kind] = [read('tag'), read('kind')];
        transcript.note(
          `${name} received tag ${tag} kind ${kind} bytes [${hexadecimal(Uint8Array.from(bytes))}]`,
        );
        noteReceived(plan, party, kind, tag);
        bytes = [];
      }
    }
  }

  return { idle: () => bytes.length === 0, steps: steps() };
}

/** As many ones as there are bytes, from bit 0. */
export function onesOf(count: number, width: number): Uint8Array {
  const bits = new Uint8Array(Math.ceil(width / 8));
  for (let bit = 0; bit < count; bit += 1) bits[bit >> 3]! |= 1 << (bit & 7);
  return bits;
}

function countOnes(bytes: Uint8Array): number {
  let ones = 0;
  for (const byte of bytes) for (let bit = 0; bit < 8; bit += 1) ones += (byte >> bit) & 1;
  return ones;
}
