// SPDX-License-Identifier: Apache-2.0

// The command line of the package. What this imports is compiled into it, and the packages it uses are installed with it.

import { parseWords } from './parse-words.ts';
import { runCommandLine } from './run-command-line.ts';
import { productVerbs } from './verbs.ts';

await runCommandLine((words) => parseWords(words, productVerbs));
