import type { ContractExplanationAnswer } from '@app/wire/answers';
import { dayText } from '@app/wording';
import { useBook } from '../../book/book.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { Shown } from '../../page/shown.tsx';
import { type Column, FiguresTable } from '../../table/figures-table.tsx';

type Worth = NonNullable<ContractExplanationAnswer['worth']>;
type Line = Worth['lines'][number];
type Piece = NonNullable<Worth['contract_value']>['pieces'][number];

const RULES: Readonly<Record<Worth['acv']['rule'], string>> = {
  evergreen: 'The contract has no end, so its ACV is its ARR.',
  short_renewal: 'It renews by terms shorter than a year, so its ACV is its ARR.',
  average: 'Its ACV is what it is worth over the window below, for twelve months of it.',
  exit_rate: 'Its ACV is the rate on the last day of the window.',
};

type Text = (given: string) => string;

const lineColumns = (text: Text): readonly Column<Line>[] => [
  { title: 'Line', isText: true, cell: ({ line }) => line.id },
  { title: 'Kind', isText: true, cell: ({ line, runs }) => (runs ? line.kind : `${line.kind}, not running`) },
  { title: 'Gross', cell: ({ gross }) => text(gross) },
  { title: 'Discounts', cell: ({ discounts }) => String(discounts.filter(({ counts }) => counts).length) },
  { title: 'Net', cell: ({ net }) => text(net) },
  { title: 'A year, gross', cell: ({ annual_gross: gross }) => text(gross) },
  { title: 'A year, net', cell: ({ annual_rate: rate }) => text(rate) },
];

const pieceColumns = (text: Text, monthsText: Text): readonly Column<Piece>[] => [
  { title: 'Line', isText: true, cell: ({ line_id: line }) => line },
  { title: 'Days', isText: true, cell: ({ start, end }) => `${dayText(start)} to ${dayText(end)}` },
  { title: 'A year', cell: ({ rate }) => text(rate) },
  { title: 'Months', cell: ({ months }) => monthsText(months) },
  { title: 'Value', cell: ({ value }) => text(value) },
];

const Steps = ({ worth }: { worth: Worth }) => {
  // Steps have up to 60 digits; four places are enough to follow them.
  const { step: text, fine: monthsText } = useBook().formats;
  const over = worth.acv.over ?? worth.contract_value;
  return (
    <>
      <FiguresTable
        caption={`The lines on the day, in ${worth.currency}: gross less discounts is net, and net times its factor is the rate of a year`}
        columns={lineColumns(text)}
        rows={worth.lines}
        keyOf={({ line }) => line.id}
        empty="It has no recurring line."
      />
      <p>
        The rates of the lines add up to an ARR of {text(worth.arr)}. {RULES[worth.acv.rule]} That is{' '}
        {text(worth.acv.acv)}.
      </p>
      {over !== null && (
        <FiguresTable
          caption={`${text(over.value)} over ${monthsText(over.months)} months: rate × months ÷ 12 of each piece`}
          columns={pieceColumns(text, monthsText)}
          rows={over.pieces}
          keyOf={({ line_id: line, start }) => `${line} ${start}`}
          empty="Nothing runs in this window."
        />
      )}
    </>
  );
};

/** The arithmetic from the events of a contract to its measures on a day. */
export const Arithmetic = ({ id, day }: { id: string; day: string }) => {
  const explanation = useAnswer('contracts/{id}/explanation', { on: day }, id);
  return (
    <section>
      <h2>How these figures are calculated</h2>
      <Shown asked={explanation} waiting="Working it out…">
        {({ worth, differences }) => (
          <>
            {worth === null ? (
              <p>It is not active on {dayText(day)}, so all of its measures are 0.</p>
            ) : (
              <Steps worth={worth} />
            )}
            {differences.map(({ measure, explained, stored }) => (
              <p key={measure} class="note problem">
                The books hold {stored ?? 'nothing'} as {measure}, but the events come to {explained ?? 'nothing'}.
              </p>
            ))}
          </>
        )}
      </Shown>
    </section>
  );
};
