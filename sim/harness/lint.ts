// SPDX-License-Identifier: Apache-2.0
import { type Design, validateDesign } from './design.ts';
import { ModelBuildError } from './errors.ts';
import { projectDirectory } from './project.ts';
import { runTool } from './run-tool.ts';
import { discoverVerilator, type VerilatorTool } from './toolchain.ts';
import { designOptions, excerpt } from './verilate.ts';

export interface LintMessage {
  readonly severity: 'warning' | 'error';
  /** Verilator's code, such as `WIDTHEXPAND`; undefined for plain errors. */
  readonly code: string | undefined;
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

export interface LintResult {
  /** True when Verilator found nothing at all. */
  readonly clean: boolean;
  readonly messages: readonly LintMessage[];
  /** Verilator's output, word for word. */
  readonly output: string;
}

/** Reads Verilator's messages, leaving out those without a place, which only summarise. */
export function parseLintOutput(output: string): LintMessage[] {
  const messages: LintMessage[] = [];
  const pattern = /^%(Warning|Error)(?:-(\w+))?: (.+?):(\d+)(?::\d+)?: (.*)$/gm;
  for (const [, severity, code, file = '', line, text = ''] of output.matchAll(pattern)) {
    messages.push({
      severity: severity === 'Error' ? 'error' : 'warning',
      code,
      file,
      line: Number(line),
      text,
    });
  }
  return messages;
}

/**
 * Runs `verilator --lint-only -Wall` on a design. Warnings are returned, not thrown.
 *
 * @throws DesignError, ToolMissingError, and ModelBuildError when Verilator fails without naming a place.
 */
export async function lintDesign(
  design: Design,
  options: { readonly verilator?: VerilatorTool; readonly signal?: AbortSignal } = {},
): Promise<LintResult> {
  validateDesign(design);
  const verilator = options.verilator ?? (await discoverVerilator());
  const parameters = [
    '--lint-only',
    '-Wall',
    '--no-timing',
    '--relative-includes',
    ...designOptions(design, verilator),
  ];
  const { exitCode, output } = await runTool(verilator.command, parameters, {
    directory: projectDirectory,
    environment: verilator.environment,
    signal: options.signal,
    timeoutSeconds: 600,
  });
  const messages = parseLintOutput(output);
  if (exitCode !== 0 && messages.length === 0) {
    throw new ModelBuildError(`Verilator cannot lint design '${design.top}':\n${excerpt(output)}`, output);
  }
  return { clean: exitCode === 0 && messages.length === 0, messages, output };
}
