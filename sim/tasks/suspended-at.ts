// SPDX-License-Identifier: Apache-2.0
import { type InspectorNotification, type Runtime, Session } from 'node:inspector';
import { SourceMap } from 'node:module';

interface Place {
  readonly scriptId: string;
  readonly lineNumber: number;
  readonly columnNumber?: number;
}

interface Script {
  readonly scriptId: string;
  readonly url: string;
  readonly sourceMapURL?: string;
}

const handle = Symbol.for('baton.suspended');

/** One line of a stack, read when it is needed; undefined where the engine does not tell. */
export type StackLine = () => string | undefined;

/** Gives an error the places of tasks for its stack, instead of those of the scheduler that found it. */
export function placeError<Failure extends Error>(error: Failure, lines: readonly StackLine[]): Failure {
  const found = lines.map((line) => line()).filter((line) => line !== undefined);
  error.stack = [`${error.name}: ${error.message}`, ...found].join('\n');
  return error;
}

/**
 * Where a suspended generator stands in its source. Only the debugger of the JavaScript engine knows: to keep a stack with
 * every wait, in case it takes too long, would cost more than the wait. Looked up while it stands there; reading the file's
 * name, which takes far longer, is left to the function that is returned.
 */
export function suspendedAt(generator: object, name: string): StackLine {
  const session = new Session();
  const shared = globalThis as { [handle]?: object };
  let place: Place | undefined;
  try {
    session.connect();
    shared[handle] = generator;
    let objectId: string | undefined;
    session.post(
      'Runtime.evaluate',
      { expression: `globalThis[Symbol.for('baton.suspended')]` },
      (_, answer) => {
        objectId = answer?.result.objectId;
      },
    );
    session.post(
      'Runtime.getProperties',
      { objectId: objectId ?? '', ownProperties: true },
      (_, answer: Runtime.GetPropertiesReturnType | undefined) => {
        const found = answer?.internalProperties?.find(
          (property) => property.name === '[[GeneratorLocation]]',
        );
        place = found?.value?.value as Place | undefined;
      },
    );
  } finally {
    delete shared[handle];
    session.disconnect();
  }
  return () => place && stackLine(place, name);
}

/** What a transpiler wrote about the source behind its text; undefined where there is nothing of that kind in the text. */
function readSourceMap(url: string): SourceMap | undefined {
  const [, encoded] = /^data:application\/json;(?:charset=utf-8;)?base64,(.*)$/.exec(url) ?? [];
  if (encoded === undefined) return undefined;
  return new SourceMap(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')));
}

function stackLine({ scriptId, lineNumber, columnNumber = 0 }: Place, name: string): string | undefined {
  const session = new Session();
  let script: Script | undefined;
  session.connect();
  session.on('Debugger.scriptParsed', ({ params }: InspectorNotification<Script>) => {
    if (params.scriptId === scriptId) script = params;
  });
  session.post('Debugger.enable');
  session.disconnect();
  if (script === undefined) return undefined;
  const entry = readSourceMap(script.sourceMapURL ?? '')?.findEntry(lineNumber, columnNumber);
  const isKnown = entry !== undefined && 'originalLine' in entry;
  const line = isKnown ? entry.originalLine : lineNumber;
  const column = isKnown ? entry.originalColumn : columnNumber;
  return `    at ${name} (${script.url}:${line + 1}:${column + 1})`;
}
