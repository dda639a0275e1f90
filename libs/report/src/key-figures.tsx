import type { Snapshot } from '@app/wire/answers';
import { type Formats, periodText } from '@app/wording';

type Row = Readonly<{ title: string; name: keyof Snapshot; format: keyof Formats; before?: keyof Snapshot }>;

const ROWS: readonly Row[] = [
  { title: 'ACV per customer', name: 'acv', format: 'whole', before: 'acv_prior' },
  { title: 'Trend against the period before', name: 'acv_trend_pct', format: 'percent' },
  { title: 'Trend against a year ago', name: 'acv_yoy_pct', format: 'percent' },
  { title: 'Median customer', name: 'acv_median', format: 'whole' },
  { title: 'ARR', name: 'arr', format: 'whole', before: 'opening_arr' },
  { title: 'Customers', name: 'active_logos', format: 'count', before: 'opening_logos' },
  { title: 'Contract ACV per customer', name: 'normalized_acv_average', format: 'whole' },
  { title: 'Net retention (NRR)', name: 'nrr_pct', format: 'percent' },
  { title: 'Gross retention (GRR)', name: 'grr_pct', format: 'percent' },
  { title: 'Share of the largest customer', name: 'top1_share', format: 'share' },
];

const textOf = (
  snapshot: Snapshot,
  name: keyof Snapshot | undefined,
  format: (value: string | number | null) => string,
) => {
  if (name === undefined) return '';
  const value: unknown = snapshot[name];
  return format(typeof value === 'string' || typeof value === 'number' ? value : null);
};

type Props = Readonly<{ snapshot: Snapshot; formats: Formats; locale: string }>;

/** The figures of the period, and those of the prior one where a snapshot has them. */
export const KeyFigures = ({ snapshot, formats, locale }: Props) => (
  <table>
    <thead>
      <tr>
        <th scope="col">Figure</th>
        <th scope="col">{periodText(snapshot.period, locale)}</th>
        <th scope="col">Before</th>
      </tr>
    </thead>
    <tbody>
      {ROWS.map(({ title, name, format, before }) => (
        <tr key={name}>
          <th scope="row">{title}</th>
          <td>{textOf(snapshot, name, formats[format])}</td>
          <td>{textOf(snapshot, before, formats[format])}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
