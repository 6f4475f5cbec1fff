// SPDX-License-Identifier: Apache-2.0
import { writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { readPorts } from '../../sim/harness/index.ts';
import { resolveDesign } from '../../sim/simulation/load-verilog.ts';
import { portTypes } from '../../sim/simulation/port-types.ts';
import { batonCommand } from './command-text.ts';
import { makeFolder } from './make-folder.ts';
import { singleText } from './option-values.ts';
import { shownPath } from './project-folders.ts';
import { UsageError } from './usage-error.ts';
import type { Verb } from './verb.ts';

interface PortsArguments {
  readonly files?: readonly string[] | undefined;
  readonly top: string | undefined;
  readonly out?: string | undefined;
  readonly list?: string | undefined;
  readonly clock?: string | undefined;
  readonly parameter: readonly string[];
  readonly define: readonly string[];
  readonly include: readonly string[];
}

/** `WIDTH=8` as name and number. */
function parameterOf(text: string): [string, number] {
  const [, name, value] = /^([A-Za-z_]\w*)=(-?\d+)$/.exec(text) ?? [];
  if (name === undefined) {
    throw new UsageError(`--parameter is '${text}'; give NAME=NUMBER, for example WIDTH=8.`);
  }
  return [name, Number(value)];
}

/** `DEPTH=4` or `FAST` as name and value. */
function defineOf(text: string): [string, string | true] {
  const [, name, value] = /^([A-Za-z_]\w*)(?:=(.*))?$/.exec(text) ?? [];
  if (name === undefined) {
    throw new UsageError(`--define is '${text}'; give NAME or NAME=VALUE, for example FAST or DEPTH=4.`);
  }
  return [name, value ?? true];
}

/** `ports`: the ports of any Verilog module as TypeScript types, for editors. */
export const portsVerb: Verb<PortsArguments> = {
  options: (parser) =>
    parser
      .positional('files', { type: 'string', array: true, describe: 'Verilog files in compile order' })
      .option('top', { demandOption: true, describe: 'top module', coerce: singleText('top') })
      .option('out', { describe: 'file to write; printed if not given', coerce: singleText('out') })
      .option('list', { describe: 'a files.f instead of files', coerce: singleText('list') })
      .option('clock', {
        describe: 'clock port; clk if not given, none for no clock',
        coerce: singleText('clock'),
      })
      .option('parameter', { type: 'string', array: true, default: [], describe: 'NAME=NUMBER' })
      .option('define', {
        type: 'string',
        array: true,
        default: [],
        describe: 'macro, NAME or NAME=VALUE',
      })
      .option('include', {
        type: 'string',
        array: true,
        default: [],
        describe: 'folder searched by `include',
      })
      .example('$0 ports uart.v --top uart --out uart.d.ts', 'the ports of one module'),
  async run({ files = [], top = '', out, list, clock, parameter, define, include }) {
    const design = await resolveDesign({
      top,
      ...(list === undefined ? { files } : { fileList: list }),
      ...(clock === undefined ? {} : { clock: clock === 'none' ? null : clock }),
      parameters: Object.fromEntries(parameter.map(parameterOf)),
      defines: Object.fromEntries(define.map(defineOf)),
      includeDirectories: include,
    });
    const ports = await readPorts(design);
    const words = [
      ...files,
      '--top',
      top,
      ...(list === undefined ? [] : ['--list', list]),
      ...(clock === undefined ? [] : ['--clock', clock]),
      ...parameter.flatMap((text) => ['--parameter', text]),
      ...define.flatMap((text) => ['--define', text]),
      ...include.flatMap((folder) => ['--include', folder]),
      ...(out === undefined ? [] : ['--out', out]),
    ];
    const text = portTypes(top, ports, batonCommand('ports', words));
    const data = { top, ports, out };
    if (out === undefined) return { passed: true, text: text.trimEnd(), data };
    const file = resolve(out);
    await makeFolder(dirname(file));
    await writeFile(file, text);
    return { passed: true, text: `${ports.length} ports of ${top} in ${shownPath(file)}`, data };
  },
};
