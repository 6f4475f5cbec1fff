// SPDX-License-Identifier: Apache-2.0
import { DesignError } from '../design-error.ts';
import type { Expression } from '../expression.ts';
import type { ClockedBlock, ModuleItem, ModuleTree } from '../module-tree.ts';
import type { Signal } from '../signal.ts';
import { targetSignal } from '../statement.ts';
import { assignedSignals, assignmentsIn, signalsRead } from '../traversal.ts';
import { type Bit, bitsOf, coversAll } from './target-bits.ts';

type Drive = (target: Expression, driver: string, bits?: readonly Bit[]) => void;

/** Each output, wire, register and variable has exactly one driver for each of its bits. */
export function checkDrivers({ definition, ports, items }: ModuleTree): void {
  const where = `in module ${definition.name}`;
  const drivers = new Map<Signal, Map<Bit, string>>();
  const drive: Drive = (target, driver, driven = bitsOf(target)) => {
    const signal = targetSignal(target);
    const bits = drivers.get(signal) ?? new Map<Bit, string>();
    drivers.set(signal, bits);
    for (const bit of driven) {
      const earlier = bits.get(bit) ?? bits.get('all') ?? (bit === 'all' ? [...bits.values()][0] : undefined);
      if (earlier !== undefined) {
        const part = bit === 'all' ? signal.name : `bit ${bit} of ${signal.name}`;
        throw new DesignError(
          `${part} ${where} has two drivers, ${earlier} and ${driver}`,
          'drive it in one place',
          signal.location,
        );
      }
      bits.set(bit, driver);
    }
  };
  for (const item of items) {
    forEachDriven(item, drive);
  }
  const mustBeDriven = [
    ...ports.filter(({ signal }) => signal.role === 'output').map(({ signal }) => signal),
    ...items.flatMap((item) => ('signal' in item && item.kind !== 'constant' ? [item.signal] : [])),
  ];
  for (const signal of mustBeDriven) {
    const bits = drivers.get(signal);
    if (!coversAll(signal, bits)) {
      throw new DesignError(
        `${signal.role} ${signal.name} ${where} ${bits === undefined ? 'has no driver' : 'is driven only in part'}`,
        'drive all of it, or remove it',
        signal.location,
      );
    }
  }
}

function forEachDriven(item: ModuleItem, drive: Drive): void {
  switch (item.kind) {
    case 'wire':
      if (item.value !== undefined) {
        drive(item.signal, 'its declaration');
      }
      break;
    case 'assign':
      drive(item.target, 'an assignment');
      break;
    case 'clocked':
      for (const signal of assignedSignals(item.statements)) {
        drive(signal, `block ${item.name}`, bitsClocked(signal, item));
      }
      break;
    case 'combinational':
      for (const signal of assignedSignals(item.defaults)) {
        drive(signal, `block ${item.name}`);
      }
      break;
    case 'memory':
      drive(item.read.data, `memory ${item.name}`);
      break;
    case 'instance':
      for (const { role, port, actual } of item.connections) {
        if (role === 'output') {
          drive(actual, `port ${port} of ${item.name}`);
        }
      }
  }
}

/** A reset branch sets whole registers; without one, a register gets the bits that the statements set. */
function bitsClocked(register: Signal, { resets, statements }: ClockedBlock): Bit[] {
  if (resets.some(({ signal }) => signal === register)) {
    return ['all'];
  }
  const targets = assignmentsIn(statements).map(({ target }) => target);
  const own = targets.filter((target) => targetSignal(target) === register && !isFixedBit(target));
  const bits = new Set(own.flatMap(bitsOf));
  return bits.has('all') ? ['all'] : [...bits];
}

/** True for a computed bit whose position never changes, so that the other bits are never reached. */
function isFixedBit({ node }: Expression): boolean {
  return node.kind === 'index' && [...signalsRead(node.index)].every(({ role }) => role === 'constant');
}
