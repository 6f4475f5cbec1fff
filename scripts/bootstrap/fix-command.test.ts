// SPDX-License-Identifier: Apache-2.0

import { describe, expect, it } from 'vitest';
import { findPackageManager, fixCommand } from './fix-command.mjs';
import { compiler, git, node, python } from './programs.mjs';

describe('the command that cures', () => {
  it.each([
    ['apt', false, 'sudo apt-get update && sudo apt-get install -y python3 python3-venv'],
    ['apt', true, 'apt-get update && apt-get install -y python3 python3-venv'],
    ['dnf', false, 'sudo dnf install -y python3'],
    ['brew', false, 'brew install python'],
    ['unknown', false, 'install python3 with the package manager of this system'],
  ] as const)('a missing Python with %s, root %s', (manager, isRoot, command) => {
    expect(fixCommand(python.packages, manager, isRoot)).toBe(command);
  });

  it('is a complete command where no package does', () => {
    expect(fixCommand(compiler.packages, 'brew', false)).toBe('xcode-select --install');
    expect(fixCommand(git.packages, 'brew', false)).toBe('xcode-select --install');
    expect(fixCommand(node.packages, 'apt', true)).toContain('nvm install 22');
  });

  it('fits this machine', () => {
    expect(['apt', 'dnf', 'brew', 'unknown']).toContain(findPackageManager(process.env));
  });
});
