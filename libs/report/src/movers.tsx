import type { Formats } from '@app/wording';
import type { ReportedMover } from './report-content.ts';

type Props = Readonly<{ movers: readonly ReportedMover[]; formats: Formats }>;

/** The customers that moved the ARR most, the largest move at constant currency first. Nothing if none moved it. */
export const Movers = ({ movers, formats: { whole, signedWhole } }: Props) =>
  movers.length === 0 ? null : (
    <section>
      <h2>The customers that moved the ARR most</h2>
      <p class="quiet">By the size of their change without exchange rates.</p>
      <table>
        <thead>
          <tr>
            <th scope="col">Customer</th>
            <th scope="col">Movement</th>
            <th scope="col">ARR before</th>
            <th scope="col">ARR after</th>
            <th scope="col">Change</th>
          </tr>
        </thead>
        <tbody>
          {movers.map(({ customer_id: id, movements, prior_arr: before, arr, arr_change: change }) => (
            <tr key={id}>
              <th scope="row">{id}</th>
              <td>{movements.join(', ').replaceAll('_', ' ')}</td>
              <td>{whole(before)}</td>
              <td>{whole(arr)}</td>
              <td>{signedWhole(change)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
