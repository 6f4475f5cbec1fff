// SPDX-License-Identifier: Apache-2.0
import {
  type Configuration,
  type ConfigurationInput,
  configurationSchema,
  refusedPairs,
} from '../../hdl-gen/configuration/index.ts';
import type { Random } from '../../sim/tasks/index.ts';
import type { Field } from './field.ts';
import { type Level, levelsOfFields } from './field-values.ts';

/** A configuration as a user would write it, and completed. */
export interface DrawnConfiguration {
  readonly input: ConfigurationInput;
  readonly configuration: Configuration;
}

/** Draws of another value until refused fields suit each other. */
const mostRepairs = 60;

/**
 * Draws a configuration in which some fields have given levels. While the table of refused pairs refuses it, one of the two
 * fields that do not suit each other is drawn again.
 *
 * @returns nothing when no configuration was found; as good as certain when the table refuses the given levels together
 */
export function drawConfiguration(
  random: Random,
  given: readonly Level[] = [],
): DrawnConfiguration | undefined {
  const levels = new Map<Field, Level>();
  const draft: Record<string, unknown> = {};
  const fixed = new Map(given.map((level) => [level.field, level]));
  const draw = (field: Field) => {
    const level = fixed.get(field) ?? pickLevel(random, levelsOfFields.get(field)!);
    levels.set(field, level);
    draft[field] = level.draw(random, draft);
  };
  for (const field of levelsOfFields.keys()) draw(field);
  for (let repair = 0; repair < mostRepairs; repair += 1) {
    const input = withoutUndefined(draft);
    const configuration = configurationSchema.parse(input);
    const refused = refusedPairs.filter(({ refuses }) => refuses(configuration));
    if (refused.length === 0) return { input, configuration };
    const { field, other } = refused[random.below(refused.length)]!;
    draw(random.chance(0.5) ? field : other);
    // A value that is fixed as a level alone may have others that suit: a list follows the number of buffers.
    for (const [name, level] of fixed) draft[name] = level.draw(random, draft);
  }
  return undefined;
}

function pickLevel(random: Random, levels: readonly Level[]): Level {
  const total = levels.reduce((sum, { weight }) => sum + weight, 0);
  let left = (total * random.next32()) / 2 ** 32;
  return levels.find(({ weight }) => {
    left -= weight;
    return left < 0;
  })!;
}

function withoutUndefined(draft: Readonly<Record<string, unknown>>): ConfigurationInput {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined));
}
