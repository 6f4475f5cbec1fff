// SPDX-License-Identifier: Apache-2.0

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isAtLeast, isNodeSupported, MINIMUM_NODE } from './node-version.mjs';

describe('versions', () => {
  it.each([
    ['20.19', '20.19', true],
    ['20.19.0', '20.19', true],
    ['20.18.9', '20.19', false],
    ['22.0.0', '20.19', true],
    ['18.99.0', '20.19', false],
    ['3.9', '3.10', false],
    ['5.006', '5.6', true],
    ['5.004', '5.6', false],
    ['5', '5.6', false],
  ])('%s is at least %s: %s', (version, minimum, answer) => {
    expect(isAtLeast(version, minimum)).toBe(answer);
  });

  it('of Node are refused below the one that package.json states', () => {
    const description = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(description.engines.node).toBe(`>=${MINIMUM_NODE}`);
    expect(isNodeSupported('20.18.3')).toBe(false);
    expect(isNodeSupported(process.versions.node)).toBe(true);
  });
});
