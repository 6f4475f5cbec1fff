// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import type { Argv } from 'yargs';
import {
  type Configuration,
  parseConfiguration,
  presetNames,
  presets,
} from '../../hdl-gen/configuration/index.ts';
import { oneOf, singleText } from './option-values.ts';
import { UsageError } from './usage-error.ts';

/** How a design is named on the command line. */
export interface DesignArguments {
  readonly preset?: (typeof presetNames)[number] | undefined;
  readonly config?: string | undefined;
  readonly set?: readonly string[] | undefined;
}

/** A configuration, what to call it, and the words that name it on a command line. */
export interface ChosenConfiguration {
  readonly configuration: Configuration;
  /** Name of the preset if it is one, unchanged. */
  readonly preset: string | undefined;
  readonly words: readonly string[];
}

/** Adds the options that name a design. */
export function designOptions<T>(parser: Argv<T>) {
  return parser
    .option('preset', {
      requiresArg: true,
      describe: `a design by name: ${presetNames.join(', ')}`,
      coerce: oneOf('preset', presetNames),
    })
    .option('config', {
      requiresArg: true,
      describe: 'a design by its configuration, a JSON file',
      coerce: singleText('config'),
    })
    .option('set', {
      type: 'string',
      array: true,
      requiresArg: true,
      describe: 'field=value: changes a field of the configuration',
    });
}

/**
 * Reads and completes the configuration that the options name.
 *
 * @throws UsageError, and ConfigurationError with every wrong field.
 */
export async function chooseConfiguration(given: DesignArguments): Promise<ChosenConfiguration> {
  const { preset, config, set = [] } = given;
  if (preset !== undefined && config !== undefined) {
    throw new UsageError('--preset and --config both name a design; give one of them.');
  }
  if (preset === undefined && config === undefined) {
    throw new UsageError(
      `No design is named; give --preset (${presetNames.join(', ')}) or --config with a JSON file.`,
    );
  }
  const base = preset === undefined ? await readConfigurationFile(config!) : presets[preset];
  const changes = readChanges(set);
  // What is no object cannot be changed; the check of the configuration says what is wrong with it.
  const isObject = typeof base === 'object' && base !== null && !Array.isArray(base);
  return {
    configuration: parseConfiguration(isObject ? { ...base, ...changes } : base),
    preset: set.length === 0 ? preset : undefined,
    words: [
      ...(preset === undefined ? ['--config', config!] : ['--preset', preset]),
      ...set.flatMap((change) => ['--set', change]),
    ],
  };
}

async function readConfigurationFile(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new UsageError(`Cannot read the configuration '${path}': ${(cause as Error).message}.`, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UsageError(
      `The configuration '${path}' is not JSON: ${(cause as Error).message}. It should look like {"parties": "two", "buffers": 8}.`,
      { cause },
    );
  }
}

function readChanges(changes: readonly string[]): Record<string, unknown> {
  const fields = new Map<string, unknown>();
  for (const change of changes) {
    const [, field, value] = /^([^=]+)=(.+)$/.exec(change) ?? [];
    if (field === undefined || value === undefined) {
      throw new UsageError(`--set ${change} is not field=value; write it like --set buffers=8.`);
    }
    if (fields.has(field)) throw new UsageError(`--set gives ${field} twice; give it once.`);
    fields.set(field, readValue(value));
  }
  return Object.fromEntries(fields);
}

/** A number, true or false, a list of numbers like [0,128,64], or a word. */
function readValue(value: string): unknown {
  const number = /^-?\d+(\.\d+)?$/;
  if (number.test(value)) return Number(value);
  if (value === 'true' || value === 'false') return value === 'true';
  const items = /^\[(.*)\]$/
    .exec(value)?.[1]
    ?.split(',')
    .map((item) => item.trim());
  return items?.every((item) => number.test(item)) ? items.map(Number) : value;
}
