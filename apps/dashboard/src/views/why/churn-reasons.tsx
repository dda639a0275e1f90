import type { ChurnReason } from '@app/wire/answers';
import { useBook } from '../../book/book.ts';
import { type Column, FiguresTable } from '../../table/figures-table.tsx';
import { sorted } from '../../table/sorted.ts';

const REASONS: Readonly<Record<string, string>> = {
  '(ended)': 'the term ended',
  '(no lines)': 'paused: active without ARR',
  '(none)': 'no reason given',
};

/** Churned ARR by the reason of the cancellation. */
export const ChurnReasons = ({ reasons }: { reasons: readonly ChurnReason[] }) => {
  const { formats } = useBook();
  if (reasons.length === 0) return null;
  const columns: readonly Column<ChurnReason>[] = [
    { title: 'Reason', isText: true, cell: ({ reason }) => REASONS[reason] ?? reason.replaceAll('_', ' ') },
    { title: 'ARR', figure: 'churn_arr', cell: ({ churn_arr: arr }) => formats.whole(arr) },
    { title: 'Customers', figure: 'churned_logos', cell: ({ churned_logos: logos }) => formats.count(logos) },
  ];
  return (
    <section>
      <h2>Why customers left</h2>
      <FiguresTable
        caption="Churn by reason, the largest first"
        columns={columns}
        rows={sorted(reasons, 'churn_arr', ({ churn_arr: arr }) => arr)}
        keyOf={({ reason }) => reason}
        empty="No customer left."
      />
    </section>
  );
};
