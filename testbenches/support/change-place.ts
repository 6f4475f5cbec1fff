// SPDX-License-Identifier: Apache-2.0

/**
 * Puts something else in a place of a text.
 *
 * @param file its name, for errors
 * @param place text that occurs once, whatever its white space, with the part to replace between `<<` and `>>`
 * @param replacement of that part as it stands there
 * @throws Error when the place does not occur exactly once: the generated Verilog has changed, and so must the place
 */
export function changePlace(
  text: string,
  file: string,
  place: string,
  replacement: (part: string) => string,
): string {
  const [before = '', part = '', after = ''] = place.split(/<<|>>/).map(patternOf);
  const pieces = text.split(new RegExp(`(${before})(${part})(${after})`));
  if (pieces.length !== 5) {
    const places = (pieces.length - 1) / 4;
    throw new Error(
      `'${place}' fits ${file} in ${places} places instead of one; adapt it to the generated text.`,
    );
  }
  const [start, head, found, tail, end] = pieces;
  return `${start}${head}${replacement(found!)}${tail}${end}`;
}

/** A pattern for a text in which any white space may stand where the text has some. */
function patternOf(text: string): string {
  return text
    .split(/\s+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('\\s+');
}
