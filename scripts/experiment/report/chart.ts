// SPDX-License-Identifier: Apache-2.0
import { parse, type Scale, type Spec, View } from 'vega';

/** Values of one name: a line foretells, points were measured. */
export interface Series {
  readonly name: string;
  readonly kind: 'line' | 'points';
  readonly values: readonly { readonly x: number; readonly y: number }[];
}

export interface Axis {
  readonly title: string;
  readonly scale: 'linear' | 'log';
  /** Where there are ticks, if not where the library puts them. */
  readonly ticks?: readonly number[];
  /** A linear axis begins at zero. */
  readonly zero?: boolean;
}

export interface Chart {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
}

const WIDTH = 560;
const HEIGHT = 340;

/** Draws a chart as SVG; the same chart gives the same bytes. Series of one name share a colour. */
export async function drawChart(chart: Chart): Promise<string> {
  return render(specOf(chart));
}

/** Renders a description of the plotting library without a browser. */
export async function render(spec: Spec): Promise<string> {
  const view = new View(parse(spec), { renderer: 'none' });
  try {
    return `${await view.toSVG()}\n`;
  } finally {
    view.finalize();
  }
}

function specOf({ title, x, y, series }: Chart): Spec {
  const rows = series.flatMap(({ name, kind, values }) => values.map((value) => ({ ...value, name, kind })));
  const shown = (kind: Series['kind']) => ({
    name: kind,
    source: 'rows',
    transform: [{ type: 'filter' as const, expr: `datum.kind === '${kind}'` }],
  });
  const place = {
    x: { scale: 'x', field: 'x' },
    y: { scale: 'y', field: 'y' },
    stroke: { scale: 'colour', field: 'name' },
  };
  return {
    $schema: 'https://vega.github.io/schema/vega/v6.json',
    background: 'white',
    width: WIDTH,
    height: HEIGHT,
    padding: 8,
    title: { text: title, anchor: 'start', fontSize: 14 },
    data: [{ name: 'rows', values: rows }, shown('line'), shown('points')],
    scales: [
      scaleOf('x', x, 'width'),
      scaleOf('y', y, 'height'),
      {
        name: 'colour',
        type: 'ordinal',
        domain: [...new Set(series.map(({ name }) => name))],
        range: { scheme: 'category10' },
      },
    ],
    axes: [axisOf('x', 'bottom', x), axisOf('y', 'left', y)],
    legends: [{ fill: 'colour', orient: 'bottom', columns: 3, symbolType: 'circle', labelLimit: 300 }],
    marks: [
      {
        type: 'group',
        from: { facet: { name: 'one', data: 'line', groupby: 'name' } },
        marks: [
          {
            type: 'line',
            from: { data: 'one' },
            encode: { enter: { ...place, strokeWidth: { value: 1.5 } } },
          },
        ],
      },
      {
        type: 'symbol',
        from: { data: 'points' },
        encode: {
          enter: { ...place, fill: { value: 'white' }, strokeWidth: { value: 2 }, size: { value: 55 } },
        },
      },
    ],
  };
}

function scaleOf(name: string, { scale, zero = false }: Axis, range: 'width' | 'height'): Scale {
  const common = { name, domain: { data: 'rows', field: name }, range, nice: true } as const;
  return scale === 'log' ? { ...common, type: 'log' } : { ...common, type: 'linear', zero };
}

function axisOf(scale: string, orient: 'bottom' | 'left', { title, ticks }: Axis) {
  return {
    scale,
    orient,
    title,
    grid: true,
    gridColor: '#e4e4e4',
    ...(ticks === undefined ? { format: '~g' } : { values: [...ticks], format: '~g' }),
  };
}
