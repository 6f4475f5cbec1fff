// SPDX-License-Identifier: Apache-2.0
import { type InspectorNotification, type Runtime, Session } from 'node:inspector';

interface Place {
  readonly scriptId: string;
  readonly lineNumber: number;
  readonly columnNumber?: number;
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

function stackLine({ scriptId, lineNumber, columnNumber = 0 }: Place, name: string): string | undefined {
  const session = new Session();
  let url: string | undefined;
  session.connect();
  session.on(
    'Debugger.scriptParsed',
    ({ params }: InspectorNotification<{ scriptId: string; url: string }>) => {
      if (params.scriptId === scriptId) url = params.url;
    },
  );
  session.post('Debugger.enable');
  session.disconnect();
  return url === undefined ? undefined : `    at ${name} (${url}:${lineNumber + 1}:${columnNumber + 1})`;
}
