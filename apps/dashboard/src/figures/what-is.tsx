import type { Comparison } from '@app/wire/answers';
import { useId, useState } from 'preact/hooks';
import type { OnDemandName } from '../../meanings.ts';
import { Meaning } from './meaning.tsx';

type Measure =
  'arr' | 'gross_arr' | 'acv' | 'contracted_acv' | 'contract_value' | 'one_time' | 'tcv' | 'expected_usage';

/** The name of a figure in the table of meanings. */
export type MeaningName = Extract<keyof Comparison, string> | OnDemandName | `contract.${Measure}`;

/** A figure as the page calls it, and its name in the table of meanings. */
export type NamedFigure = Readonly<{ title: string; name: MeaningName }>;

/** Asks what the figures of a table or a picture are, and shows what each of them means. */
export const WhatIs = ({ figures }: { figures: readonly NamedFigure[] }) => {
  const [isAsked, setAsked] = useState(false);
  const id = useId();
  return (
    <div class="what-is">
      <button
        type="button"
        class="link"
        aria-expanded={isAsked}
        aria-controls={isAsked ? id : undefined}
        onClick={() => setAsked(!isAsked)}
      >
        {figures.length === 1 ? 'What is this?' : 'What are these?'}
        <span class="unseen"> {figures.map(({ title }) => title).join(', ')}</span>
      </button>
      {isAsked && (
        <dl id={id}>
          {figures.map(({ title, name }) => (
            <div key={name}>
              <dt>{title}</dt>
              <dd>
                <Meaning name={name} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
};
