// SPDX-License-Identifier: Apache-2.0
import { parseCommandLine } from './parse-command-line.ts';
import { runCommandLine } from './run-command-line.ts';

await runCommandLine(parseCommandLine);
