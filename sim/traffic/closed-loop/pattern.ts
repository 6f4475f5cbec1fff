// SPDX-License-Identifier: Apache-2.0

/** Which of the two messages of a call. */
export type Leg = 'request' | 'return';

/**
 * What the bytes of a message are made from, so that whoever receives it knows each of them without having kept any:
 * another call of the thread, another thread and the other leg give other bytes.
 */
export function patternSeed(thread: number, call: number, leg: Leg): number {
  const name = Math.imul(call, 512) + thread * 2 + Number(leg === 'return');
  return Math.imul(name ^ (name >>> 15), 0x2c1b3c6d);
}

/** 32 bits of a message from its byte 4 `part` on, as a signed number. */
export function patternPart(seed: number, part: number): number {
  const mixed = Math.imul(seed + part, 0x9e3779b1);
  return mixed ^ (mixed >>> 16);
}

/** The same where the message ends: the bytes from `bytes` on, 0 to 4 of them left, are zero. */
export function patternEnd(seed: number, part: number, bytes: number): number {
  if (bytes >= 4) return patternPart(seed, part);
  return bytes <= 0 ? 0 : patternPart(seed, part) & ((1 << (8 * bytes)) - 1);
}
