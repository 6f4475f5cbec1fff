// SPDX-License-Identifier: Apache-2.0

/**
 * The README with a computed text between `<!-- computed: NAME -->` and `<!-- end -->`.
 *
 * @param what names the text in the error
 * @throws Error when the README has no such place
 */
export function withComputedText(readme: string, name: string, what: string, text: string): string {
  const place = new RegExp(`(<!-- computed: ${name} -->\\n)[\\s\\S]*?(\\n<!-- end -->)`);
  if (!place.test(readme)) throw new Error(`The README has no place for ${what}.`);
  return readme.replace(place, (_all, before: string, after: string) => `${before}${text}${after}`);
}
