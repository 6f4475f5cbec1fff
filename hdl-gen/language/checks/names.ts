// SPDX-License-Identifier: Apache-2.0
import { DesignError } from '../design-error.ts';
import type { ModuleItem, ModuleTree } from '../module-tree.ts';
import type { Signal } from '../signal.ts';
import type { SourceLocation } from '../source-location.ts';
import { portReservedWords, reservedWords } from './reserved-words.ts';

const lower = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;
const upper = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;
const instance = /^u(_[a-z0-9]+)+$/;

/** What the text of a memory names beside its array. */
export const memoryNames = { lane: 'lane', writePort: 'write_port', readPort: 'read_port' } as const;

interface Claim {
  readonly name: string;
  readonly pattern: RegExp;
  readonly location: SourceLocation | null;
}

/** Every name must be lower snake case (constants upper case), not reserved, and unique whatever its case. */
export function checkNames({ definition, ports, items }: ModuleTree): void {
  const where = `in module ${definition.name}`;
  mustBeLegal({ name: definition.name, pattern: lower, location: null }, 'module name');
  const seen = new Map<string, string>();
  const claims = [
    ...(definition.parameters ?? []).map(
      ({ name, location = null }): Claim => ({ name, pattern: upper, location }),
    ),
    ...ports.map(({ signal }) => signalClaim(signal)),
    ...items.flatMap(itemClaims),
  ];
  for (const claim of claims) {
    mustBeLegal(claim, `name ${where}`);
    const earlier = seen.get(claim.name.toLowerCase());
    if (earlier !== undefined) {
      throw new DesignError(
        `name ${claim.name} ${where}`,
        earlier === claim.name
          ? 'it is taken already; names must be distinct'
          : `it differs from ${earlier} only in case; names must be distinct`,
        claim.location,
      );
    }
    seen.set(claim.name.toLowerCase(), claim.name);
  }
  for (const { signal } of ports) {
    const fixed = signal.role === 'clock' ? 'clk' : signal.role === 'reset' ? 'rst' : signal.name;
    if (signal.name !== fixed) {
      throw new DesignError(`${signal.role} ${signal.name} ${where}`, `it must be called ${fixed}`, null);
    }
  }
}

/** The ports of the top of a design become members of a C++ class when it is simulated. */
export function checkTopPorts({ definition, ports }: ModuleTree): void {
  for (const { signal } of ports) {
    if (portReservedWords.has(signal.name)) {
      throw new DesignError(
        `port ${signal.name} of the top module ${definition.name}`,
        'it is a word of C++, which Verilator does not accept there; choose another',
        signal.location,
      );
    }
  }
}

function itemClaims(item: ModuleItem): Claim[] {
  switch (item.kind) {
    case 'comment':
    case 'assign':
      return [];
    case 'clocked':
    case 'combinational':
      return [{ name: item.name, pattern: lower, location: item.location ?? null }];
    case 'instance':
      return [{ name: item.name, pattern: instance, location: item.location ?? null }];
    case 'memory':
      return [item.name, ...Object.values(memoryNames)].map((name) => ({
        name,
        pattern: lower,
        location: null,
      }));
    default:
      return [signalClaim(item.signal)];
  }
}

function signalClaim({ name, role, location }: Signal): Claim {
  return { name, pattern: role === 'constant' ? upper : lower, location };
}

function mustBeLegal({ name, pattern, location }: Claim, what: string): void {
  if (!pattern.test(name)) {
    throw new DesignError(`${what}: ${JSON.stringify(name)}`, `it must match ${pattern.source}`, location);
  }
  if (reservedWords.has(name.toLowerCase())) {
    throw new DesignError(
      `${what}: ${JSON.stringify(name)}`,
      'it is a reserved word of Verilog, SystemVerilog or VHDL; choose another',
      location,
    );
  }
}
