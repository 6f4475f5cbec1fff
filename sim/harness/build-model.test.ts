// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltModel, buildModel } from './build-model.ts';
import type { Design } from './design.ts';
import { DesignError, ModelBuildError, ToolMissingError } from './errors.ts';
import { fixture, fixtureFile } from './fixtures/build.ts';
import { loadModel } from './load-model.ts';
import { projectDirectory } from './project.ts';
import { discoverToolchain } from './toolchain.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'build-model-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

const passThrough = (name: string, body = 'assign o = i;') =>
  `module ${name}(input clk, input i, output o);\n  ${body}\n  reg r; always @(posedge clk) r <= i;\nendmodule\n`;

describe('the cache', () => {
  it('returns the same library for the same content, without running a tool', async () => {
    const first = await buildModel(fixture('counter'));
    const steps: string[] = [];
    const second = await buildModel(fixture('counter', { clock: 'clk', parameters: {} }), {
      onProgress: (step) => steps.push(step),
    });
    expect(second).toMatchObject({ key: first.key, library: first.library, cached: true });
    expect(steps).toEqual([]);
  }, 120_000);

  it('tells apart everything that changes the library', async () => {
    const file = await write('part.v', passThrough('part'));
    const base: Design = { top: 'part', files: [file] };
    const visible = { path: 'r', module: 'part', signal: 'r' };
    const built: BuiltModel[] = [];
    for (const design of [base, { ...base, visible: [visible] }, { ...base, trace: true }]) {
      built.push(await buildModel(design));
    }
    await write('part.v', passThrough('part', 'assign o = ~i;'));
    built.push(await buildModel(base));
    expect(new Set(built.map(({ key }) => key)).size).toBe(4);
    const outputs = built.map((model) => {
      const part = loadModel(model).create();
      part.settle();
      const value = part.port('o').value;
      part.dispose();
      return value;
    });
    expect(outputs).toEqual([0, 0, 0, 1]);
  }, 120_000);

  it('follows included files', async () => {
    await write('body.vh', 'assign o = i;\n');
    const file = await write('including.v', passThrough('including', '\n`include "body.vh"'));
    const design = { top: 'including', files: [file], includeDirectories: [folder] };
    const first = await buildModel(design);
    await write('body.vh', 'assign o = !i;\n');
    const second = await buildModel(design);
    expect(second.key).not.toBe(first.key);
    expect((await buildModel(design)).cached).toBe(true);
  }, 120_000);

  it('survives several processes that build the same thing', async () => {
    const design = fixture('counter', { parameters: { WIDTH: 23 } });
    const { library } = await buildModel(design);
    await rm(library);
    const script = [
      `import { buildModel, loadModel } from ${JSON.stringify(join(projectDirectory, 'sim/harness/index.ts'))};`,
      `const model = loadModel(await buildModel(${JSON.stringify(design)})).create();`,
      'model.settle();',
      'process.exitCode = model.port("count").width === 23 ? 0 : 1;',
    ].join('\n');
    const file = await write('process.mts', script);
    const codes = await Promise.all(
      [1, 2, 3].map(async () => {
        const child = spawn(process.execPath, ['--import', 'tsx', file], {
          cwd: projectDirectory,
          stdio: 'inherit',
        });
        const [code] = await once(child, 'exit');
        return code;
      }),
    );
    expect(codes).toEqual([0, 0, 0]);
    await expect(access(`${library}.lock`)).rejects.toThrow('ENOENT');
  }, 120_000);
});

describe('a refused build', () => {
  it('shows what Verilator says, with the place', async () => {
    const file = await write('wide.v', passThrough('wide', 'wire [3:0] x = {4{i}}; assign o = x;'));
    const build = buildModel({ top: 'wide', files: [file] });
    await expect(build).rejects.toThrow(ModelBuildError);
    await expect(build).rejects.toThrow(/Verilator refuses design 'wide':\n%Warning-WIDTH.*wide\.v:2/);
    const error = await build.catch((caught: ModelBuildError) => caught);
    expect((error as ModelBuildError).toolOutput).toContain('%Error: Exiting due to');
  });

  it.each<[string, Partial<Design>, string]>([
    [
      'an unknown top',
      { top: 'other', files: [fixtureFile('counter.v')] },
      "Verilator refuses design 'other'",
    ],
    ['an unknown parameter', { parameters: { DEPTH: 3 } }, "Verilator refuses design 'counter'"],
    [
      'an unknown clock',
      { clock: 'clock' },
      "has no one-bit input 'clock' to be its clock; its ports are: clk (input, 1 bit)",
    ],
    ['a clock that is an output', { clock: 'wraps' }, "has no one-bit input 'wraps'"],
  ])('names %s', async (_, change, message) => {
    const build = buildModel(fixture('counter', change));
    await expect(build).rejects.toThrow(ModelBuildError);
    await expect(build).rejects.toThrow(message);
  });

  it('names a file that is not there', async () => {
    const build = buildModel({ top: 'x', files: [join(folder, 'missing.v')] });
    await expect(build).rejects.toThrow(DesignError);
    await expect(build).rejects.toThrow(`Cannot read '${join(folder, 'missing.v')}' of design 'x'`);
  });

  it('names a tool that cannot be started', async () => {
    const toolchain = await discoverToolchain();
    const verilator = { ...toolchain.verilator, command: join(folder, 'gone') };
    const file = await write('tool.v', passThrough('tool'));
    const design = { top: 'tool', files: [file] };
    await expect(buildModel(design, { toolchain: { ...toolchain, verilator } })).rejects.toThrow(
      ToolMissingError,
    );
    const compiler = { ...toolchain.compiler, command: '/bin/false', version: 'none' };
    await expect(buildModel(design, { toolchain: { ...toolchain, compiler } })).rejects.toThrow(
      "'/bin/false' cannot compile what Verilator",
    );
  });

  it('ends early when aborted, and leaves nothing behind', async () => {
    const cacheDirectory = join(folder, 'cache');
    const abort = new AbortController();
    const steps: string[] = [];
    const file = await write('abort.v', passThrough('abort'));
    const build = buildModel(
      { top: 'abort', files: [file] },
      {
        cacheDirectory,
        signal: abort.signal,
        onProgress: (step) => {
          steps.push(step);
          if (step.startsWith('compiling')) abort.abort(new Error('enough'));
        },
      },
    );
    await expect(build).rejects.toThrow('enough');
    expect(steps.slice(0, 2)).toEqual(['verilating abort', 'compiling abort']);
    expect(await readdir(join(cacheDirectory, 'building'))).toEqual([]);
    expect((await readdir(cacheDirectory)).filter((name) => /\.(node|lock)$/.test(name))).toEqual([]);
  });
});

describe('loadModel', () => {
  it('reports a library that cannot be loaded', async () => {
    const built = await buildModel(fixture('counter'));
    const library = await write('broken.node', 'not a library');
    expect(() => loadModel({ ...built, library })).toThrow("The library of 'counter' cannot be loaded");
    await access(built.library);
  }, 120_000);
});
