import { describe, expect, it } from '@jest/globals';
import { renderToString } from 'preact-render-to-string';
import { Bars } from './bars.tsx';
import { HeatMap } from './heat-map.tsx';
import { LineChart } from './line-chart.tsx';
import { Scatter } from './scatter.tsx';
import { SmallMultiples } from './small-multiples.tsx';
import { Sparkline } from './sparkline.tsx';
import { Timeline } from './timeline.tsx';
import { Waterfall } from './waterfall.tsx';

const tick = (value: number): string => `$${value}`;
const attribute = (svg: string, name: string): readonly string[] =>
  [...svg.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map((match) => match[1] ?? '');
const pathOf = (svg: string, kind: string): string =>
  new RegExp(`<path class="${kind}" d="([^"]*)"`).exec(svg)?.[1] ?? '';

const LINE = { name: 'ACV', values: [1, null, 3, 4], texts: ['$1', '–', '$3', '$4'] };
const PERIODS = ['Jan', 'Feb', 'Mar', 'Apr'];
const SIZE = { width: 600, height: 300 };

describe('a line chart', () => {
  const svg = renderToString(
    <LineChart {...SIZE} label="ACV rose to $4" periods={PERIODS} lines={[LINE]} tick={tick} />,
  );

  it('leaves a gap where a value is null, and never draws a zero there', () => {
    expect(pathOf(svg, 'line').match(/M/g)).toHaveLength(2);
  });

  it('is one image with its finding as its name', () => {
    expect(svg).toContain('<svg role="img" aria-label="ACV rose to $4"');
  });

  it('has every figure in the table behind it, as it is read', () => {
    expect(svg).toMatch(/<th scope="row">Feb<\/th><td>–<\/td>/);
    expect(svg).toMatch(/<th scope="row">Apr<\/th><td>\$4<\/td>/);
  });

  it('writes the name of a line at its end', () => {
    expect(svg).toMatch(/class="line-label"[^>]*>ACV<\/text>/);
  });

  it('rings a restated period and says so in the table', () => {
    const restated = renderToString(
      <LineChart {...SIZE} label="ACV" periods={PERIODS} lines={[LINE]} tick={tick} restated={[2]} />,
    );
    expect(restated.match(/class="restated"/g)).toHaveLength(1);
    expect(restated).toContain('Mar (restated)');
  });

  it('reads out its figures by a slider if it has a cursor, and has none in print', () => {
    const withCursor = renderToString(
      <LineChart {...SIZE} label="ACV" periods={PERIODS} lines={[LINE]} tick={tick} chosen={2} hasCursor />,
    );
    expect(withCursor).toMatch(/<input type="range" aria-label="Period: ACV" min="0" max="3" value="2"/);
    expect(withCursor).toContain('aria-valuetext="Mar: ACV $3"');
    expect(svg).not.toContain('type="range"');
  });

  it('draws a book without any figure', () => {
    const line = { name: 'ACV', values: [null, null], texts: ['–', '–'] };
    const empty = renderToString(
      <LineChart {...SIZE} label="No ACV" periods={['Jan', 'Feb']} lines={[line]} tick={tick} />,
    );
    expect(empty).not.toContain('NaN');
  });
});

describe('a waterfall', () => {
  const part = (name: string, value: number) => ({ name, value, text: `$${value}`, short: `${value}` });
  const svg = renderToString(
    <Waterfall
      label="From 100 to 90"
      width={600}
      start={part('2024', 100)}
      parts={[part('Price', 20), part('Entered', -30)]}
      end={part('2025', 90)}
    />,
  );
  const bars = [...svg.matchAll(/<rect class="bar (\w+)" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)].map(
    ([, kind, x, width]) => ({ kind, from: Number(x), to: Number(x) + Number(width) }),
  );

  it('tells gains from losses, and both from the totals', () => {
    expect(bars.map(({ kind }) => kind)).toEqual(['total', 'gain', 'loss', 'total']);
  });

  it('begins each part where the one before ended, and ends at the total', () => {
    const [start, gain, loss, end] = bars;
    expect(gain?.from).toBeCloseTo(start?.to ?? Number.NaN);
    expect(loss?.to).toBeCloseTo(gain?.to ?? Number.NaN);
    expect(loss?.from).toBeCloseTo(end?.to ?? Number.NaN);
  });
});

describe('a waterfall of small parts', () => {
  it('draws them as changes from the start, so that they can be seen beside large totals', () => {
    const part = (name: string, value: number) => ({ name, value, text: `$${value}`, short: `$${value}` });
    const svg = renderToString(
      <Waterfall
        label=""
        width={600}
        start={part('Before', 10_000)}
        parts={[part('Price', -5)]}
        end={part('After', 9995)}
      />,
    );
    const [, width] = /<rect class="bar loss" x="[\d.]+" y="[\d.]+" width="([\d.]+)"/.exec(svg) ?? [];
    expect(Number(width)).toBeGreaterThan(100);
    expect(svg).toContain('Bars begin at $10000 (Before), not at zero.');
  });
});

describe('bars', () => {
  it('start at zero, and stack losses below it', () => {
    const layers = [
      { name: 'New', tone: 'gain' as const, values: [10], texts: ['$10'] },
      { name: 'Churn', tone: 'loss' as const, values: [-10], texts: ['-$10'] },
    ];
    const svg = renderToString(<Bars {...SIZE} label="Movements" names={['Jan']} layers={layers} tick={tick} />);
    const [gain, loss] = [
      ...svg.matchAll(/<rect class="bar \w+" x="[\d.]+" width="[\d.]+" y="([\d.]+)" height="([\d.]+)"/g),
    ];
    const zero = Number(/class="zero"[^>]* y1="([\d.]+)"/.exec(svg)?.[1]);
    expect(Number(gain?.[1]) + Number(gain?.[2])).toBeCloseTo(zero);
    expect(Number(loss?.[1])).toBeCloseTo(zero);
  });
});

describe('small multiples', () => {
  it('share one scale, so that a small segment looks small', () => {
    const multiple = (name: string, value: number) => ({
      name,
      title: name,
      text: '',
      label: name,
      values: [value, value],
    });
    const svg = renderToString(
      <SmallMultiples multiples={[multiple('large', 100), multiple('small', 1)]} width={100} height={40} />,
    );
    const [large, small] = attribute(svg, 'cy').map(Number);
    expect(large).toBe(4);
    expect(small).toBeGreaterThan(35);
  });
});

describe('a heat map', () => {
  it('is short in its cells and in full on hover and in the table, and leaves a cell without a value empty', () => {
    const rows = [
      {
        name: '2024-Q1',
        cells: [
          { share: 1, text: '$1.2k', brief: '104', full: '$1,234' },
          { share: null, text: '–', brief: '', full: '–' },
        ],
      },
    ];
    const drawn = (width: number): string =>
      renderToString(
        <HeatMap
          label="Cohorts"
          width={width}
          corner="Cohort"
          columnsName="Quarters since the first"
          columns={['0', '1']}
          rows={rows}
        />,
      );
    const svg = drawn(400);
    expect(svg.match(/class="heat"/g)).toHaveLength(1);
    expect(svg).toContain('<title>2024-Q1, 0: $1,234</title>');
    expect(svg).toContain('<td>$1,234</td>');
    expect(svg).toMatch(/class="heat-text"[^>]*>\$1.2k</);
    expect(svg).toContain('Quarters since the first</text>');
    expect(drawn(140)).toMatch(/class="heat-text"[^>]*>104</);
    expect(drawn(120)).not.toContain('heat-text');
  });
});

describe('a scatter', () => {
  it('gives each group a mark of its own form', () => {
    const point = (group: number) => ({ x: 30, y: 1000, group, text: 'a deal' });
    const svg = renderToString(
      <Scatter
        {...SIZE}
        label="Deals"
        xName="days"
        yName="ACV"
        groups={['smb', 'mid']}
        points={[point(0), point(1)]}
        xTick={tick}
        yTick={tick}
        head={[]}
        rows={[]}
      />,
    );
    expect(svg).toMatch(/<title>a deal<\/title><circle/);
    expect(svg).toMatch(/<title>a deal<\/title><rect/);
  });
});

describe('a sparkline', () => {
  it('ends with a dot at the last value that is defined', () => {
    const svg = renderToString(<Sparkline label="ACV" values={[1, 2, null]} width={100} height={30} />);
    expect(attribute(svg, 'cx')).toEqual(['49.5']);
  });
});

describe('a timeline', () => {
  it('draws a stretch without an end to the right edge', () => {
    const rows = [{ name: 'Term', spans: [{ from: 0, to: null, text: 'evergreen', tone: 'accent' as const }] }];
    const svg = renderToString(
      <Timeline label="Contract" width={400} range={[0, 100]} ticks={[]} rows={rows} marks={[]} head={[]} cells={[]} />,
    );
    const [, x, width] = /class="bar accent" x="([\d.]+)" width="([\d.]+)"/.exec(svg) ?? [];
    expect(Number(x) + Number(width)).toBeCloseTo(391);
  });
});
