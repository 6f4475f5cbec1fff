// SPDX-License-Identifier: Apache-2.0
import { all, equals, falls, type Model, rises } from '../../sim/harness/index.ts';
import { createTestbench, cycles, streamPorts, type Task, until } from '../../sim/tasks/index.ts';
import { queueArithmetic } from './designs.ts';
import { depth, QueueScene, queuePorts } from './queue-scene.ts';
import { advance, fold, goesOn, require, seeds, stallProbability } from './stimulus.ts';

/** Runs a number of cycles and returns what came of them. The model is out of reset. */
export type Contender = (model: Model, count: number) => string;

const next = cycles(1);

/** A task that does something in every cycle, after the cycle it looks at. */
function* every(...jobs: readonly (() => void)[]): Task {
  const [only] = jobs;
  if (jobs.length === 1 && only !== undefined) {
    for (;;) {
      yield next;
      only();
    }
  }
  for (;;) {
    yield next;
    for (const job of jobs) job();
  }
}

function runCycles(model: Model, count: number, tasks: readonly (() => Task)[]): void {
  const testbench = createTestbench(model);
  for (const [index, task] of tasks.entries()) testbench.fork(task, `task ${index}`);
  testbench.run(
    function* clock() {
      yield cycles(count);
    },
    { maximumCycles: count },
  );
}

/** A loop as one writes it where speed counts: views and counters in local variables, one native call for each cycle. */
function runSynchronously(model: Model, count: number, name: 'fifo' | 'bank'): string {
  const { scale, offset } = queueArithmetic[name];
  const { frame } = model.sampler(['in_ready', 'out_valid', 'out_data']);
  const { bytes, words, inValid, inData, outReady } = queuePorts(model);
  const queue = new Int32Array(64);
  let stalls: number = seeds.stalls;
  let pauses: number = seeds.pauses;
  let values: number = seeds.values;
  let valid = 0;
  let data = 0;
  let pushed = 0;
  let popped = 0;
  let checksum = 0;
  let blocked = 0;
  let starved = 0;
  for (let cycle = 0; cycle < count; cycle += 1) {
    if (valid === 0) {
      stalls = advance(stalls);
      if (goesOn(stalls)) {
        valid = 1;
        values = advance(values);
      }
      data = valid === 1 ? values : 0;
      bytes[inValid] = valid;
      words[inData] = data;
    }
    pauses = advance(pauses);
    const ready = goesOn(pauses) ? 1 : 0;
    bytes[outReady] = ready;
    model.step();
    const held = (pushed - popped) | 0;
    const accepts = frame[0] as number;
    const offers = frame[1] as number;
    if (accepts !== (held < depth ? 1 : 0)) require(false, 'in_ready');
    if (offers !== (held > 0 ? 1 : 0)) require(false, 'out_valid');
    blocked += valid & ~accepts;
    starved += ready & ~offers;
    if ((offers & ready) === 1) {
      const word = (frame[2] as number) | 0;
      if (word !== ((Math.imul(queue[popped & 63] as number, scale) + offset) | 0))
        require(false, 'out_data');
      checksum = fold(checksum, word);
      popped += 1;
    }
    if ((valid & accepts) === 1) {
      queue[pushed & 63] = data;
      pushed += 1;
      valid = 0;
    }
  }
  return `${popped} ${checksum >>> 0} ${blocked} ${starved}`;
}

export function queueContenders(name: 'fifo' | 'bank'): Readonly<Record<string, Contender>> {
  return {
    synchronous: (model, count) => runSynchronously(model, count, name),

    '2 tasks'(model, count) {
      const scene = new QueueScene(model, name);
      scene.driveInput();
      scene.driveOutput();
      runCycles(model, count, [
        function* output() {
          for (;;) {
            yield next;
            scene.checkReady();
            scene.checkValid();
            scene.countStarved();
            scene.checkOutput();
            scene.driveOutput();
          }
        },
        function* input() {
          for (;;) {
            yield next;
            scene.countBlocked();
            scene.noteInput();
            scene.driveInput();
          }
        },
      ]);
      return scene.outcome;
    },

    '8 tasks'(model, count) {
      const scene = new QueueScene(model, name);
      scene.driveInput();
      scene.driveOutput();
      runCycles(model, count, [
        () => every(() => scene.checkReady()),
        () => every(() => scene.checkValid()),
        () => every(() => scene.countBlocked()),
        () => every(() => scene.countStarved()),
        () => every(() => scene.checkOutput()),
        () => every(() => scene.noteInput()),
        () => every(() => scene.driveInput()),
        () => every(() => scene.driveOutput()),
      ]);
      return scene.outcome;
    },

    '8 tasks, 6 waiting'(model, count) {
      const scene = new QueueScene(model, name);
      const port = (each: string) => model.port(each);
      const found = [0, 0, 0, 0, 0, 0];
      const conditions = [
        falls(port('in_ready')),
        rises(port('in_ready')),
        falls(port('out_valid')),
        rises(port('out_valid')),
        all(equals(port('in_valid'), 1), equals(port('in_ready'), 0)),
        all(equals(port('out_valid'), 0), equals(port('out_ready'), 1)),
      ];
      scene.driveInput();
      scene.driveOutput();
      runCycles(model, count, [
        function* output() {
          for (;;) {
            yield next;
            scene.checkReady();
            scene.checkValid();
            scene.checkOutput();
            scene.driveOutput();
          }
        },
        function* input() {
          for (;;) {
            yield next;
            scene.noteInput();
            scene.driveInput();
          }
        },
        ...conditions.map(
          (condition, index) =>
            function* waiting(): Task {
              const wait = until(condition);
              for (;;) {
                yield wait;
                found[index] = (found[index] as number) + 1;
              }
            },
        ),
      ]);
      const [fullFalls = 0, fullRises = 0, emptyFalls = 0, emptyRises = 0, blocked = 0, starved = 0] = found;
      require(Math.abs(fullFalls - fullRises) <= 1 && fullFalls > 0, 'edges of in_ready');
      require(Math.abs(emptyFalls - emptyRises) <= 1 && emptyRises > 0, 'edges of out_valid');
      scene.blocked = blocked;
      scene.starved = starved;
      return scene.outcome;
    },

    '8 native channels'(model, count) {
      const { scale, offset } = queueArithmetic[name];
      const capacity = 4096;
      const input = streamPorts(model, 'in', ['data']);
      const output = streamPorts(model, 'out', ['data']);
      const source = model.openChannel('source', input, { capacity, stallProbability, seed: seeds.stalls });
      const sink = model.openChannel('sink', output, { capacity, stallProbability, seed: seeds.pauses });
      const watching = [input, input, input, output, output, output].map((stream) => ({
        ring: model.openChannel('monitor', stream, { capacity }),
        seen: 0,
        scale: stream === input ? 1 : scale,
        offset: stream === input ? 0 : offset,
      }));
      const beats = new Uint32Array(capacity);
      const signed = new Int32Array(beats.buffer);
      // What was sent, by the number of the beat: more than the rings and the design hold at once.
      const sent = new Int32Array(4 * capacity);
      const inSent = sent.length - 1;
      let offered = 0;
      let value: number = seeds.values;
      let popped = 0;
      let checksum = 0;
      for (let left = count; left > 0; ) {
        const free = source.free;
        for (let beat = 0; beat < free; beat += 1) {
          value = advance(value);
          beats[beat] = value;
          sent[(offered + beat) & inSent] = value;
        }
        offered += free;
        source.write(beats.subarray(0, free));
        left -= model.run(Math.min(left, capacity));
        const arrived = sink.read(beats);
        for (let beat = 0; beat < arrived; beat += 1) {
          const data = signed[beat] as number;
          const expected = sent[(popped + beat) & inSent] as number;
          require(data === ((Math.imul(expected, scale) + offset) | 0), 'out_data');
          checksum = fold(checksum, data);
        }
        popped += arrived;
        for (const each of watching) {
          const seen = each.ring.read(beats);
          for (let beat = 0; beat < seen; beat += 1) {
            const expected = sent[(each.seen + beat) & inSent] as number;
            require(signed[beat] === ((Math.imul(expected, each.scale) + each.offset) | 0), 'a monitor');
          }
          each.seen += seen;
        }
      }
      for (const { seen } of watching.slice(3)) require(seen === popped, 'count of a monitor');
      return `${popped} ${checksum >>> 0}`;
    },
  };
}
