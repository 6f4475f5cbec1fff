// SPDX-License-Identifier: Apache-2.0
import { describeMutants } from './describe-mutants.ts';

describeMutants('tiny-gateway', 'testbenches/mutation/tiny-gateway.test.ts');
