// SPDX-License-Identifier: Apache-2.0
import { createDefinitions, type Definitions } from '../definitions.ts';
import { variableNames } from '../vcd-reference.ts';
import { WaveformError } from '../waveform-error.ts';
import { createByteCursor } from './byte-cursor.ts';
import { damaged } from './damage.ts';

/** What an FST says it holds. The identifier of a variable is the decimal number of its handle, from 0. */
export interface FstHierarchy {
  readonly definitions: Definitions;
  /** Bytes in which the blocks keep a value, by handle: one a bit, 8 for a real number, 0 for a text. */
  readonly valueBytes: readonly number[];
}

const tags = { attributeBegin: 252, attributeEnd: 253, scope: 254, upScope: 255 } as const;

const portDriver = 18;
const text = 21;
const reals: ReadonlySet<number> = new Set([3, 4, 20, 29]);
/** Events and parameters. */
const ignored: ReadonlySet<number> = new Set([0, 2]);
const lastVariableType = 29;
const realBytes = 8;
const mostBits = 1 << 24;

/** Reads the decompressed content of a hierarchy block that came from offset `at` of the file. */
export function readHierarchy(bytes: Uint8Array, timescale: string, at: number): FstHierarchy {
  const cursor = createByteCursor(bytes, at);
  const definitions = createDefinitions();
  const valueBytes: number[] = [];

  const addVariable = (type: number) => {
    cursor.byte();
    const name = cursor.text();
    const width = cursor.number();
    const alias = cursor.number();
    if (type === portDriver) {
      throw new WaveformError(
        'unsupported',
        'This FST holds an extended VCD ($dumpports); record an ordinary one ($dumpvars).',
      );
    }
    if (type > lastVariableType || alias > valueBytes.length || width > mostBits) {
      throw damaged(`variable '${name}' has type ${type}, ${width} bits and alias ${alias}`, at);
    }
    const isReal = reals.has(type);
    if (alias === 0) valueBytes.push(isReal ? realBytes : type === text ? 0 : width);
    const handle = alias === 0 ? valueBytes.length - 1 : alias - 1;
    const isSampled = !isReal && type !== text && !ignored.has(type) && width > 0;
    if (isSampled && valueBytes[handle] !== width) {
      throw damaged(`variable '${name}' has ${width} bits, its alias ${valueBytes[handle]}`, at);
    }
    const names = isSampled
      ? variableNames(
          name.split(' ').filter((word) => word !== ''),
          width,
        )
      : [];
    if (names === undefined) throw damaged(`a variable is called '${name}'`, at);
    definitions.addVariable(String(handle), width, names);
  };

  while (!cursor.atEnd) {
    const tag = cursor.byte();
    switch (tag) {
      case tags.scope:
        cursor.byte();
        definitions.openScope(cursor.text());
        cursor.text();
        break;
      case tags.upScope:
        if (!definitions.closeScope()) throw damaged('more scopes are left than entered', at);
        break;
      case tags.attributeBegin:
        cursor.byte();
        cursor.byte();
        cursor.text();
        cursor.large();
        break;
      case tags.attributeEnd:
        break;
      default:
        addVariable(tag);
    }
  }
  return { definitions: definitions.finish(timescale), valueBytes };
}
