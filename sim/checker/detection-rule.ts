// SPDX-License-Identifier: Apache-2.0
import { applyDetection, kindName, levels, operations, type Reference } from '../reference-model/index.ts';
import type { Side } from './area.ts';
import { createQueueHead } from './pace/queue-head.ts';
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

const describe = ({ entry, length, tag, kind }: Omit<Reference, 'held'>) =>
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
    ...(run.binding.hasCommands ? ['port.head_entry', 'port.head_length'] : ['head']),
  ].map(probe);
  const head = createQueueHead();
  let pushed = false;
  let taken = false;
  let byCommand: Reference | undefined;

  function fail(
    rule: 'waiting messages' | 'detection' | 'zero when not valid',
    expected: string,
    actual: string,
  ): never {
    return run.fail({ rule, where: side.name, expected, actual, signals });
  }

  return {
    sample() {
      head.step(pushed, taken);
      pushed = false;
      taken = false;
      if (!event.waiting) {
        if (head.waiting()) {
          fail('waiting messages', `a message waits: ${describe(queue.head())}`, 'no message is offered');
        }
        if (!event.zero) {
          fail(
            'zero when not valid',
            'entry, length, tag and kind are zero while no message waits',
            'one of them is not',
          );
        }
        return;
      }
      if (!head.waiting())
        fail(
          'waiting messages',
          queue.size === 0 ? 'no message waits' : 'the next message is not at the head yet',
          `one is offered: ${describe(event)}`,
        );
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
      taken = true;
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
      pushed = true;
    },
    restart() {
      head.restart();
      pushed = false;
      taken = false;
      byCommand = undefined;
    },
  };
}
