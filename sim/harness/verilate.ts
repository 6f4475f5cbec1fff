// SPDX-License-Identifier: Apache-2.0
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Design, traceFormatOf } from './design.ts';
import { ModelBuildError } from './errors.ts';
import { projectDirectory } from './project.ts';
import { runTool } from './run-tool.ts';
import { toolPath } from './sources.ts';
import type { VerilatorTool } from './toolchain.ts';

/** Options that decide what the generated C++ does. They are part of the cache key. */
export const verilatorOptions: readonly string[] = [
  '--assert',
  '--x-assign',
  'unique',
  '--x-initial',
  'unique',
  '--no-timing',
  '--relative-includes',
  // One time scale for all designs: the harness counts 10 ns a cycle.
  '--timescale-override',
  '1ns/1ns',
];

/** From this version on Verilator knows `WIDTHTRUNC`, `WIDTHEXPAND` and `WIDTHXZEXPAND`; before, some or all are `WIDTH`. */
const knowsWidthsApart = 5.024;

/** The code under which a version of Verilator knows a warning of the newest one. */
function warningCode(code: string, version: string): string {
  return /^WIDTH(TRUNC|EXPAND|XZEXPAND)$/.test(code) && Number(version) < knowsWidthsApart ? 'WIDTH' : code;
}

/** Options that select the top and its parameters and find its files: the same for building and for linting. */
export function designOptions(design: Design, { version }: Pick<VerilatorTool, 'version'>): string[] {
  return [
    '--top-module',
    design.top,
    ...Object.entries(design.parameters ?? {}).map(([name, value]) => `-G${name}=${value}`),
    ...Object.entries(design.defines ?? {}).map(([name, value]) =>
      value === true ? `-D${name}` : `-D${name}=${value}`,
    ),
    ...(design.ignoredWarnings ?? []).map((code) => `-Wno-${warningCode(code, version)}`),
    ...(design.includeDirectories ?? []).map((directory) => `-I${toolPath(directory)}`),
    ...design.files.map(toolPath),
  ];
}

/** Verilator control file that makes exactly the wanted signals visible; module and signal as the Verilog names them. */
export function controlFile(design: Design): string {
  const lines = new Set<string>();
  const writable = new Set<string>();
  for (const { module, signal, writable: isWritable } of design.visible ?? []) {
    if (isWritable) writable.add(`${module}.${signal}`);
  }
  for (const { module, signal } of design.visible ?? []) {
    const access = writable.has(`${module}.${signal}`) ? 'public_flat_rw' : 'public_flat_rd';
    lines.add(`${access} -module "${module}" -var "${signal}"`);
  }
  return ['`verilator_config', ...lines, ''].join('\n');
}

const shownLines = 40;

/** The first lines of a tool's output; enough to see what is wrong, short enough for a terminal. */
export function excerpt(output: string): string {
  const lines = output.trimEnd().split('\n');
  if (lines.length <= shownLines) return lines.join('\n');
  return [...lines.slice(0, shownLines), `... and ${lines.length - shownLines} more lines`].join('\n');
}

function waysOut(codes: readonly string[]): string {
  const list = codes.map((code) => `'${code}'`).join(', ');
  return `\nThere are warnings only: mend the Verilog, or give the design ignoredWarnings: [${list}].`;
}

/**
 * Turns a design into C++ in `directory`, with all classes named after `prefix`.
 *
 * @throws ModelBuildError with Verilator's words when it finds an error or, unless warnings are allowed, a warning.
 */
export async function verilate(
  design: Design,
  prefix: string,
  directory: string,
  verilator: VerilatorTool,
  { signal, allowWarnings = false }: { readonly signal?: AbortSignal; readonly allowWarnings?: boolean } = {},
): Promise<void> {
  const trace = traceFormatOf(design);
  const control = join(directory, 'visible.vlt');
  await writeFile(control, controlFile(design));
  const parameters = [
    '--cc',
    '--prefix',
    prefix,
    '--Mdir',
    directory,
    ...verilatorOptions,
    ...(allowWarnings ? ['-Wno-fatal'] : []),
    ...(trace === undefined ? [] : [trace === 'fst' ? '--trace-fst' : '--trace']),
    ...(design.coverage ?? []).map((kind) => `--coverage-${kind}`),
    control,
    ...designOptions(design, verilator),
  ];
  const { exitCode, output } = await runTool(verilator.command, parameters, {
    directory: projectDirectory,
    environment: verilator.environment,
    signal,
    timeoutSeconds: 600,
  });
  if (exitCode !== 0) {
    const codes = [...new Set([...output.matchAll(/^%Warning-(\w+):/gm)].map(([, code = '']) => code))];
    const hint = /^%Error(?:-\w+)?: .*:\d+:/m.test(output) || codes.length === 0 ? '' : waysOut(codes);
    throw new ModelBuildError(`Verilator refuses design '${design.top}':\n${excerpt(output)}${hint}`, output);
  }
}
