// SPDX-License-Identifier: Apache-2.0
import type { ConfigurationInput } from '../../hdl-gen/configuration/index.ts';
import { createRandom } from '../../sim/tasks/index.ts';
import { drawConfiguration } from './draw.ts';
import { type Level, levelOfValue, levelsOfFields } from './field-values.ts';

/** Levels of two fields that one configuration may have together. */
export interface LevelPair {
  readonly name: string;
  readonly levels: readonly [Level, Level];
}

/** Tries of a pair that is refused; each draws other values of the remaining fields. */
const tries = 12;

interface LevelPairs {
  readonly legal: readonly LevelPair[];
  readonly refused: readonly LevelPair[];
}

function findPairs(): LevelPairs {
  const random = createRandom(1);
  const legal: LevelPair[] = [];
  const refused: LevelPair[] = [];
  for (const levels of everyPair([...levelsOfFields.values()])) {
    const name = pairName(levels);
    const isFound = Array.from({ length: tries }).some(() => {
      const drawn = drawConfiguration(random, levels);
      return drawn !== undefined && pairNames(drawn.input).has(name);
    });
    (isFound ? legal : refused).push({ name, levels });
  }
  return { legal, refused };
}

function everyPair(fields: readonly (readonly Level[])[]): (readonly [Level, Level])[] {
  return fields.flatMap((levels, index) =>
    fields
      .slice(index + 1)
      .flatMap((others) =>
        levels.flatMap((level) => others.map((other): readonly [Level, Level] => [level, other])),
      ),
  );
}

function pairName([one, other]: readonly [Level, Level]): string {
  return `${one.field} ${one.name}, ${other.field} ${other.name}`;
}

/** The names of the levels that a configuration has, one for each field. */
export function levelNames(input: ConfigurationInput): readonly string[] {
  return [...levelsOfFields.keys()].map((field) => `${field} ${levelOfValue(field, input[field])}`);
}

/** The names of all pairs that a configuration has. */
export function pairNames(input: ConfigurationInput): ReadonlySet<string> {
  const named = levelNames(input);
  return new Set(named.flatMap((one, index) => named.slice(index + 1).map((other) => `${one}, ${other}`)));
}

/** All pairs of levels of different fields: those that may be together, and those that the table of refused pairs keeps apart. */
export const levelPairs: LevelPairs = findPairs();
