// SPDX-License-Identifier: Apache-2.0
import { createDefinitions, type Definitions } from './definitions.ts';
import { variableNames } from './vcd-reference.ts';
import type { Token, TokenReader } from './vcd-tokens.ts';
import { safeText, WaveformError } from './waveform-error.ts';

const mostWords = 64;
const ignoredTypes = new Set(['real', 'realtime', 'shortreal', 'string', 'parameter', 'event']);
const freeText = new Set(['$comment', '$date', '$version', '$attrbegin', '$attrend']);

function malformed(expected: string, found: Token | undefined): WaveformError {
  if (found === undefined) {
    return new WaveformError('truncated', `The waveform ends in its definitions: expected ${expected}.`);
  }
  const text = safeText(Buffer.from(found.text, 'latin1'));
  return new WaveformError('malformed', `expected ${expected}, found '${text}'.`, found.position);
}

async function skipToEnd(reader: TokenReader, keyword: Token): Promise<void> {
  for (let token = await reader.next(); token?.text !== '$end'; token = await reader.next()) {
    if (token === undefined) {
      throw malformed(`$end of the ${keyword.text} in line ${keyword.position.line}`, token);
    }
  }
}

async function wordsToEnd(reader: TokenReader, keyword: Token): Promise<string[]> {
  const words: string[] = [];
  for (let token = await reader.next(); token?.text !== '$end'; token = await reader.next()) {
    if (token === undefined || words.length === mostWords) {
      throw malformed(`$end of the ${keyword.text} in line ${keyword.position.line}`, token);
    }
    words.push(token.text);
  }
  return words;
}

async function expectEnd(reader: TokenReader, keyword: Token): Promise<void> {
  const token = await reader.next();
  if (token?.text !== '$end') {
    throw malformed(`$end after ${keyword.text}`, token);
  }
}

/**
 * Reads the definitions up to and including `$enddefinitions $end`.
 *
 * @throws WaveformError `malformed`, `truncated`, or `unsupported` for the extended VCD of port drivers.
 */
export async function readHeader(reader: TokenReader): Promise<Definitions> {
  const definitions = createDefinitions();
  let timescale = '';

  const openScope = (words: readonly string[], keyword: Token) => {
    if (words.length < 1 || words.length > 2) {
      throw malformed('a kind and a name after $scope', { ...keyword, text: words.join(' ') });
    }
    definitions.openScope(words[1] ?? '');
  };

  const addVariable = (words: readonly string[], keyword: Token) => {
    const [type = '', widthText = '', identifier = '', ...reference] = words;
    if (type === 'port') {
      throw new WaveformError(
        'unsupported',
        'This is an extended VCD ($dumpports); record an ordinary one ($dumpvars).',
        keyword.position,
      );
    }
    const width = Number(widthText);
    const wellFormed = /^\d+$/.test(widthText) && /^[!-~]{1,64}$/.test(identifier) && reference.length > 0;
    const ignored = ignoredTypes.has(type);
    const names = wellFormed && !ignored ? variableNames(reference, width) : [];
    if (!wellFormed || names === undefined || (width === 0 && !ignored)) {
      throw malformed('type, width, identifier and name after $var', { ...keyword, text: words.join(' ') });
    }
    definitions.addVariable(identifier, width, names);
  };

  for (;;) {
    const keyword = await reader.next();
    if (keyword === undefined) {
      throw malformed('$enddefinitions', keyword);
    }
    if (freeText.has(keyword.text)) {
      await skipToEnd(reader, keyword);
      continue;
    }
    switch (keyword.text) {
      case '$timescale': {
        timescale = (await wordsToEnd(reader, keyword)).join('');
        if (!/^10{0,2}[munpf]?s$/.test(timescale)) {
          throw malformed('a time scale such as 1ns or 100 ps', { ...keyword, text: timescale });
        }
        break;
      }
      case '$scope':
        openScope(await wordsToEnd(reader, keyword), keyword);
        break;
      case '$upscope':
        await expectEnd(reader, keyword);
        if (!definitions.closeScope()) {
          throw malformed('no more $upscope than $scope', keyword);
        }
        break;
      case '$var':
        addVariable(await wordsToEnd(reader, keyword), keyword);
        break;
      case '$enddefinitions':
        await expectEnd(reader, keyword);
        return definitions.finish(timescale);
      default:
        throw malformed('a definition ($scope, $var, $upscope, $enddefinitions ...)', keyword);
    }
  }
}
