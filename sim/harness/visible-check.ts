// SPDX-License-Identifier: Apache-2.0
import type { Design } from './design.ts';
import { ModelBuildError } from './errors.ts';
import type { NativeDescription } from './native-library.ts';

/**
 * Compares what the user wanted to see with what the built library can show.
 *
 * @throws ModelBuildError naming every visible signal that does not exist or has another width.
 */
export function checkVisible(design: Design, description: NativeDescription): void {
  const complaints: string[] = [];
  for (const [index, wanted] of (design.visible ?? []).entries()) {
    const found = description.visible[index];
    if (found === undefined || found.bytes === 0) {
      complaints.push(
        `'${wanted.path}' does not exist: check the instances on the path, that the last one is of module ` +
          `'${wanted.module}', and that '${wanted.signal}' is a vector (or, with an index, a memory that has this word)`,
      );
    } else if (wanted.width !== undefined && wanted.width !== found.width) {
      complaints.push(`'${wanted.path}' is ${found.width} bits wide, not ${wanted.width}`);
    }
  }
  if (complaints.length === 0) return;
  throw new ModelBuildError(
    `Visible signals of design '${design.top}' are wrong:\n${complaints.map((text) => `  ${text}`).join('\n')}`,
  );
}
