// SPDX-License-Identifier: Apache-2.0

/** The range of a vector as declared: `[msb:lsb]`, most significant bit first; `[3:3]` for a single bit. */
export interface BitRange {
  readonly msb: number;
  readonly lsb: number;
}

/** A name under which a variable can be asked for. */
export interface VariableName {
  readonly name: string;
  readonly range: BitRange | undefined;
}

const indices = /\[\s*-?\d+\s*(?::\s*-?\d+\s*)?\]/.source;
const allIndices = new RegExp(`^(?:${indices})+$`);
const oneRange = /^\[(-?\d+)(?::(-?\d+))?\]$/;
const attachedRange = new RegExp(`^(.+?)(${indices})$`);

function rangeOf(text: string, width: number): BitRange | undefined {
  const [, msbText, lsbText] = oneRange.exec(text) ?? [];
  if (msbText === undefined) {
    return undefined;
  }
  const msb = Number(msbText);
  const lsb = Number(lsbText ?? msbText);
  return Math.abs(msb - lsb) + 1 === width ? { msb, lsb } : undefined;
}

/**
 * A hierarchical path as it is compared: the backslash that begins an escaped name, and of VHDL the one that ends it, is
 * not part of the name.
 */
export function plainPath(path: string): string {
  return path
    .replace(/(^|\.)\\/g, '$1')
    .trimEnd()
    .replace(/\\(?=$|\.|\[)/g, '');
}

/**
 * The names of one declared variable. Simulators write the range as a word of its own or attached to the name, and
 * `name[3]` is both bit 3 of a vector that was split and word 3 of an array of bits, so it goes by two names.
 *
 * @param words the words between the identifier and `$end`: name, then perhaps a range
 * @param width declared width in bits
 * @returns undefined when the words are not a name and a range
 */
export function variableNames(words: readonly string[], width: number): VariableName[] | undefined {
  const [first = '', ...rest] = words;
  const name = plainPath(first);
  const suffix = rest.join('');
  if (name === '' || (suffix !== '' && !allIndices.test(suffix))) {
    return undefined;
  }
  if (suffix !== '') {
    const range = rangeOf(suffix, width);
    const isArrayWord = range === undefined && !suffix.includes(':');
    return [{ name: isArrayWord ? name + suffix : name, range }];
  }
  const names: VariableName[] = [{ name, range: undefined }];
  const [, base, attached] = first.startsWith('\\') ? [] : (attachedRange.exec(name) ?? []);
  if (base !== undefined && attached !== undefined) {
    const range = rangeOf(attached, width);
    if (range !== undefined) {
      names.push({ name: base, range });
    }
  }
  return names;
}
