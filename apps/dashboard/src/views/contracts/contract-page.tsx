import type { ContractOnDay } from '@app/wire/answers';
import { dayText } from '@app/wording';
import { Link } from '../../address/link.tsx';
import { address } from '../../address/navigation.ts';
import { type Book, formatsOf, useBook } from '../../book/book.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { WhatIs } from '../../figures/what-is.tsx';
import { Shown } from '../../page/shown.tsx';
import { Arithmetic } from './arithmetic.tsx';
import { ContractCourse } from './contract-course.tsx';
import { ContractEvents } from './contract-events.tsx';
import { DayField } from './contract-filter.tsx';

const MEASURES = [
  ['arr', 'ARR'],
  ['gross_arr', 'ARR before discounts'],
  ['acv', 'ACV'],
  ['contracted_acv', 'Contracted ACV'],
  ['contract_value', 'Contract value'],
  ['one_time', 'One-time'],
  ['tcv', 'Total contract value'],
  ['expected_usage', 'Expected usage'],
] as const;

const notesOf = (contract: ContractOnDay): readonly string[] => [
  ...(contract.counting === 'replaced' ? ['It does not count: an active contract renews it.'] : []),
  ...(contract.counting === 'no_rate' ? ['It does not count: there is no exchange rate for its currency.'] : []),
  ...(contract.creation_missing ? ['Its creation has not arrived.'] : []),
  ...(contract.mixed_sources ? ['It has events of more than one system.'] : []),
  ...(contract.is_stale ? ['Events wait to be folded in, so these figures do not show them yet.'] : []),
];

const Terms = ({ contract }: { contract: ContractOnDay }) => {
  const { customer_id: customer, term_start: start, term_end: end, auto_renew: renews, on, renews: former } = contract;
  return (
    <p>
      {customer !== null && (
        <>
          Of <Link to={{ contract: undefined, customer, on }}>{customer}</Link>.{' '}
        </>
      )}
      {start !== null && `The term began on ${dayText(start)} and `}
      {start !== null &&
        (end === null ? 'has no end.' : `ends on ${dayText(end)}${renews ? ', then renews by itself' : ''}.`)}
      {former.length > 0 && ` It renews ${former.join(', ')}.`}
    </p>
  );
};

const Measures = ({ contract, own }: { contract: ContractOnDay; own: Book['formats'] }) => (
  <dl class="measures">
    {MEASURES.map(([name, title]) => (
      <div key={name}>
        <dt>{title}</dt>
        <dd>{own.whole(contract[name])}</dd>
      </div>
    ))}
  </dl>
);

const Finding = ({ contract }: { contract: ContractOnDay }) => {
  const { formats, currency: reporting } = useBook();
  const { contract_id: id, on, active, currency, reporting_arr: arr } = contract;
  const own = formatsOf(currency ?? reporting);
  return (
    <>
      <h1>
        {active
          ? `${id} is worth ${own.whole(contract.acv)} a year on ${dayText(on)}`
          : `${id} is not active on ${dayText(on)}`}
      </h1>
      <Terms contract={contract} />
      {notesOf(contract).map((note) => (
        <p key={note} class="note problem">
          {note}
        </p>
      ))}
      <Measures contract={contract} own={own} />
      <WhatIs figures={MEASURES.map(([name, title]) => ({ title, name: `contract.${name}` as const }))} />
      {currency !== reporting && arr !== null && (
        <p class="quiet">
          ARR in {reporting}: {formats.whole(arr)}, at a rate of {contract.fx_rate}.
        </p>
      )}
    </>
  );
};

/** One contract on a day: its measures, its course, the arithmetic, and its events as they came. */
export const ContractPage = ({ id }: { id: string }) => {
  const { period } = useBook();
  const on = address.value.on ?? period.measured_on;
  const contract = useAnswer('contracts/{id}', { on }, id);
  return (
    <>
      <p class="kicker">
        <Link to={{ contract: undefined }}>All contracts</Link>
      </p>
      <Shown asked={contract} waiting="Reading the contract…">
        {(value) => <Finding contract={value} />}
      </Shown>
      <div class="form">
        <DayField day={on} />
      </div>
      <ContractCourse id={id} day={on} />
      <Arithmetic id={id} day={on} />
      <ContractEvents id={id} />
    </>
  );
};
