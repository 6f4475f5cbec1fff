// SPDX-License-Identifier: Apache-2.0
import type { AreaChecker } from './area-checker.ts';
import type { DirectionCounter } from './statistics.ts';
import type { UserChecker } from './user-checker.ts';

/** What sits between areas, or between an area and its user: temporary buffers and lanes. */
export interface MiddleChecker {
  /** Reads the signals and compares what is there before the operations. */
  compareState(): void;
  /** After the operations, before the words of the cycle. */
  afterOperations(): void;
  /** After the words of the cycle: compares in which cycle the circuits act. */
  pace(): void;
  /** After all of that. */
  finishCycle(): void;
  restart(): void;
  unfinished(): string | undefined;
  mostInUse(): number;
}

/** All rules about a design. */
export interface DesignChecker {
  readonly areas: readonly AreaChecker[];
  readonly users: readonly UserChecker[];
  readonly middle: MiddleChecker;
  readonly directions: readonly DirectionCounter[];
}

/** Compares one cycle. The order of the steps is that in which the design's own actions depend on each other. */
export function checkCycle({ areas, users, middle }: DesignChecker): void {
  for (let index = 0; index < areas.length; index += 1) areas[index]!.observe();
  for (let index = 0; index < users.length; index += 1) users[index]!.observe();
  for (let index = 0; index < areas.length; index += 1) areas[index]!.compareState();
  middle.compareState();
  for (let index = 0; index < users.length; index += 1) users[index]!.compareState();
  for (let index = 0; index < users.length; index += 1) users[index]!.decide();
  for (let index = 0; index < areas.length; index += 1) areas[index]!.operate();
  middle.afterOperations();
  for (let index = 0; index < users.length; index += 1) users[index]!.finishCycle();
  for (let index = 0; index < areas.length; index += 1) areas[index]!.reachBytes();
  for (let index = 0; index < users.length; index += 1) users[index]!.pace();
  middle.pace();
  middle.finishCycle();
  for (let index = 0; index < users.length; index += 1) users[index]!.remember();
  for (let index = 0; index < areas.length; index += 1) areas[index]!.remember();
  for (let index = 0; index < users.length; index += 1) users[index]!.goOn();
}

/** Whether all areas are initialized. */
export function isReady({ areas }: DesignChecker): boolean {
  for (let index = 0; index < areas.length; index += 1) if (!areas[index]!.ready()) return false;
  return true;
}

/** Follows a cycle in which the design is reset. */
export function resetCycle({ areas, users, middle }: DesignChecker): void {
  for (const area of areas) area.reset();
  for (const user of users) user.reset();
  middle.restart();
}

/** What is left when a run ends, or undefined. */
export function unfinishedWork({ areas, users, middle }: DesignChecker): string | undefined {
  const left = [...users, middle, ...areas].flatMap((part) => part.unfinished() ?? []);
  return left.length === 0 ? undefined : left.join('; ');
}
