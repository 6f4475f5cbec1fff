// SPDX-License-Identifier: Apache-2.0
import { describeMutants } from './describe-mutants.ts';

describeMutants('tiny-channel', 'testbenches/mutation/tiny-channel.test.ts');
