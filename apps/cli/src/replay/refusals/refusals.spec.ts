import { describe, expect, it } from '@jest/globals';
import { RefusalTallies } from '@app/processing';
import { refusal, type RefusalCode } from '@app/wire';
import { inputHint } from './input-hint.ts';
import { NothingAcceptedError } from './nothing-accepted-error.ts';
import { codesBeside } from './refusal-tally.ts';
import { refusalsText } from './refusals-text.ts';

type Refused = readonly [file: string, line: number, code: RefusalCode];

const tallied = (...refused: readonly Refused[]) => {
  const tallies = new RefusalTallies();
  for (const [file, line, code] of refused) tallies.add(file, line, refusal(code, `data.field_${line}`, 'is wrong'));
  return { codes: tallies.refusals() };
};

describe('The refused lines of a replay', () => {
  it('are counted by code, the most frequent first, with the first lines of each', () => {
    const refusals = tallied(
      ['a.jsonl', 2, 'missing_field'],
      ['a.jsonl', 3, 'bad_field'],
      ['a.jsonl', 4, 'bad_field'],
      ['b.jsonl', 1, 'bad_field'],
      ['b.jsonl', 9, 'bad_field'],
    );
    expect(refusalsText(refusals, 'event')).toBe(
      `Refused lines, by code; --refused FILE writes all of them:
  bad_field: 4
    a.jsonl:3: data.field_3 is wrong
    a.jsonl:4: data.field_4 is wrong
    b.jsonl:1: data.field_1 is wrong
    and 1 more
    next: correct the field that the message names
  missing_field: 1
    a.jsonl:2: data.field_2 is wrong
    next: correct the field that the message names`,
    );
  });

  it('are told once, where the report of a translation lists some of them', () => {
    const refusals = tallied(['a', 1, 'unknown_shape'], ['a', 2, 'id_conflict']);
    expect(codesBeside(refusals, [{ code: 'unknown_shape' }]).map(({ code }) => code)).toEqual(['id_conflict']);
    expect(codesBeside(refusals, [])).toHaveLength(2);
  });

  it('say what to do by what was refused', () => {
    const refusals = tallied(['a', 1, 'id_conflict']);
    expect(refusalsText(refusals, 'event')).toContain('next: give the event an id of its own');
    expect(refusalsText(refusals, 'row')).toContain('next: give the corrected sheet a higher --revision');
  });

  it.each([
    ['customer,contract,start,end,amount', 'this looks like CSV: `acv import FILE`'],
    ['Kunde;Vertrag;Beginn;Betrag', 'this looks like CSV'],
    ['{', 'one JSON document over many lines'],
    ['[', 'one JSON list'],
    ['[{"id":"evt_1"},{"id":"evt_2"}]', "`jq -c '.[]' FILE > events.jsonl`"],
    ['PK\x03\x04\x14', 'this looks like a spreadsheet'],
    ['\x1f\x8b\x08', 'a name that ends in .gz'],
    ['\xff\xfei\0d\0', 'this is UTF-16'],
  ])('that begin with %j show how to make events of them', (start, hint) => {
    expect(inputHint(Buffer.from(start, 'latin1'))).toContain(hint);
  });

  it.each(['{"specversion":"1.0","type":"x","a":1}', '{"id":"evt_1","source":', 'Dear Sir, this is a letter'])(
    'that begin with %j show nothing',
    (start) => {
      expect(inputHint(Buffer.from(start))).toBeNull();
    },
  );

  it('are the reason if nothing was accepted', () => {
    const message = (firstLine: Buffer | null) => new NothingAcceptedError({ codes: [], firstLine }).message;
    expect(message(null)).toBe('not one event was accepted: the input has no lines');
    expect(message(Buffer.from('a,b,c'))).toMatch(/^not one event was accepted: .* CSV/);
  });
});
