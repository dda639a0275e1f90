import type { Snapshot } from '@app/wire/answers';
import type { Formats } from '@app/wording';

type Props = Readonly<{ segments: readonly Snapshot[]; formats: Formats }>;

/** The segments of a dimension, a row each. Nothing without segments. */
export const Segments = ({ segments, formats: { whole, percent, signedPercent, count } }: Props) =>
  segments.length === 0 ? null : (
    <section>
      <h2>{`By ${segments[0]?.dimension}`}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Segment</th>
            <th scope="col">ACV per customer</th>
            <th scope="col">Trend</th>
            <th scope="col">Customers</th>
            <th scope="col">ARR</th>
            <th scope="col">NRR</th>
          </tr>
        </thead>
        <tbody>
          {segments.map(({ segment, acv, acv_trend_pct, active_logos, arr, nrr_pct }) => (
            <tr key={segment}>
              <th scope="row">{segment}</th>
              <td>{whole(acv)}</td>
              <td>{signedPercent(acv_trend_pct)}</td>
              <td>{count(active_logos)}</td>
              <td>{whole(arr)}</td>
              <td>{percent(nrr_pct)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
