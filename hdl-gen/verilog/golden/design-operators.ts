// SPDX-License-Identifier: Apache-2.0
import { choose, concat, defineModule, input, literal, output } from '../../language/index.ts';

export const operators = defineModule({
  name: 'golden_operators',
  summary: 'every operator, and the parentheses where they meet.',
  timing: ['Combinational.'],
  ports: {
    a: input(4, ''),
    b: input(4, ''),
    c: input(4, ''),
    p: input(1, ''),
    q: input(1, ''),
    position: input(2, ''),
    sums: output(4, ''),
    products: output(4, ''),
    bitwise: output(4, ''),
    inverted: output(4, ''),
    logical: output(1, ''),
    exclusive: output(1, ''),
    reduced: output(1, ''),
    compared: output(1, ''),
    chosen: output(4, ''),
    joined: output(12, ''),
    picked: output(1, ''),
  },
  build(m, io) {
    const { a, b, c, p, q } = io;
    m.assign(
      io.sums,
      a
        .plus(b)
        .minus(c)
        .plus(a.minus(b.plus(3))),
    );
    m.assign(io.products, a.times(b).plus(b.times(c)).minus(a.plus(1).times(c)));
    m.assign(io.bitwise, a.and(b, c).or(a.xor(c.not()), b.plus(c)));
    m.assign(io.inverted, a.plus(b).not());
    m.assign(io.logical, p.and(q.not()).or(a.eq(b).and(c.any()), p.or(q).not()));
    m.assign(io.exclusive, p.xor(a.lt(b)));
    m.assign(io.reduced, a.any().and(b.all(), c.and(a).any().not()));
    m.assign(
      io.compared,
      a
        .plus(b)
        .ge(c)
        .or(a.ne(0).and(b.le(c), c.gt(1))),
    );
    m.assign(io.chosen, choose(p, choose(q, a, b), choose(a.eq(b), c, a.or(b))));
    m.assign(io.joined, concat(a.slice(3, 2), b.bit(0), literal(5, 3), p.replicate(4), concat(p, q)));
    m.assign(io.picked, a.at(io.position).and(b.at(io.position).not()));
  },
});
