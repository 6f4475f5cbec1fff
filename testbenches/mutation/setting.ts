// SPDX-License-Identifier: Apache-2.0

/** A whole number from the environment, or the usual one. @throws Error for anything else */
export function setting(name: string, usual: number, least: number, most: number): number {
  const text = process.env[name] ?? String(usual);
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new Error(`${name} is '${text}'; it must be a whole number from ${least} to ${most}.`);
  }
  return value;
}
