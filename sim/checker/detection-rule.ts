// SPDX-License-Identifier: Apache-2.0
import { applyDetection, kindName, levels, operations, type Reference } from '../reference-model/index.ts';
import type { Side } from './area.ts';
import type { Run } from './run.ts';

/** The messages that wait for one party: when they are offered, in which order, and who takes them. */
export interface DetectionRule {
  /** Compares what is offered with the model's queue. */
  sample(): void;
  /** Takes a message in the model if the design does, after the operations of the cycle are decided. */
  apply(): void;
  /** The message that a detect command took in this cycle, or undefined. */
  takenByCommand(): Reference | undefined;
  /** A message for this party is indicated in this cycle. */
  indicated(): void;
  restart(): void;
}

const describe = ({ entry, length, tag, kind }: Reference) =>
  `entry ${entry}, ${length} bytes, tag ${tag}, ${kindName(kind)}`;

export function createDetectionRule(run: Run, side: Side): DetectionRule {
  const { area, party, detection } = side;
  const { event } = detection;
  const queue = area.model.queues[party];
  const probe = (name: string) =>
    run.binding.pathOf(`${area.name}.${party === 0 ? 'first' : 'second'}_${name}`);
  const signals = [
    'detection.head_valid',
    'detection.circuits_take',
    'port.head_entry',
    'port.head_length',
  ].map(probe);
  /** Cycle in which each message of the queue was indicated, in its order. */
  const indicatedIn: number[] = [];
  let lastTaken = -1;
  let byCommand: Reference | undefined;

  function fail(rule: 'waiting messages' | 'detection', expected: string, actual: string): never {
    return run.fail({ rule, where: side.name, expected, actual, signals });
  }

  /** The cycle from which on the oldest message must be offered: later only when it was stored behind another. */
  function offeredFrom(): number {
    const indicated = indicatedIn[0]!;
    return lastTaken <= indicated ? indicated + 1 : Math.max(lastTaken + 1, indicated + 3);
  }

  return {
    sample() {
      if (!event.waiting) {
        if (queue.size > 0 && run.cycle >= offeredFrom()) {
          fail('waiting messages', `a message waits: ${describe(queue.head())}`, 'no message is offered');
        }
        return;
      }
      if (queue.size === 0)
        fail('waiting messages', 'no message waits', `one is offered: ${describe(event)}`);
      const { entry, length, tag, kind } = queue.head();
      if (entry !== event.entry || length !== event.length || tag !== event.tag || kind !== event.kind) {
        fail('detection', describe(queue.head()), describe(event));
      }
    },
    apply() {
      byCommand = undefined;
      const { commands, receiver } = side;
      const commandsReceive = commands?.receives() ?? false;
      const detects =
        commands?.monitor.event.accepted === true && commands.monitor.event.operation === operations.DETECT;
      if (event.circuitsTake && (commandsReceive || !event.waiting)) {
        fail(
          'detection',
          event.waiting
            ? 'commands receive, so the circuits leave the message'
            : 'nothing is taken: no message waits',
          'the circuits take a message',
        );
      }
      const level = event.circuitsTake ? levels.CIRCUITS : levels.COMMAND;
      if (!event.circuitsTake && !(detects && commandsReceive && event.waiting)) return;
      const reference = applyDetection(area.model, party, level);
      indicatedIn.shift();
      lastTaken = run.cycle;
      const { entry, length, tag, kind } = reference;
      run.log.add('taken', run.cycle, side.place, level, entry, length, tag, kind);
      if (level === levels.CIRCUITS) {
        receiver.taken(reference);
      } else {
        byCommand = reference;
      }
    },
    takenByCommand: () => byCommand,
    indicated() {
      indicatedIn.push(run.cycle);
    },
    restart() {
      indicatedIn.length = 0;
      lastTaken = -1;
      byCommand = undefined;
    },
  };
}
