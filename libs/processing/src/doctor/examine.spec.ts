import { describe, expect, it } from '@jest/globals';
import { CannotCheckError, type DoctorCheck, examine } from './examine.ts';
import { finding, worstOf } from './finding.ts';
import { KeptFindings } from './kept-findings.ts';

const check = (name: string, find: DoctorCheck['find']): DoctorCheck => ({ area: 'books', name, find });
const listener = { onCheck: () => undefined, whySkipped: (error: unknown) => (error === 'away' ? 'it is away' : null) };

describe('An examination', () => {
  it('goes on after a check that cannot be made, and puts the worst first in each area', async () => {
    const { findings, checks, skipped } = await examine(
      [
        check('a', () => Promise.reject(new CannotCheckError('not given'))),
        check('b', () => Promise.reject('away')),
        check('c', async () => [
          finding('catching_up', { what: 'x' }),
          finding('span_differs', { what: 'y' }),
          finding('topic_missing', { what: 'z' }),
        ]),
      ],
      listener,
    );
    expect(findings.map(({ code }) => code)).toEqual(['topic_missing', 'span_differs', 'catching_up']);
    expect(checks).toBe(1);
    expect(skipped.map(({ check: name, why }) => [name, why])).toEqual([
      ['a', 'not given'],
      ['b', 'it is away'],
    ]);
    expect([worstOf(findings), worstOf(findings.slice(2)), worstOf([])]).toEqual(['error', 'note', null]);
  });

  it('ends at a bug', async () => {
    await expect(examine([check('a', () => Promise.reject(new TypeError('x')))], listener)).rejects.toThrow('x');
  });

  it('keeps some findings of a code and counts the others', () => {
    const kept = new KeptFindings();
    for (let i = 0; i < 25; i += 1) kept.add(finding('span_differs', { what: String(i) }));
    expect(
      kept
        .all()
        .map(({ what }) => what)
        .slice(19),
    ).toEqual(['19', '5 more of these, 25 in all']);
  });
});
