import { addDays, type ContractEvent, type CreatedEvent } from '@app/domain';
import { amended, created, day, term } from './events.ts';
import { line, percentOff } from './lines.ts';

const lines = (count: number, discounts: number) =>
  Array.from({ length: count }, (_, i) =>
    line({
      id: `l${i}`,
      price: 10 + i,
      discounts: Array.from({ length: discounts }, (_discount, at) =>
        percentOff(1, { end: addDays(day('1980-01-01'), at * 300) }),
      ),
    }),
  );

/** 500 lines with discounts each, auto-renewing every day since 1970. With 36 each it is about as large as an event may be. */
export const dearContract = (contract: string, discounts = 30): CreatedEvent =>
  created({
    id: `evt-${contract}`,
    contract,
    effective: '1970-01-01',
    term: term('1970-01-01', '1970-01-02', true),
    lines: lines(500, discounts),
  });

/** Amendments of one contract, a day apart. */
export const eventsOfOneContract = (count: number, contract = 'sub-1'): readonly ContractEvent[] =>
  Array.from({ length: count }, (_, i) => {
    const terms = { contract, term: term('1990-01-01', '2020-01-01'), version: i };
    return i === 0
      ? created({ id: 'one-0', effective: '1990-01-01', ...terms })
      : amended({ id: `one-${i}`, effective: addDays(day('1990-01-01'), i), ...terms, lines: [line({ price: i })] });
  });

export const contractsOfOneCustomer = (count: number): readonly ContractEvent[] =>
  Array.from({ length: count }, (_, i) => created({ id: `of-one-${i}`, contract: `sub-${i}` }));
