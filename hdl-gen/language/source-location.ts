// SPDX-License-Identifier: Apache-2.0

const languageFolder = new URL('.', import.meta.url).pathname;
const projectFolder = new URL('../../', import.meta.url).pathname;

/**
 * The line of the designer's code that is running. The stack is taken at once, which is cheap, and turned into text
 * only when a message needs it, which is not.
 */
export class SourceLocation {
  readonly #trace = new Error();

  /** `file:line`, relative to the project, or undefined where no frame belongs to a designer. */
  get text(): string | undefined {
    for (const frame of (this.#trace.stack ?? '').split('\n')) {
      const [, place, line] = /^\s+at (?:.* \()?(\S.*):(\d+):\d+\)?$/.exec(frame) ?? [];
      if (place === undefined || place.startsWith('node:')) {
        continue;
      }
      const file = place.startsWith('file:')
        ? new URL(place).pathname
        : encodeURI(place.replaceAll('\\', '/'));
      if (!file.includes('/node_modules/') && (!file.startsWith(languageFolder) || isTest(file))) {
        return `${decodeURI(relativeToProject(file))}:${line}`;
      }
    }
    return undefined;
  }
}

function isTest(file: string): boolean {
  return /\.test(-d)?\.ts$/.test(file);
}

/** The path below the project; a file outside it is named without its folder, so that no machine's paths appear. */
function relativeToProject(file: string): string {
  return file.startsWith(projectFolder)
    ? file.slice(projectFolder.length)
    : file.slice(file.lastIndexOf('/') + 1);
}
