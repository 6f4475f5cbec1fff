// SPDX-License-Identifier: Apache-2.0

/**
 * A document with a computed text between `<!-- computed: NAME -->` and `<!-- end -->`.
 *
 * @param what names the text in the error
 * @throws Error when the document has no such place
 */
export function withComputedText(document: string, name: string, what: string, text: string): string {
  const place = new RegExp(`(<!-- computed: ${name} -->\\n)[\\s\\S]*?(\\n<!-- end -->)`);
  if (!place.test(document)) throw new Error(`The document has no place for ${what}.`);
  return document.replace(place, (_all, before: string, after: string) => `${before}${text}${after}`);
}
