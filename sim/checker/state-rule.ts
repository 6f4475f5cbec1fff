// SPDX-License-Identifier: Apache-2.0
import { type BitVector, bitAt } from '../reference-model/index.ts';
import type { FrameSlot } from '../samples/frame.ts';
import type { Area } from './area.ts';
import type { StateRow } from './difference.ts';
import type { RuleName } from './rules.ts';
import type { Run } from './run.ts';

/** A register of the design that must equal a vector of the model in every cycle. */
interface Mirrored {
  readonly name: string;
  readonly probe: string;
  readonly rule: RuleName;
  readonly slot: FrameSlot;
  readonly vector: BitVector;
  readonly bits: number;
  /** What a bit is about. */
  readonly unit: string;
}

/** Compares the control words and the holders of an area. */
export function createStateRule(run: Run, area: Area): { sample(): void } {
  const { control, holders, tags, calls, options } = area.model;
  const { binding } = run;
  const mirrored = (
    name: string,
    probe: string,
    rule: RuleName,
    vector: BitVector,
    bits: number,
    unit: string,
  ): Mirrored => ({
    name,
    probe: `${area.name}.${probe}`,
    rule,
    slot: binding.probe(`${area.name}.${probe}`),
    vector,
    bits,
    unit,
  });
  const { entries } = area.model;
  const { threads } = options;
  const registers = [
    mirrored('flags, 1 free', 'control_ram.flags', 'control area', control.flags, entries, 'entry'),
    ...(binding.hasCommands
      ? (
          [
            ['holder, 1 second party', 'second_owns', holders.second],
            ['level, 1 circuits', 'circuits_own', holders.circuits],
            ['pending', 'pending', holders.pending],
            ['received', 'received', holders.received],
          ] as const
        ).map(([name, probe, vector]) =>
          mirrored(name, `ownership.${probe}`, 'ownership', vector, entries, 'entry'),
        )
      : []),
    ...(calls === undefined
      ? []
      : [
          mirrored('held', 'held_buffers.held', 'held calls', calls.held, entries, 'entry'),
          mirrored('kept', 'held_buffers.kept', 'held calls', calls.kept, entries, 'entry'),
          mirrored('due', 'held_buffers.due', 'held calls', calls.due, threads, 'tag'),
        ]),
    ...(options.hardened
      ? [mirrored('tags that wait', 'call_tags.waiting', 'call tags', tags.waiting, threads, 'tag')]
      : []),
  ];
  /** The A[0] of each control area. */
  const counts = (['count', 'second_count'] as const).flatMap((name, index) => {
    const words = [control.words, area.model.second?.words][index];
    const probe = `${area.name}.control_ram.${name}`;
    const title = index === 0 ? 'A[0]' : 'A[0] of the second area';
    return words === undefined ? [] : [{ title, words, probe, at: binding.probe(probe).word }];
  });

  const row = ({ name, slot, vector, bits }: Mirrored): StateRow => ({
    name: `${area.name}: ${name}`,
    design: binary(run.frame.subarray(slot.word, slot.word + slot.words), bits),
    model: binary(vector, bits),
  });
  run.describeState(() => [
    ...counts.map(({ title, words, at }) => ({
      name: `${area.name}: ${title}`,
      design: String(run.frame[at]),
      model: String(words[0]),
    })),
    ...registers.map(row),
  ]);

  function failRegister(register: Mirrored): never {
    const { slot, vector, bits, name, unit } = register;
    const frame = run.frame.subarray(slot.word, slot.word + slot.words);
    const wrong = Array.from({ length: Math.max(bits, slot.width) }, (_, number) => number).filter(
      (number) => bitAt(frame, number) !== bitAt(vector, number),
    );
    const values = (of: BitVector) =>
      `${name}: ${wrong
        .slice(0, 8)
        .map((number) => `${bitAt(of, number)} for ${unit} ${number}`)
        .join(', ')}`;
    return run.fail({
      rule: register.rule,
      where: area.name,
      expected: values(vector),
      actual: values(frame),
      signals: [binding.pathOf(register.probe)],
    });
  }

  return {
    sample() {
      const { frame } = run;
      for (const { title, words, probe, at } of counts) {
        if (frame[at] === words[0]) continue;
        run.fail({
          rule: 'control area',
          where: area.name,
          step: '802 of Fig. 8',
          expected: `${title} is ${words[0]}`,
          actual: `${title} is ${frame[at]}`,
          signals: [binding.pathOf(probe)],
        });
      }
      for (let index = 0; index < registers.length; index += 1) {
        const register = registers[index]!;
        const { vector } = register;
        const at = register.slot.word;
        for (let word = 0; word < register.slot.words; word += 1) {
          if (frame[at + word] !== (vector[word] ?? 0)) failRegister(register);
        }
      }
    },
  };
}

/** Bits in groups of four, the highest number first. */
export function binary(vector: Uint32Array, bits: number): string {
  const digits = Array.from({ length: bits }, (_, index) => bitAt(vector, bits - 1 - index)).join('');
  return digits.replace(/(?<=[01])(?=([01]{4})+$)/g, '_');
}
