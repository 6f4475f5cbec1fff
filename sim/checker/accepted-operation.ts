// SPDX-License-Identifier: Apache-2.0
import {
  accesses,
  levelName,
  levels,
  operationName,
  operations,
  type Reference,
} from '../reference-model/index.ts';
import type { AllocationRule } from './allocation-rule.ts';
import type { Side } from './area.ts';
import type { Run } from './run.ts';

/** What a party had accepted one cycle ago: it takes effect in this cycle, and nothing else does. */
export interface AcceptedOperation {
  /** Compares the operation that takes effect, if any, with what was accepted. Returns whether there is one. */
  check(): boolean;
  /** What the detect command accepted one cycle ago took, if it took something. */
  readonly detected: { found: boolean; readonly reference: Reference };
  /** Keeps what is accepted in this cycle. `taken` is what a detect command takes in it. */
  remember(taken: Reference | undefined): void;
  restart(): void;
}

const [nobody, sender, receiver, commandLevel] = [0, 1, 2, 3] as const;
const sourceNames = ['nobody', 'the sending circuits', 'the receiving circuits', 'a command'] as const;

export function createAcceptedOperation(run: Run, side: Side, allocation: AllocationRule): AcceptedOperation {
  const { party, commands } = side;
  const port = side.port.event;
  const atomic = side.atomic.event;
  const given = { operation: 0, entry: 0, pointer: 0, length: 0, tag: 0, kind: 0 };
  const reference: Reference = { entry: 0, length: 0, tag: 0, kind: 0, held: false };
  const detected = { found: false, reference };
  let source: 0 | 1 | 2 | 3 = nobody;

  function fail(expected: string, actual: string): never {
    return run.fail({
      rule: 'effect in the next cycle',
      where: side.name,
      expected,
      actual,
      signals: side.signals,
    });
  }

  function checkPresence(active: boolean): void {
    const probes = allocation.searchLevel(party) >= 0 && atomic.happened && atomic.access === accesses.SWAP;
    if (source === nobody ? active && !probes : !active) {
      fail(
        source === nobody
          ? 'no operation: none was accepted in the cycle before'
          : `the operation of ${sourceNames[source]} that was accepted in the cycle before`,
        active ? `${operationName(port.operation)} of entry ${port.entry}` : 'no operation',
      );
    }
  }

  function checkAuthor(): void {
    const level =
      source === nobody
        ? allocation.searchLevel(party)
        : source === commandLevel
          ? levels.COMMAND
          : levels.CIRCUITS;
    if (port.level === level && port.byReceiver === (source === receiver)) return;
    const actual = port.level === levels.COMMAND ? commandLevel : port.byReceiver ? receiver : sender;
    fail(
      `an operation of ${source === nobody ? `the ${levelName(level)} that search` : sourceNames[source]}`,
      `one of ${sourceNames[actual]}`,
    );
  }

  function expectedOperation(): number {
    switch (source) {
      case nobody:
        return operations.ALLOCATE;
      case receiver:
        return operations.DEALLOCATE;
      case commandLevel:
        return given.operation;
      default:
        return port.operation;
    }
  }

  function checkNames(): void {
    const { entry, pointer, length, tag, kind } = given;
    const isIndication = given.operation === operations.INDICATE;
    const sameEntry = port.entry === entry;
    const same = isIndication
      ? sameEntry && port.length === length && port.tag === tag && port.kind === kind
      : given.operation !== operations.DEALLOCATE || (sameEntry && port.pointer === pointer);
    if (!same) {
      fail(
        `what the command named: entry ${entry}, pointer ${pointer}, ${length} bytes, tag ${tag}, kind ${kind}`,
        `entry ${port.entry}, pointer ${port.pointer}, ${port.length} bytes, tag ${port.tag}, kind ${port.kind}`,
      );
    }
  }

  return {
    detected,
    check() {
      const active = port.answered || atomic.happened;
      checkPresence(active);
      if (!active) return false;
      checkAuthor();
      if (port.operation !== expectedOperation()) {
        fail(operationName(expectedOperation()), operationName(port.operation));
      }
      if (source === commandLevel) checkNames();
      return true;
    },
    remember(taken) {
      const command = commands?.monitor.event;
      const accepted = command?.accepted === true;
      if (+port.senderAccepted + +port.releaseAccepted + +accepted > 1) {
        fail('one operation is accepted in a cycle', 'more than one is accepted');
      }
      source = port.senderAccepted
        ? sender
        : port.releaseAccepted
          ? receiver
          : accepted
            ? commandLevel
            : nobody;
      if (!accepted) return;
      const { operation, entry, pointer, length, tag, kind } = command!;
      run.log.add('command accepted', run.cycle, side.place, operation, entry, length, tag, kind);
      Object.assign(given, { operation, entry, pointer, length, tag, kind });
      detected.found = taken !== undefined;
      if (taken !== undefined) Object.assign(reference, taken);
    },
    restart() {
      source = nobody;
      detected.found = false;
    },
  };
}
