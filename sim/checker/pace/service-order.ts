// SPDX-License-Identifier: Apache-2.0
import { operationName, operations, partyName } from '../../reference-model/index.ts';
import type { AllocationRule } from '../allocation-rule.ts';
import type { Side } from '../area.ts';
import type { Run } from '../run.ts';
import { bitCheck } from './bit-check.ts';

/** Who of a party is served in a cycle: its sending circuits, its receiving ones, or its commands. */
export interface ServiceOrder {
  /** Decides whether the party wants an entry in this cycle. */
  decide(ready: boolean): void;
  wantsEntry(): boolean;
  /** Compares who is accepted, once it is known who is offered an entry. `lost`: the other party has the flag. */
  check(lost: boolean): void;
  restart(): void;
}

/** Cycles in a row that a command loses before it goes first. */
const patience = 7;

export function createServiceOrder(run: Run, side: Side, allocation: AllocationRule): ServiceOrder {
  const { area, party, commands, sender } = side;
  const port = side.port.event;
  const accepted = (who: string, probe: string) =>
    bitCheck(run, {
      rule: 'order of service',
      where: side.name,
      signal: `${area.name}.${partyName(party)}_port.${probe}`,
      high: `the ${who} circuits are served: nobody goes before them`,
      low: `the ${who} circuits are not served`,
    });
  const checkRequest = bitCheck(run, {
    rule: 'order of service',
    where: side.name,
    signal: `${area.name}.atomic_swap.${partyName(party)}_request`,
    high: 'a flag is asked for: an operation that needs one goes first',
    low: 'no flag is asked for',
  });
  const checkSender = accepted('sending', 'sender_accepted');
  const checkRelease = accepted('receiving', 'release_accepted');
  let lostCycles = 0;
  /** The search of a command has not ended. */
  let searching = false;

  let commandWaits = false;
  let indicates = false;
  let releases = false;
  let discards = false;
  let proceeds = false;
  let senderAllocates = false;
  let commandAllocates = false;

  function checkCommand(expected: boolean): void {
    if (commands === undefined || commands.monitor.event.ready === expected) return;
    const { operation } = commands.monitor.event;
    run.fail({
      rule: 'order of service',
      where: side.name,
      expected: expected
        ? `the command ${operationName(operation)} is accepted: ${lostCycles === patience ? `it has lost ${patience} cycles` : 'nobody goes before it'}`
        : 'no command is accepted',
      actual: expected ? 'it waits' : 'command_ready is 1',
      signals: side.signals,
    });
  }

  return {
    decide(ready) {
      const operation = commands?.monitor.event.operation ?? 0;
      const mayBegin = !searching || allocation.concludes(party);
      commandWaits = ready && mayBegin && commands?.waits() === true;
      const isAllocation = commandWaits && operation === operations.ALLOCATE;
      const continues = allocation.continues(party);
      const commandFirst = commandWaits && lostCycles === patience && !(isAllocation && continues);
      const asked = !ready || commandFirst ? -1 : sender.asks();
      indicates = asked === operations.INDICATE;
      releases = port.releaseRequested && ready && !commandFirst && !indicates;
      discards = asked === operations.DEALLOCATE && !releases;
      const settled = indicates || releases || discards;
      proceeds = continues && !settled && !commandFirst;
      senderAllocates = asked === operations.ALLOCATE && !settled;
      commandAllocates = isAllocation && !settled;
    },
    wantsEntry: () => senderAllocates || commandAllocates,
    check(lost) {
      const settled = indicates || releases || discards;
      const begins = (senderAllocates || commandAllocates) && allocation.offered(party);
      const none = allocation.exhausted(party) && !begins;
      const senderNone = senderAllocates && sender.givesUp !== undefined && none;
      const getsNone = commandAllocates && !senderNone && none;
      const operation = commands?.monitor.event.operation ?? 0;
      const other =
        commandWaits && operation !== operations.ALLOCATE && !settled && !begins && !proceeds && !senderNone;
      const inline = indicates && (sender.asksInline?.() ?? false);
      checkRequest((settled && !inline) || begins || proceeds || (other && operation !== operations.DETECT));
      checkSender(inline || senderNone || (!lost && (indicates || discards || (senderAllocates && begins))));
      checkRelease(!lost && releases);
      const commandServed =
        getsNone ||
        (other && (operation === operations.DETECT || !lost)) ||
        (begins && !senderAllocates && !lost);
      checkCommand(commandServed);
      const begun = begins && !lost;
      if (begun && !senderAllocates) searching = true;
      else if (allocation.concludes(party)) searching = false;
      allocation.accepted(party, begun, proceeds && !lost);
      lostCycles = commandWaits && !commandServed ? Math.min(patience, lostCycles + 1) : 0;
    },
    restart() {
      lostCycles = 0;
      searching = false;
    },
  };
}
