import { describe, expect, it } from '@jest/globals';
import { FIGURES } from '../snapshots/snapshot-figures.ts';
import { type KpiType, unitOf } from './kpi.ts';
import { KPIS } from './kpis.ts';

/** The kinds of figures that a type presents; snapshots round figures by their kind. */
const KINDS: Readonly<Record<KpiType, readonly string[]>> = {
  percentage: ['percentage'],
  currency: ['sum', 'quotient'],
  count: ['count'],
  days: ['quotient'],
  ratio: ['ratio'],
  list: [],
};

describe('KPIs', () => {
  const ids = KPIS.map(({ id }) => id);

  it('have an id each, and a figure each except the list', () => {
    expect(ids.length).toBe(13);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(KPIS.map(({ figure }) => figure)).size).toBe(ids.length);
  });

  it.each(KPIS.map((kpi) => [kpi.id, kpi] as const))('%s is related to KPIs other than itself', (id, { related }) => {
    expect(related.length).toBeGreaterThan(0);
    expect(related.filter((other) => !ids.includes(other) || other === id)).toEqual([]);
  });

  it.each(KPIS.map((kpi) => [kpi.id, kpi] as const))('%s has the type of its figure', (_, { type, figure }) => {
    expect(figure === null).toBe(type === 'list');
    if (figure !== null) expect(KINDS[type]).toContain(FIGURES.find(({ name }) => name === figure)?.kind);
  });

  it('give amounts in the reporting currency', () => {
    expect(unitOf('currency', 'EUR')).toBe('EUR');
  });
});
