import { describe, expect, it } from '@jest/globals';
import { refusal, type RefusalCode } from '@app/wire';
import { inputHint } from './input-hint.ts';
import { NothingAcceptedError } from './nothing-accepted-error.ts';
import { codesBeside, tallyRefusals } from './refusal-tally.ts';
import { refusalsText } from './refusals-text.ts';

const refused = (line: number, code: RefusalCode, value = '{}') => ({
  record: { position: BigInt(line), key: null, value: Buffer.from(value), headers: {} },
  refusal: refusal(code, `data.field_${line}`, 'is wrong'),
});

describe('The refused lines of a replay', () => {
  it('are counted by code, the most frequent first, with the first lines of each', () => {
    const refusals = tallyRefusals();
    refusals.add([refused(2, 'missing_field'), refused(3, 'bad_field'), refused(4, 'bad_field')], 'a.jsonl');
    refusals.add([refused(1, 'bad_field'), refused(9, 'bad_field')], 'b.jsonl');
    expect(refusalsText(refusals.tally(), 'event')).toBe(
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
    const refusals = tallyRefusals();
    refusals.add([refused(1, 'unknown_shape'), refused(2, 'id_conflict')], 'a');
    expect(codesBeside(refusals.tally(), [{ code: 'unknown_shape' }]).map(({ code }) => code)).toEqual(['id_conflict']);
    expect(codesBeside(refusals.tally(), [])).toHaveLength(2);
  });

  it('say what to do by what was refused', () => {
    const refusals = tallyRefusals();
    refusals.add([refused(1, 'id_conflict')], 'a');
    expect(refusalsText(refusals.tally(), 'event')).toContain('next: give the event an id of its own');
    expect(refusalsText(refusals.tally(), 'row')).toContain('next: give the corrected sheet a higher --revision');
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
    const refusals = tallyRefusals();
    expect(new NothingAcceptedError(refusals.tally()).message).toBe(
      'not one event was accepted: the input has no lines',
    );
    refusals.add([refused(1, 'not_json', 'a,b,c'), refused(2, 'not_json', '{')], 'a.csv');
    expect(new NothingAcceptedError(refusals.tally()).message).toMatch(/^not one event was accepted: .* CSV/);
  });
});
