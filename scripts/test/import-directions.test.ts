// SPDX-License-Identifier: Apache-2.0

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import configuration from '../../.dependency-cruiser.mjs';

const CONFIGURATION_FILE = fileURLToPath(new URL('../../.dependency-cruiser.mjs', import.meta.url));

const reportSchema = z.object({
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'baton-imports-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

/**
 * Checks a project that consists of nothing but imports.
 * @param imports of each file: paths from the root of that project, or names of packages
 * @returns `file: rule` of each violation, sorted
 */
async function findViolations(name: string, imports: Readonly<Record<string, readonly string[]>>) {
  const root = join(folder, name);
  const imported = Object.values(imports).flat().map(withoutType).filter(isProjectFile);
  const files = new Set([...Object.keys(imports), ...imported]);
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(
      join(root, file),
      `${(imports[file] ?? []).map((to) => importLine(file, to)).join('')}export {};\n`,
    );
  }
  writeFileSync(join(root, 'package.json'), '{"devDependencies": {"vitest": "1"}}');
  for (const packageName of ['vitest', 'unlisted']) {
    mkdirSync(join(root, 'node_modules', packageName), { recursive: true });
    writeFileSync(join(root, 'node_modules', packageName, 'package.json'), `{"name": "${packageName}"}`);
    writeFileSync(join(root, 'node_modules', packageName, 'index.js'), '');
  }
  const folders = [...new Set([...files].map((file) => file.split('/')[0] ?? ''))];
  const result = await execa(
    'depcruise',
    ['--config', CONFIGURATION_FILE, '--output-type', 'json', ...folders],
    { cwd: root, preferLocal: true, localDir: import.meta.dirname, reject: false, timeout: 60_000 },
  );
  const { summary } = reportSchema.parse(JSON.parse(result.stdout));
  expect(summary.totalCruised).toBeGreaterThanOrEqual(files.size);
  return summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`).toSorted();
}

function isProjectFile(name: string): boolean {
  return name.endsWith('.ts') && !name.includes('missing');
}

/** `type` in front of a path asks for an import of types alone. */
function withoutType(name: string): string {
  return name.replace(/^type /, '');
}

function importLine(from: string, to: string): string {
  if (!to.endsWith('.ts')) return `import '${to}';\n`;
  const path = '../'.repeat(from.split('/').length - 1) + withoutType(to);
  return to.startsWith('type ') ? `import type {} from '${path}';\n` : `import '${path}';\n`;
}

describe('the check of the import directions', () => {
  it('accepts imports that follow the architecture', async () => {
    const violations = await findViolations('clean', {
      'hdl-gen/verilog/a.ts': ['hdl-gen/language/a.ts'],
      'hdl-gen/primitives/a.ts': ['hdl-gen/language/a.ts'],
      'hdl-gen/circuits/a.ts': [
        'hdl-gen/primitives/a.ts',
        'hdl-gen/language/a.ts',
        'hdl-gen/configuration/a.ts',
      ],
      'hdl-gen/configuration/a.ts': ['crypto'],
      'hdl-gen/blocks/a.ts': ['hdl-gen/circuits/a.ts', 'hdl-gen/blocks/b.ts'],
      'hdl-gen/collateral/a.ts': ['hdl-gen/blocks/a.ts', 'hdl-gen/verilog/a.ts'],
      'hdl-gen/language/a.test.ts': ['hdl-gen/language/a.ts', 'vitest', 'fs', 'testbenches/support/a.ts'],
      'sim/harness/a.ts': ['sim/samples/a.ts', 'fs'],
      'sim/tasks/a.ts': ['sim/harness/a.ts'],
      'sim/monitors/a.ts': ['sim/samples/a.ts', 'sim/manifest/a.ts'],
      'sim/checker/a.ts': ['sim/monitors/a.ts', 'sim/reference-model/a.ts'],
      'sim/traffic/a.ts': ['sim/tasks/a.ts', 'sim/harness/a.ts', 'sim/manifest/a.ts'],
      'scripts/cli/main.ts': ['hdl-gen/collateral/a.ts', 'sim/traffic/a.ts', 'sim/checker/a.ts'],
      'testbenches/blocks/a.test.ts': ['hdl-gen/blocks/a.ts', 'sim/harness/a.ts', 'vitest'],
    });
    expect(violations).toEqual([]);
  });

  it('reports every import that does not, by each of its rules', async () => {
    const expected: readonly (readonly [from: string, to: string, rule: string])[] = [
      ['hdl-gen/configuration/a.ts', 'hdl-gen/language/z.ts', 'only-downwards-from-hdl-gen-configuration'],
      ['hdl-gen/language/a.ts', 'hdl-gen/verilog/z.ts', 'only-downwards-from-hdl-gen-language'],
      ['hdl-gen/language/b.ts', 'type hdl-gen/circuits/z.ts', 'only-downwards-from-hdl-gen-language'],
      ['hdl-gen/language/c.test.ts', 'hdl-gen/circuits/z.ts', 'only-downwards-from-hdl-gen-language'],
      ['hdl-gen/verilog/a.ts', 'hdl-gen/primitives/z.ts', 'only-downwards-from-hdl-gen-verilog'],
      ['hdl-gen/primitives/a.ts', 'hdl-gen/configuration/z.ts', 'only-downwards-from-hdl-gen-primitives'],
      ['hdl-gen/circuits/a.ts', 'hdl-gen/blocks/z.ts', 'only-downwards-from-hdl-gen-circuits'],
      ['hdl-gen/blocks/a.ts', 'hdl-gen/collateral/z.ts', 'only-downwards-from-hdl-gen-blocks'],
      ['hdl-gen/blocks/b.ts', 'hdl-gen/bus/z.ts', 'only-downwards-from-hdl-gen-blocks'],
      ['hdl-gen/registers/a.ts', 'hdl-gen/bus/z.ts', 'only-downwards-from-hdl-gen-registers'],
      ['hdl-gen/bus/a.ts', 'hdl-gen/collateral/z.ts', 'only-downwards-from-hdl-gen-bus'],
      ['hdl-gen/collateral/a.ts', 'sim/manifest/z.ts', 'only-downwards-from-hdl-gen-collateral'],
      ['hdl-gen/generate.ts', 'sim/manifest/z.ts', 'hdl-gen-never-imports-sim'],
      ['hdl-gen/main.ts', 'scripts/cli/z.ts', 'product-never-imports-scripts'],
      ['hdl-gen/print.ts', 'fs', 'hdl-gen-is-pure'],
      ['hdl-gen/start.ts', 'child_process', 'hdl-gen-is-pure'],
      ['hdl-gen/surprise/a.ts', 'hdl-gen/language/z.ts', 'no-unknown-folder'],
      ['hdl-gen/helper.ts', 'vitest', 'no-development-package-in-product'],
      ['hdl-gen/other.ts', 'unlisted', 'no-unlisted-package'],
      ['hdl-gen/broken.ts', 'hdl-gen/missing.ts', 'no-unresolved'],
      ['hdl-gen/tested.ts', 'testbenches/support/z.ts', 'product-never-imports-tests'],
      ['sim/index.ts', 'hdl-gen/configuration/z.ts', 'sim-never-imports-hdl-gen'],
      ['sim/samples/a.ts', 'sim/manifest/z.ts', 'only-downwards-from-sim-samples'],
      ['sim/manifest/a.ts', 'sim/samples/z.ts', 'only-downwards-from-sim-manifest'],
      ['sim/reference-model/a.ts', 'sim/samples/z.ts', 'only-downwards-from-sim-reference-model'],
      ['sim/sizing/a.ts', 'sim/harness/z.ts', 'only-downwards-from-sim-sizing'],
      ['sim/bus/a.ts', 'sim/monitors/z.ts', 'only-downwards-from-sim-bus'],
      ['sim/harness/a.ts', 'sim/manifest/z.ts', 'only-downwards-from-sim-harness'],
      ['sim/tasks/a.ts', 'sim/traffic/z.ts', 'only-downwards-from-sim-tasks'],
      ['sim/coverage/a.ts', 'sim/harness/z.ts', 'only-downwards-from-sim-coverage'],
      ['sim/simulation/a.ts', 'sim/monitors/z.ts', 'only-downwards-from-sim-simulation'],
      ['sim/waveform/a.ts', 'sim/monitors/z.ts', 'only-downwards-from-sim-waveform'],
      ['sim/monitors/a.ts', 'sim/harness/z.ts', 'only-downwards-from-sim-monitors'],
      ['sim/checker/a.ts', 'sim/traffic/z.ts', 'only-downwards-from-sim-checker'],
      ['sim/traffic/a.ts', 'sim/checker/z.ts', 'only-downwards-from-sim-traffic'],
      ['sim/session/a.ts', 'scripts/cli/z.ts', 'only-downwards-from-sim-session'],
      ['sim/regression/a.test.ts', 'scripts/cli/z.ts', 'only-downwards-from-sim-regression'],
    ];
    const loop = {
      'scripts/cli/left.ts': ['scripts/cli/right.ts'],
      'scripts/cli/right.ts': ['scripts/cli/left.ts'],
    };
    const lonely = { 'scripts/cli/lonely.ts': [] };
    const violations = await findViolations('violating', {
      ...Object.fromEntries(expected.map(([from, to]) => [from, [to]])),
      ...loop,
      ...lonely,
    });
    for (const [from, , rule] of expected) expect(violations).toContain(`${from}: ${rule}`);
    expect(violations).toContain('scripts/cli/left.ts: no-cycle');
    expect(violations).toContain('scripts/cli/lonely.ts: no-orphan');
    const rules = new Set(violations.map((violation) => violation.split(': ')[1]));
    expect(configuration.forbidden.map(({ name }) => name).filter((name) => !rules.has(name))).toEqual([]);
  });
});
