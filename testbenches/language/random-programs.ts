// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import {
  clockAndReset,
  clockOnly,
  defineModule,
  type Expression,
  input,
  literal,
  type ModuleBuilder,
  output,
  parameter,
  type Signal,
  set,
} from '../../hdl-gen/language/index.ts';
import { expressions } from './random-expressions.ts';
import { statements, statementsOncePerPath } from './random-statements.ts';

/** A step of a designer who is in a hurry: some are right, some are not. */
type Step = (state: State) => void;

interface State {
  readonly m: ModuleBuilder;
  readonly readable: Signal[];
  readonly sample: <Value>(arbitrary: fc.Arbitrary<Value>) => Value;
}

const names = [
  'sum',
  'next',
  'Wrong',
  'input',
  'busy_q',
  'valid',
  'sum',
  'x__y',
  'grant',
  'level',
  'lane',
  'unused_x',
];
const widths = fc.constantFrom(1, 2, 3, 4, 7, 8, 16, 33);
const name = fc.oneof(
  { arbitrary: fc.integer({ min: 0, max: 9999 }).map((number) => `n${number}`), weight: 12 },
  { arbitrary: fc.constantFrom(...names), weight: 1 },
);
const doc = fc.oneof(
  {
    arbitrary: fc.constantFrom(
      '',
      'a value',
      'so many that the words of the text have to go on in the next line, or two',
    ),
    weight: 12,
  },
  { arbitrary: fc.constantFrom('verilator lint_off WIDTH', 'two\nlines', 'end */'), weight: 1 },
);

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(name, widths, doc).map(
    ([called, width, text]): Step =>
      (state) => {
        state.readable.push(state.m.wire(called, state.sample(expressions(width, state.readable, 3)), text));
      },
  ),
  fc.tuple(name, widths, doc, fc.boolean()).map(
    ([called, width, text, hasReset]): Step =>
      (state) => {
        const register = state.m.register(`${called}_q`, width, { reset: hasReset ? 1 : 'none', doc: text });
        state.readable.push(register);
        state.m.clocked(
          `${called}_block`,
          state.sample(statementsOncePerPath([register], state.readable, 2)),
        );
      },
  ),
  fc.tuple(name, widths, doc).map(
    ([called, width, text]): Step =>
      (state) => {
        const variable = state.m.variable(`${called}_d`, width, text);
        const start = [set(variable, state.sample(expressions(width, state.readable, 2)))];
        const body = state.sample(statements([variable], [...state.readable, variable], 2));
        state.m.combinational(`${called}_block`, start, body);
        state.readable.push(variable);
      },
  ),
  fc.tuple(name, widths).map(
    ([called, width]): Step =>
      ({ m, readable }) => {
        readable.push(m.constant(called.toUpperCase(), width, 1));
      },
  ),
  fc.tuple(name, widths).map(
    ([called, width]): Step =>
      (state) => {
        const declared = state.m.declare(called, width);
        state.m.assign(declared, state.sample(expressions(width, state.readable, 2)));
        state.readable.push(declared);
      },
  ),
  fc.tuple(name, doc).map(
    ([called, text]): Step =>
      (state) => {
        const data = state.sample(expressions(8, state.readable, 0));
        const wire = state.m.wire(`${called}_data`, data);
        const leaf = state.m.instance(
          `u_${called}`,
          storage,
          {
            enable: state.sample(expressions(1, state.readable, 0)),
            address: literal(3, 4),
            data: wire,
          },
          { WIDTH: 8 },
        );
        state.m.comment(text === '' ? 'The memory above.' : text);
        state.readable.push(leaf.word);
      },
  ),
  fc.tuple(name, doc).map(
    ([called, text]): Step =>
      ({ m }) => {
        m.comment(text === '' ? `About ${called}.` : text);
      },
  ),
);

const storageWidth = parameter('WIDTH', 4, 'bits of a word');

/** A memory for the random programs to use; it is the same in all of them. */
export const storage = defineModule({
  name: 'random_storage',
  summary: 'sixteen words.',
  timing: ['Read data follow in the next cycle.'],
  parameters: [storageWidth],
  ports: {
    ...clockOnly(),
    enable: input(1, ''),
    address: input(4, ''),
    data: input(storageWidth, ''),
    word: output(storageWidth, ''),
  },
  build(m, io) {
    const word = m.register('word_q', storageWidth, { reset: 'none' });
    const lanes = literal(1, 1);
    m.memory({
      name: 'words',
      ram: 'any',
      depth: 16,
      laneCount: 1,
      laneWidth: storageWidth,
      write: { enable: io.enable, lanes, address: io.address, data: io.data },
      read: { enable: io.enable, address: io.address, data: word },
    });
    m.assign(io.word, word);
  },
});

/** A module called `random_<number>`; elaborating it may find mistakes, or not. */
export function randomModule(number: number, seed: number) {
  const sample = <Value>(arbitrary: fc.Arbitrary<Value>, offset: number): Value =>
    fc.sample(arbitrary, { seed: seed * 100_000 + number * 1000 + offset, numRuns: 1 })[0]!;
  const list = sample(fc.array(steps, { minLength: 2, maxLength: 8 }), 0);
  const tidy = sample(fc.integer({ min: 0, max: 4 }), 1) > 0;
  return defineModule({
    name: `random_${number}`,
    summary: 'what a designer in a hurry wrote.',
    timing: [],
    ports: { ...clockAndReset(), a: input(1, ''), b: input(8, ''), c: input(16, 'data'), y: output(1, '') },
    build(m, io) {
      let offset = 2;
      const readable: Signal[] = [io.a, io.b, io.c];
      const use = <Value>(arbitrary: fc.Arbitrary<Value>): Value => {
        offset += 1;
        return sample(arbitrary, offset);
      };
      for (const step of list) {
        step({ m, readable, sample: use });
      }
      // A tidy designer leaves nothing unread; clock and reset are used by one register at least.
      const last = m.register('last_q', 1, { reset: 0 });
      const ends: Expression[] = (tidy ? readable : [io.a]).map((signal) => signal.any());
      m.clocked('last', [
        set(last, ends.length === 1 ? ends[0]! : ends.reduce((left, right) => left.xor(right))),
      ]);
      m.assign(io.y, last);
    },
  });
}
