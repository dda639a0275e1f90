import { describe, expect, it } from '@jest/globals';
import { oneContract, outcomeOf } from '../../../test/sheets.ts';

const HEADER = 'contract_id|customer_id|currency|start|end|arr';

describe('The events of a contract', () => {
  it('are its terms from the start on, at the start, with the revision as version', () => {
    const [first] = outcomeOf([HEADER, 'C|A|USD|2025-01-15|2026-01-15|1200'], { revision: 3, name: 'acme' }).events;
    expect(JSON.parse(first?.event.text ?? '')).toEqual({
      specversion: '1.0',
      id: 'C#r3',
      source: '/csv/acme',
      type: 'subscription.created',
      time: '2025-01-15T00:00:00Z',
      subject: 'C',
      data: {
        contract_id: 'C',
        customer_id: 'A',
        currency: 'USD',
        effective_date: '2025-01-15',
        version: 3,
        term: { start: '2025-01-15', end: '2026-01-15', auto_renew: false },
        lines: [
          { id: 'contract', kind: 'recurring', product: 'contract', quantity: '1', unit_price: '1200', per: 'year' },
        ],
      },
    });
  });

  it('state all that a row says of the contract', () => {
    const columns = 'auto renewal|arr|signed|created|replaces|tier|channel|region';
    const { data } = outcomeOf(oneContract(columns, 'Y|1|2024-12-01|2024-10-01|B|smb||emea'));
    expect(data['C#r0']).toMatchObject({
      term: { start: '2025-01-01', end: null, auto_renew: true },
      closed_date: '2024-12-01',
      opened_date: '2024-10-01',
      renews: 'B',
      attributes: { tier: 'smb', region: 'emea' },
    });
    expect(outcomeOf(oneContract('auto_renew|arr', 'perhaps|1')).messages).toEqual([
      'auto_renew perhaps is neither yes nor no',
    ]);
  });

  it('end after the months of the term, which agree with an end', () => {
    const end = (columns: string, cells: string) => outcomeOf(oneContract(`arr|${columns}`, `1|${cells}`));
    expect(end('Term Length', '18').data['C#r0']).toMatchObject({ term: { end: '2026-07-01' } });
    expect(end('months|end', '12|2025-12-31').data['C#r0']).toMatchObject({ term: { end: '2026-01-01' } });
    expect(end('months|end', '24|2025-12-31').messages).toEqual([
      'term_months is 24, so the term ends on 2027-01-01, but end says 2026-01-01',
    ]);
    expect(end('months', '12 months').codes).toEqual(['2 bad_field term_months']);
  });

  it('are a cancellation too, on the first inactive day, not before the start', () => {
    const cancelled = (day: string) => outcomeOf(oneContract('arr|churn date', `1|${day}`)).events[1]?.event;
    expect(cancelled('2025-04-01')).toMatchObject({
      id: 'C#r0-end',
      type: 'subscription.cancelled',
      time: '2025-01-01T00:00:00Z',
      data: { contract_id: 'C', effective_date: '2025-04-01', version: 0 },
    });
    expect(cancelled('2024-11-01')).toMatchObject({ data: { effective_date: '2025-01-01' } });
    expect(cancelled('')).toBeUndefined();
  });

  it('have the currency of the option where the sheet has none', () => {
    const lines = ['contract|customer|start|currency|arr', 'C|A|2025-01-01||1', 'D|A|2025-01-01|eur|1'];
    const { data, codes } = outcomeOf(lines, { currency: 'USD' });
    expect([data['C#r0'], data['D#r0'], codes]).toMatchObject([{ currency: 'USD' }, { currency: 'EUR' }, []]);
    expect(outcomeOf(lines).messages).toEqual(['currency is empty and no --currency is given']);
  });
});

describe('Rows of one contract', () => {
  it('are lines, and the steps of a ramp', () => {
    const { data } = outcomeOf(
      oneContract(
        'end|product|arr|line_start|line_end',
        '2028-01-01|core|180|2027-01-01|',
        '2028-01-01|core|162|2025-01-01|2026-01-01',
        '2028-01-01|api|5||',
        '2028-01-01|core|171|2026-01-01|2027-01-01',
      ),
    );
    expect(data['C#r0']).toMatchObject({
      lines: [
        { id: 'api', unit_price: '5' },
        { id: 'core', unit_price: '162', start: '2025-01-01', end: '2026-01-01' },
        { id: 'core#2', unit_price: '171', start: '2026-01-01', end: '2027-01-01' },
        { id: 'core#3', unit_price: '180', start: '2027-01-01' },
      ],
    });
  });

  it('have ids of their own, whatever products are called', () => {
    const { data } = outcomeOf(oneContract('product|arr', 'a|1', 'a|2', 'a#2|3', 'a|4'));
    expect(data['C#r0']).toMatchObject({ lines: [{ id: 'a' }, { id: 'a#3' }, { id: 'a#4' }, { id: 'a#2' }] });
  });

  it('must agree in all that is the contract’s', () => {
    const lines = [HEADER, 'C|A|USD|2025-01-01|2026-01-01|1', 'C|A|USD|2025-01-01||2', 'D|A|USD|2025-01-01||2'];
    const { codes, messages, events } = outcomeOf(lines);
    expect(codes).toEqual(['2 contradictory end', '3 contradictory end']);
    expect(messages[0]).toBe('end says 2026-01-01 in row 2, but nothing in row 3 of the same contract');
    expect(events.map(({ event }) => event.contractId)).toEqual(['D']);
  });

  it('agree by value, not by spelling', () => {
    const lines = [HEADER, 'C|A|USD|2025-01-01|2026-01-01|1', 'C| A |usd|2025-01-01T00:00:00Z|2026-01-01|2'];
    expect(outcomeOf(lines).events).toHaveLength(1);
  });

  it('are refused together, because the others would be a smaller contract', () => {
    const { codes, messages, events } = outcomeOf(oneContract('product|arr', 'a|1', 'b|x', 'c|3'), { decimal: '.' });
    expect(events).toEqual([]);
    expect(codes).toEqual(['2 partial_terms contract_id', '3 bad_field arr', '4 partial_terms contract_id']);
    expect(messages[0]).toBe('contract_id is also in row 3, which is refused');
  });

  it('are counted twice where they repeat, and noted', () => {
    const { data, said } = outcomeOf(oneContract('arr', '5', '5'));
    expect(data['C#r0']).toMatchObject({ lines: [{ id: 'contract' }, { id: 'contract#2' }] });
    expect(said).toEqual(['2 no_end', '3 repeated_row']);
  });
});

describe('A row', () => {
  it.each([
    ['term_ends_before_it_starts end', 'C|A|USD|2025-01-01|2025-01-01|1', 'end is not after start'],
    ['missing_field customer_id', 'C||USD|2025-01-01||1', 'customer_id is empty'],
    ['missing_field contract_id', '|||||99999', 'contract_id is empty: a row of totals?'],
    ['missing_field customer_id', 'Total|||||99999', 'customer_id is empty'],
    ['bad_field customer_id', 'C|A\nB|USD|2025-01-01||1', /^customer_id A.B is not 1 to 200 characters/],
    [
      'bad_field row',
      'C|A|USD|2025-01-01||1|234',
      'row has 7 cells, the header 6: a cell with a separator needs quotes',
    ],
    ['bad_field contract_id', `${'x'.repeat(199)}|A|USD|2025-01-01||1`, /^contract_id is not 1 to 200 characters/],
  ])('is refused as %s', (code, row, message) => {
    const { codes, messages } = outcomeOf([HEADER, row], { ends: 'exclusive' });
    expect(codes).toEqual([`2 ${code}`]);
    expect(messages[0]).toMatch(message);
  });

  it('is refused by what wire refuses of its line, in words of the sheet', () => {
    const { codes, messages } = outcomeOf(oneContract('arr|line_start|line_end', '1|2025-06-01|2025-06-01', '2||'), {
      ends: 'exclusive',
    });
    expect(codes).toEqual(['2 line_ends_before_it_starts line_end', '3 partial_terms contract_id']);
    expect(messages[0]).toBe('line_end is not after its start');
    expect(outcomeOf(oneContract('arr|renews', '1|C')).messages).toEqual(['renews names the contract itself']);
    expect(outcomeOf(oneContract('arr|discount_end', '1|2026-01-01'), { ends: 'exclusive' }).codes).toEqual([
      '2 missing_field discount_percent',
    ]);
    const many = Array.from({ length: 501 }, (_, i) => `p${i}|1`);
    expect(outcomeOf(oneContract('product|arr', ...many)).codes[500]).toBe('502 too_many_lines lines');
  });

  it('may leave out cells at its end', () => {
    expect(outcomeOf([`${HEADER}|tier|region`, 'C|A|USD|2025-01-01||1']).events).toHaveLength(1);
  });
});

describe('Notes', () => {
  it('say how each contract stands today', () => {
    const { said } = outcomeOf(
      [
        `${HEADER}|auto_renew|cancelled`,
        'ended|A|USD|2024-01-01|2025-01-01|1||',
        'renewed|A|USD|2024-01-01|2025-01-01|1|yes|',
        'running|A|USD|2025-01-01|2026-01-01|1||',
        'evergreen|A|USD|2025-01-01||1||',
        'cancelled|A|USD|2024-01-01|2025-01-01|1||2024-06-01',
        'future|A|USD|2025-07-01|2026-07-01|1||',
        'ends today|A|USD|2024-06-30|2025-06-30|1||',
      ],
      { ends: 'exclusive' },
    );
    expect(said).toEqual(['2 ended', '3 renewed', '5 no_end', '6 cancelled', '7 not_started', '8 ended']);
  });
});
