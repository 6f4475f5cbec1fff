// SPDX-License-Identifier: Apache-2.0
import { levels, partyName } from '../reference-model/index.ts';
import { type Area, type PayloadPlaces, type Side, senderAnswer } from './area.ts';
import type { AreaChecker } from './area-checker.ts';
import { type CommandRule, createCommandRule } from './command-rule.ts';
import { createLastErrorRule } from './last-error-rule.ts';
import { createSendingPace } from './pace/sending-pace.ts';
import type { Run } from './run.ts';
import type { DirectionCounter } from './statistics.ts';
import { createStreamSender, type StreamSender } from './stream-sender.ts';
import { createWaitingPortsRule } from './waiting-ports-rule.ts';
import { createWindowRule } from './window-rule.ts';

/** What is received at the ports of a party. */
export interface Reception {
  /** Compares the beat on offer, before the operations of the cycle. */
  sample(): void;
  /** Compares when the circuits act. */
  pace(side: Side): void;
  unfinished(): string | undefined;
  restart(): void;
}

/** The circuits and commands of a party that somebody uses from outside, before its area is complete. */
export interface User {
  readonly name: string;
  readonly sender: StreamSender;
  readonly commands: CommandRule;
  /** Makes the rules about the ports, once side and area are there. */
  connect(side: Side, checker: AreaChecker, reception: Reception): UserChecker;
}

/** All rules about the ports of one party. The functions are called once a cycle, in this order. */
export interface UserChecker {
  observe(): void;
  compareState(): void;
  /** Before the operations of the area. */
  decide(): void;
  /** After them. */
  finishCycle(): void;
  /** Compares in which cycle the circuits act. */
  pace(): void;
  remember(): void;
  reset(): void;
  unfinished(): string | undefined;
}

export function createUser(
  run: Run,
  area: Area,
  party: 0 | 1,
  name: string,
  payload: PayloadPlaces,
  received: DirectionCounter,
): User {
  const givesUp = area.model.options.givesUp && party === 0;
  const sending = createSendingPace(
    run,
    name,
    `${area.name}.${partyName(party)}_port.sender_request`,
    area.model.options.bufferBytes,
    `${area.name}.${area.model.options.onDemand ? 'growth' : 'initialization'}.ready`,
    givesUp,
    party === 1 ? area.reuse : undefined,
  );
  const sender = createStreamSender(run, area, name, payload, sending, givesUp);
  const window = createWindowRule(run, area, party, name, payload);
  const commands = createCommandRule(run, area, name, window, received);
  const errors = createLastErrorRule(run, name);
  return {
    name,
    sender,
    commands,
    connect(side, checker, reception) {
      const waitingPorts = createWaitingPortsRule(run, side, name);
      return {
        observe: commands.sample,
        compareState() {
          waitingPorts.sample();
          reception.sample();
        },
        decide: window.decide,
        finishCycle() {
          commands.checkResult(checker.decision(party));
        },
        pace() {
          const { answered, level } = checker.decision(party);
          window.checkReady(checker.ready(), answered && level === levels.COMMAND);
          commands.pace();
          sending.step({
            answer: senderAnswer(side),
            accepted: side.port.event.senderAccepted,
            write: side.writes.step,
          });
          reception.pace(side);
        },
        remember() {
          window.sample();
          errors.sample(checker.decision(party), window, sender);
          sender.sample();
          commands.remember();
        },
        reset() {
          for (const rule of [window, commands, errors, sender, reception]) rule.restart();
        },
        unfinished: () =>
          [sender, reception, window, commands]
            .map((rule) => rule.unfinished())
            .find((text) => text !== undefined),
      };
    },
  };
}
