import { UsageError } from '@app/host';
import { PostgresComparisonBooks, PostgresExplanationSource, PostgresMissingRates } from '@app/persistence';
import {
  type DaysExplanation,
  ExplainDays,
  ExplainPeriod,
  type MissingRate,
  type PeriodExplanation,
} from '@app/processing';
import { type ChangeQuestion, periodAsked } from '../options/change-options.ts';
import { assertReported } from '../options/segment-options.ts';
import type { ExistingStore } from '../store/existing-store.ts';
import { subjectText } from './period/subject-text.ts';

type Question<K extends ChangeQuestion['of']> = Extract<ChangeQuestion, Readonly<{ of: K }>>;

/** A change explained, and the customers that its figures leave out. */
export type ExplainedChange = Readonly<{ missing: readonly MissingRate[] }> &
  (Readonly<{ of: 'period'; explanation: PeriodExplanation }> | Readonly<{ of: 'days'; explanation: DaysExplanation }>);

const periodExplained = async (
  { database, at: { policy } }: ExistingStore,
  { grain, label, segment }: Question<'period'>,
): Promise<ExplainedChange> => {
  const source = new PostgresExplanationSource(database, policy);
  const explanation = await new ExplainPeriod(source).of(periodAsked(grain, label, policy), segment);
  if (explanation === null) {
    throw new UsageError(`--period: there is no snapshot of ${subjectText(segment)} in ${label}`);
  }
  const missing = await new PostgresMissingRates(database, policy).inPeriods();
  const own = missing.filter((each) => each.grain === grain && each.period === label);
  return { of: 'period', explanation, missing: own };
};

const daysExplained = async (
  { database, at }: ExistingStore,
  { days, segment }: Question<'days'>,
): Promise<ExplainedChange> => {
  assertReported(segment.dimension, at.policy);
  const books = new PostgresComparisonBooks(database, at);
  const explanation = await new ExplainDays(books, at.policy).between(days, segment);
  const missing = await new PostgresMissingRates(database, at.policy).onDay(days.to, [days.to]);
  return { of: 'days', explanation, missing };
};

/** Throws `UsageError` or `OutOfRangeError`. */
export const explainedChange = (store: ExistingStore, asked: ChangeQuestion): Promise<ExplainedChange> =>
  asked.of === 'period' ? periodExplained(store, asked) : daysExplained(store, asked);
