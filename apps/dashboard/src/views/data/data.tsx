import { useBook } from '../../book/book.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { Shown } from '../../page/shown.tsx';
import { dataHeading } from './data-heading.ts';
import { Health } from './health.tsx';
import { PolicyInWords } from './policy-in-words.tsx';
import { Refused } from './refused.tsx';
import { Reported } from './reported.tsx';

/** Whether the figures can be trusted: what has arrived, what was refused, what changed, and by which rules. */
const Data = () => {
  const { formats } = useBook();
  const data = useAnswer('data', {});
  return (
    <article>
      <Shown asked={data} waiting="Reading the health of the data…">
        {(value) => (
          <>
            <h1>{dataHeading(value, formats.count)}</h1>
            <Health data={value} />
            <Refused counts={value.refused} />
          </>
        )}
      </Shown>
      <Reported />
      <PolicyInWords />
    </article>
  );
};

export default Data;
