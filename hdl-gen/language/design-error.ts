// SPDX-License-Identifier: Apache-2.0
import { SourceLocation } from './source-location.ts';

/** A mistake in a circuit description: what is wrong, where in the designer's code, and what to do. */
export class DesignError extends Error {
  override readonly name = 'DesignError';
  /** `file:line` of the designer's code, relative to the project, or undefined when it could not be found. */
  readonly location: string | undefined;

  /** Without `location` the running line of the designer's code is named; null names none. */
  constructor(what: string, advice: string, location: SourceLocation | null = new SourceLocation()) {
    const place = location?.text;
    super(`${what}: ${advice}${place === undefined ? '' : ` (at ${place})`}`);
    this.location = place;
  }
}
