// SPDX-License-Identifier: Apache-2.0
import { DesignError } from './design-error.ts';

/** The longest word a comment may hold, in characters, so that every comment can be wrapped. */
const longestWord = 72;

/** True where a tool would take a comment that begins with this text for an instruction to itself. */
export function readsAsDirective(text: string): boolean {
  return /^(verilator|synopsys|synthesis|pragma|cadence|ambit|exemplar|xilinx|altera|spyglass|translate_o)/i.test(
    text,
  );
}

/** Throws unless the text can stand in a Verilog comment; an empty text is no comment and always fine. */
export function mustBeComment(text: string, what: string, location?: null): void {
  const refuse = (problem: string, advice: string): never => {
    throw new DesignError(`${what} ${problem}: ${JSON.stringify(text)}`, advice, location);
  };
  if (/[^\x20-\x7e]/.test(text)) {
    refuse(
      'has a character that is not printable ASCII',
      'write it as one line of ASCII; long lines are wrapped',
    );
  }
  if (/^ | $| {2}/.test(text)) {
    refuse('has spaces that would be lost', 'put single spaces between words');
  }
  if (/\/\*|\*\/|\\$/.test(text)) {
    refuse('has /* or */ or ends in a backslash', 'leave them out; they change what a comment covers');
  }
  if (readsAsDirective(text)) {
    refuse('begins like an instruction to a tool', 'begin with another word');
  }
  if (text.split(' ').some((word) => word.length > longestWord)) {
    refuse(`has a word of more than ${longestWord} characters`, 'shorten it');
  }
}
