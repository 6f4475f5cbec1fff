// SPDX-License-Identifier: Apache-2.0
import type { Area } from './area.ts';
import { createGrowthRule } from './growth-rule.ts';
import type { Run } from './run.ts';
import { createSecondAreaRule } from './second-area-rule.ts';

/** Memory that an area gets while it is in use. */
export interface SupplyRule {
  /** Compares what is there, before the operations of the cycle. */
  sample(): void;
  /** A new entry has its buffer and can be taken in this cycle. */
  prepared(): boolean;
  /** The entry that an allocation of the party takes in this cycle as a new one, or -1. */
  grownBy(party: number): number;
  /**
   * Compares what is written in this cycle, and does it in the model, after the operations. `needed`: an allocation finds
   * nothing free and may have more.
   */
  remember(needed: boolean): void;
  restart(): void;
}

/** The rule that the configuration of an area asks for. */
export function createSupplyRule(run: Run, area: Area): SupplyRule {
  const { options, second } = area.model;
  if (options.onDemand) return createGrowthRule(run, area);
  if (second !== undefined) return createSecondAreaRule(run, area, second);
  return { sample() {}, prepared: () => false, grownBy: () => -1, remember() {}, restart() {} };
}
