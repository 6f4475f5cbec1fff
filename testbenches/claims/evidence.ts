// SPDX-License-Identifier: Apache-2.0
import type { ConfigurationInput } from '../../hdl-gen/configuration/index.ts';
import type { RuleName } from '../../sim/checker/index.ts';
import type { TextChange } from '../support/chosen-change.ts';

/** Where the application asks for it: an element of a claim, or an embodiment of the description. */
export type Place =
  | {
      readonly claim: number;
      /** Letter of the element, or its number where the letters of the claim repeat; a claim of one element has none. */
      readonly element?: string;
      /** What this claim calls the circuit, word for word. */
      readonly term?: string;
    }
  | { readonly embodiment: `E${number}`; readonly variant?: string };

/** Circuits that do it. */
export interface Circuit {
  /** Source, from the root of the project. */
  readonly source: string;
  /** Module in the emitted Verilog. */
  readonly module: string;
  /** Its signals that carry it. */
  readonly signals: readonly string[];
}

/** A test of `npm test`, and what it reports when the circuit is broken. */
export interface NamedTest {
  readonly file: string;
  /** Titles of its groups and its own, outermost first. */
  readonly titles: readonly string[];
  /** The rule of the checker, or words of the assertion as they stand in the file. */
  readonly reports: { readonly rule: RuleName } | { readonly says: string };
}

/** One mistake in the emitted Verilog. */
export interface Mutation extends TextChange {
  readonly name: string;
}

/** One thing that the application asks for, what does it, and what shows it. */
export interface Evidence {
  /** Where it is asked for; the first place names it. */
  readonly places: readonly [Place, ...Place[]];
  /** What is asked for. */
  readonly asks: string;
  /** Configuration in which the circuits exist, in words and for the generator. */
  readonly configured: { readonly as: string; readonly input: ConfigurationInput };
  readonly circuits: readonly [Circuit, ...Circuit[]];
  /** Each fails, as said, while the circuits are broken, and passes otherwise. */
  readonly tests: readonly [NamedTest, ...NamedTest[]];
  readonly mutation: Mutation;
}

/** How a place is called: `7a`, `8 el. 1`, `E5 wait`. */
export function labelOf(place: Place): string {
  if ('embodiment' in place) return [place.embodiment, place.variant].filter(Boolean).join(' ');
  const { claim, element } = place;
  if (element === undefined) return `${claim}`;
  return /^\d/.test(element) ? `${claim} el. ${element}` : `${claim}${element}`;
}

/** The name of an evidence. */
export function nameOf({ places }: Evidence): string {
  return labelOf(places[0]);
}

/** The full name of a test, as the test runner has it. */
export function fullNameOf({ titles }: NamedTest): string {
  return titles.join(' ');
}

/** Where a test is found, for people. */
export function testNameOf({ file, titles }: NamedTest): string {
  return [file, ...titles].join(' > ');
}
