import { describe, expect, it } from '@jest/globals';
import type { DataAnswer } from '@app/wire/answers';
import { dataHeading } from './data-heading.ts';
import { policyWords } from './policy-words.ts';

const HEALTHY: DataAnswer = {
  newest_event: { time: '2025-12-31T10:00:00Z', ingested_at: '2025-12-31T10:00:01Z' },
  partitions: [],
  is_catching_up: false,
  stale_periods: [],
  waiting: { contracts: 0, changes: 0, outgoing: 0 },
  set_aside: [],
  last_take: null,
  refused: [],
  missing_rates: [],
  policy_id: 'p',
  version: '0',
  calc_version: '2',
};

const partition = (behind: number) => ({
  topic: 't',
  partition: 0,
  next_offset: '0',
  log_end: '0',
  records_behind: behind,
  updated_at: '2025-12-31T10:00:00Z',
});

const heading = (changes: Partial<DataAnswer>): string => dataHeading({ ...HEALTHY, ...changes }, String);

describe('the heading of the data', () => {
  it('says up to when the figures are complete, where nothing stands against it', () => {
    expect(heading({})).toMatch(/^The figures hold every event up to .*M [A-Z]+/);
    const refused = [
      { code: 'bad_field', count: 5, waiting: 2 },
      { code: 'not_json', count: 1, waiting: 0 },
    ];
    expect(heading({ refused })).toMatch(/, except 2 refused events$/);
  });

  it('says how much has not been read, over all partitions', () => {
    expect(heading({ partitions: [partition(1), partition(2)] })).toBe('3 records not read yet');
    expect(heading({ partitions: [partition(1)] })).toBe('1 record not read yet');
  });

  it('puts the gravest first', () => {
    const aside = { contract_id: 'c', reason: 'r', attempts: 1, since: '', next_attempt_at: '' };
    expect(heading({ set_aside: [aside], partitions: [partition(3)] })).toMatch(/^1 contract set aside/);
    expect(heading({ is_catching_up: true, set_aside: [aside] })).toMatch(/^The store is catching up/);
    expect(heading({ newest_event: null, is_catching_up: true })).toBe('No event has arrived yet');
  });
});

describe('a policy in words', () => {
  it('says the defaults too, because a policy leaves them out', () => {
    expect(policyWords({})).toContain('Figures are in USD; days are those of UTC.');
    expect(policyWords({})).toContain('Periods: month. They close 3 days after their last day.');
  });

  it('says what was chosen', () => {
    const words = policyWords({
      reporting_currency: 'EUR',
      fx: { mode: 'constant', date: '2025-01-01' },
      ramp: 'exit_run_rate',
      renewal_grace_days: 1,
      fiscal_year_start_month: 4,
    }).join(' ');
    expect(words).toContain('in EUR');
    expect(words).toContain('at the rates of Jan 1, 2025');
    expect(words).toContain('annual rate on the last day');
    expect(words).toContain('for 1 day after');
    expect(words).toContain('begin with April');
  });
});
