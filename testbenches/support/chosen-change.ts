// SPDX-License-Identifier: Apache-2.0
import { changePlace } from './change-place.ts';

/** One expression of the emitted Verilog and what is to stand there instead. */
export interface TextChange {
  readonly file: string;
  /** Text that occurs once in the file, whatever its white space, with the expression between `<<` and `>>`. */
  readonly place: string;
  readonly wrong: string;
}

const variable = 'BATON_CHANGED_VERILOG';

/** The environment in which every design that tests generate has this change. */
export function environmentWith({ file, place, wrong }: TextChange): Readonly<Record<string, string>> {
  return { [variable]: JSON.stringify({ file, place, wrong }) };
}

/**
 * Files of a design with the change that the environment asks for; without one, or without its file, as they were.
 *
 * @throws Error when the place does not occur exactly once
 */
export function withChosenChange(
  files: ReadonlyMap<string, string>,
  environment: NodeJS.ProcessEnv = process.env,
): ReadonlyMap<string, string> {
  const asked = environment[variable];
  if (asked === undefined) return files;
  const { file, place, wrong } = JSON.parse(asked) as TextChange;
  const text = files.get(file);
  if (text === undefined) return files;
  return new Map(files).set(
    file,
    changePlace(text, file, place, () => wrong),
  );
}
