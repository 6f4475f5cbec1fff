// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from '../../hdl-gen/collateral/index.ts';
import { type ConfigurationInput, parseConfiguration } from '../../hdl-gen/configuration/index.ts';
import { rules } from '../../sim/checker/index.ts';
import { changePlace } from '../support/change-place.ts';
import type { Circuit, Evidence, NamedTest } from './evidence.ts';
import { root } from './root.ts';

/**
 * Makes a function that tells what an evidence names and there is not: files, modules, signals, tests, rules, the place of
 * its mutation. It generates each configuration once.
 */
export function createNameCheck(): (evidence: Evidence) => string[] {
  const designs = new Map<string, ReadonlyMap<string, string>>();
  const generated = (input: ConfigurationInput) => {
    const key = JSON.stringify(input);
    const files = designs.get(key) ?? generate(parseConfiguration(input)).files;
    designs.set(key, files);
    return files;
  };
  return ({ configured, circuits, tests, mutation }) => {
    const files = generated(configured.input);
    return [
      ...circuits.flatMap((circuit) => missingInCircuit(circuit, files)),
      ...missingInMutation(mutation, circuits, files),
      ...tests.flatMap(missingInTest),
    ];
  };
}

function missingInCircuit(
  { source, module, signals }: Circuit,
  files: ReadonlyMap<string, string>,
): string[] {
  const text = files.get(`${module}.v`);
  if (!existsSync(join(root, source))) return [`file ${source}`];
  if (text === undefined) return [`module ${module} in this configuration`];
  const described = readFileSync(join(root, source), 'utf8').includes(`'${module}'`);
  const unknown = signals.filter((signal) => !new RegExp(`\\b${signal}\\b`).test(text));
  return [
    ...(described ? [] : [`description of ${module} in ${source}`]),
    ...unknown.map((signal) => `signal ${signal} in ${module}`),
  ];
}

function missingInMutation(
  { file, place, wrong }: Evidence['mutation'],
  circuits: readonly Circuit[],
  files: ReadonlyMap<string, string>,
): string[] {
  if (!circuits.some(({ module }) => file === `${module}.v`)) return [`a circuit in ${file}`];
  try {
    changePlace(files.get(file) ?? '', file, place, () => wrong);
    return [];
  } catch (error) {
    return [String(error)];
  }
}

function missingInTest({ file, titles, reports }: NamedTest): string[] {
  if (!existsSync(join(root, file))) return [`file ${file}`];
  const text = readFileSync(join(root, file), 'utf8');
  const templates = literalsIn(text).map(
    (literal) =>
      new RegExp(`^${literal.replaceAll(/[.*+?^()|[\]\\/{}]/g, '\\$&').replaceAll(placeholder, '.+')}$`),
  );
  const fits = (title: string) => templates.some((template) => template.test(title));
  const unknown = titles.filter((title) => !fits(title) && !fits(title.replace(/ \(seed \d+\)$/, '')));
  const reported = 'rule' in reports ? reports.rule in rules : text.includes(reports.says);
  return [
    ...unknown.map((title) => `test '${title}' in ${file}`),
    ...(reported ? [] : [`${JSON.stringify(reports)} in ${file}`]),
  ];
}

/** What stands for a value in the title of a test, once the rest is quoted for a pattern. */
const placeholder = /\$\\\{[^}]*\\\}|\$\w+|%[a-z]/g;

function literalsIn(text: string): string[] {
  return [...text.matchAll(/'((?:[^'\\\n]|\\.)+)'|`([^`]+)`|"([^"\n]+)"/g)].map(
    ([, single, template, double]) => (single ?? template ?? double)!,
  );
}
