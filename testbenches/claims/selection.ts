// SPDX-License-Identifier: Apache-2.0
import { type Evidence, labelOf } from './evidence.ts';

/**
 * Whether a text names an evidence: `claim 19` all elements of a claim, `19f` or `8 el. 2` one element, `E5` an embodiment
 * in all its variants, `E5 wait` one of them.
 */
export function choosesEvidence(text: string, { places }: Evidence): boolean {
  const claim = /^claim (\d+)$/i.exec(text)?.[1];
  return places.some(
    (place) =>
      labelOf(place).toLowerCase() === text.toLowerCase() ||
      ('claim' in place ? `${place.claim}` === claim : place.embodiment.toLowerCase() === text.toLowerCase()),
  );
}
