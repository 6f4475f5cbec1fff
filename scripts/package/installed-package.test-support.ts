// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { npmCommand } from '../bootstrap/npm-packages.mjs';
import { projectFolder } from '../cli/project-folders.ts';

const PACKAGE = '@baton-hdl/baton';
const TIMEOUT_MILLISECONDS = 120_000;

/** The package, installed in a folder that held nothing before. */
export interface InstalledPackage {
  /** What the archive holds: paths and bytes. */
  readonly files: readonly { readonly path: string; readonly size: number }[];
  /** Bytes of the archive. */
  readonly size: number;
  /** Where it was installed. */
  readonly folder: string;
  /** The folder of the package itself. */
  readonly packageFolder: string;
  /** Runs its command, or Node with a program, on a machine that has Node and nothing else. */
  run(
    command: 'baton' | 'node',
    ...words: readonly string[]
  ): Promise<{ readonly exitCode: number | undefined; readonly stdout: string; readonly stderr: string }>;
}

/** Packs the project and installs the archive with exactly the packages that it asks for, in the locked versions. */
export async function installPackage(temporary: string): Promise<InstalledPackage> {
  const npm = async (folder: string, ...words: readonly string[]) => {
    const { command, arguments: before } = npmCommand(process.env);
    const { stdout } = await execa(command, [...before, ...words], {
      cwd: folder,
      timeout: TIMEOUT_MILLISECONDS,
    });
    return stdout;
  };
  const packed = await npm(
    projectFolder,
    ...['pack', '--json', '--foreground-scripts=false', '--pack-destination', temporary],
  );
  const [archive] = JSON.parse(packed) as [Pick<InstalledPackage, 'files' | 'size'> & { filename: string }];
  const folder = join(temporary, 'user');
  const programs = join(temporary, 'programs');
  mkdirSync(folder);
  mkdirSync(programs);
  symlinkSync(process.execPath, join(programs, 'node'));
  writeLock(folder, `file:../${archive.filename}`);
  await npm(folder, 'ci', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund');
  return {
    files: archive.files,
    size: archive.size,
    folder,
    packageFolder: join(folder, 'node_modules', PACKAGE),
    async run(command, ...words) {
      const program = command === 'node' ? process.execPath : join(folder, 'node_modules', '.bin', command);
      const { exitCode, stdout, stderr } = await execa(program, words, {
        cwd: folder,
        env: { PATH: programs, HOME: temporary },
        extendEnv: false,
        reject: false,
        stdin: 'ignore',
        timeout: TIMEOUT_MILLISECONDS,
      });
      return { exitCode, stdout, stderr };
    },
  };
}

/** The lock of a project that uses the package alone: the versions of our own, so that npm has them in its cache. */
function writeLock(folder: string, archive: string): void {
  interface LockedPackage {
    readonly dev?: boolean;
  }
  const lock = JSON.parse(readFileSync(join(projectFolder, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, LockedPackage>>;
  };
  const { name, version, bin, dependencies } = JSON.parse(
    readFileSync(join(projectFolder, 'package.json'), 'utf8'),
  );
  const used = Object.entries(lock.packages).filter(([path, { dev }]) => path !== '' && dev !== true);
  const user = { name: 'user', dependencies: { [name]: archive } };
  const packages = {
    '': user,
    [`node_modules/${name}`]: { version, resolved: archive, bin, dependencies },
    ...Object.fromEntries(used),
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(user));
  writeFileSync(
    join(folder, 'package-lock.json'),
    JSON.stringify({ name: 'user', lockfileVersion: 3, requires: true, packages }),
  );
}
