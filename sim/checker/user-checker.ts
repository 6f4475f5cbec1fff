// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../manifest/index.ts';
import { levels, partyName } from '../reference-model/index.ts';
import type { Area, PayloadPlaces, Side } from './area.ts';
import type { AreaChecker } from './area-checker.ts';
import { type CommandRule, createCommandRule } from './command-rule.ts';
import { createLastErrorRule } from './last-error-rule.ts';
import { createSendingPace } from './pace/sending-pace.ts';
import { createReclaimRule, type ReclaimRule } from './reclaim-rule.ts';
import type { Run } from './run.ts';
import type { DirectionCounter } from './statistics.ts';
import { slotWordsOf, stepSending } from './step-sending.ts';
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
  /** The circuits are reset while the rest goes on. What was accepted from them may still take effect until `restart`. */
  stop(): void;
  restart(): void;
}

/** The circuits and commands of a party that somebody uses from outside, before its area is complete. */
export interface User {
  readonly name: string;
  readonly sender: StreamSender;
  /** Undefined in a design without commands. */
  readonly commands: CommandRule | undefined;
  /** What takes back what the party holds; undefined where nothing does. */
  readonly reclaim: ReclaimRule | undefined;
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
  /** After the areas have kept what they need: resets the circuits of a party whose buffers are taken back. */
  goOn(): void;
  reset(): void;
  unfinished(): string | undefined;
}

export function createUser(
  run: Run,
  { configuration }: Manifest,
  area: Area,
  party: 0 | 1,
  name: string,
  payload: PayloadPlaces,
  received: DirectionCounter,
): User {
  const reclaim = configuration.reclaim
    ? createReclaimRule(run, area, party, name, configuration.allocator === 'scan')
    : undefined;
  const givesUp = area.model.options.givesUp && party === 0;
  const sending = createSendingPace(
    run,
    name,
    `${area.name}.${partyName(party)}_port.sender_request`,
    area.model.options.bufferBytes,
    `${area.name}.${area.model.options.onDemand ? 'growth' : 'initialization'}.ready`,
    givesUp,
    party === 1 ? area.reuse : undefined,
    slotWordsOf(area),
    reclaim,
  );
  const sender = createStreamSender(run, area, name, payload, sending, givesUp, reclaim);
  const window = run.binding.hasCommands ? createWindowRule(run, area, party, name, payload) : undefined;
  const commands = window && createCommandRule(run, area, name, window, received, reclaim);
  const errors = createLastErrorRule(run, name);
  return {
    name,
    sender,
    commands,
    reclaim,
    connect(side, checker, reception) {
      reclaim?.connect(side, () => checker.searches(party), checker.ready);
      const waitingPorts = commands && createWaitingPortsRule(run, side, name);
      const rules = [sender, reception, ...(window ? [window] : []), ...(commands ? [commands] : [])];
      /** The circuits of the party are reset; what they asked for before may still take effect. */
      function stopCircuits(): void {
        window?.restart();
        for (const rule of [errors, side.writes, side.reads]) rule.restart();
        sending.restart();
        reception.stop();
      }
      return {
        observe() {
          commands?.sample();
        },
        compareState() {
          reclaim?.sample();
          waitingPorts?.sample();
          reception.sample();
        },
        decide() {
          window?.decide();
        },
        finishCycle() {
          commands?.checkResult(checker.decision(party));
        },
        pace() {
          const { answered, level } = checker.decision(party);
          const isOpen = reclaim === undefined || !reclaim.runs();
          window?.checkReady(checker.ready() && isOpen, answered && level === levels.COMMAND);
          commands?.pace();
          stepSending(side, sending, sender);
          reception.pace(side);
        },
        remember() {
          window?.sample();
          errors.sample(checker.decision(party), window, sender);
          sender.sample();
          commands?.remember();
        },
        goOn() {
          if (reclaim === undefined) return;
          if (reclaim.restarts()) stopCircuits();
          if (reclaim.forgets()) for (const rule of [sender, reception]) rule.restart();
          reclaim.remember();
        },
        reset() {
          for (const rule of [errors, ...rules]) rule.restart();
          reclaim?.restart();
        },
        unfinished: () =>
          [...rules, ...(reclaim ? [reclaim] : [])]
            .map((rule) => rule.unfinished())
            .find((text) => text !== undefined),
      };
    },
  };
}
