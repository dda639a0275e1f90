import { dayText, whyHeading } from '@app/wording';
import { address } from '../../address/navigation.ts';
import { useBook } from '../../book/book.ts';
import { subjectOf } from '../../book/subject.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { Narrative, useNarrative } from '../../figures/narrative.tsx';
import { Shown } from '../../page/shown.tsx';
import { BridgeChart, MovementCharts } from './bridge-charts.tsx';
import { ChurnReasons } from './churn-reasons.tsx';
import { DayPicker } from './day-picker.tsx';
import { MixAndRate } from './mix-and-rate.tsx';
import { MovedCustomers } from './moved-customers.tsx';
import { comparable, type TwoDays, twoDays } from './two-days.ts';

const NarratedPeriod = () => <Narrative asked={useNarrative()} />;

const Compared = ({ days }: { days: TwoDays }) => {
  const { dimension, segment, formats } = useBook();
  const { from, to, kind } = days;
  const answer = useAnswer('compare', { from, to, dimension, segment });
  return (
    <Shown asked={answer} waiting="Comparing the two days…">
      {({ data: [comparison], churn_reasons: reasons }) =>
        comparison === undefined ? (
          <h1>This segment has no customer on either day: choose other days or another segment</h1>
        ) : (
          <>
            <p class="kicker">
              {segment !== 'all' && `${subjectOf({ dimension, segment })}. `}From the close of {dayText(from)} to the
              close of {dayText(to)}
            </p>
            <h1>{whyHeading(comparison, formats)}</h1>
            {kind === 'prior' && <NarratedPeriod />}
            <BridgeChart comparison={comparison} />
            <MovementCharts comparison={comparison} />
            <ChurnReasons reasons={reasons} />
          </>
        )
      }
    </Shown>
  );
};

/** Why the ACV moved between two days: the bridge, the movements, the customers, and the mix of segments. */
const Why = () => {
  const { period, periods, index } = useBook();
  const days = comparable(periods, index);
  const chosen = twoDays(address.value, period, days);
  return (
    <article>
      <DayPicker chosen={chosen} comparable={days} />
      {chosen === null ? (
        <h1>Nothing comes before the first period: choose a later one, or two days</h1>
      ) : (
        <Compared days={chosen} />
      )}
      {chosen !== null && (
        <>
          <MovedCustomers days={chosen} />
          <MixAndRate days={chosen} />
        </>
      )}
    </article>
  );
};

export default Why;
