import type { Decimal, PricedLine, UsageExpectedLine } from '@app/domain';
import { figure } from '../figure.ts';
import { factorText } from './per-text.ts';

type Yearly = Readonly<{ amount: Decimal; rate: Decimal; months: Decimal | null }>;

/** `1,000 × 4 ÷ 3 a year = 1,333.3333333333…` */
export const yearlyText = ({ per }: PricedLine | UsageExpectedLine, { amount, rate, months }: Yearly): string =>
  `${figure(amount)} × ${factorText(per, months)} a year = ${figure(rate)}`;
