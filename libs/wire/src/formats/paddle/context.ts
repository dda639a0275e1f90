import type { CivilDate } from '@app/domain';
import type { Findings } from '../frame/findings.ts';
import type { Reading } from '../frame/format.ts';
import type { OneCurrency } from '../frame/one-currency.ts';
import type { Payload } from '../frame/payload.ts';

/** What the terms of a subscription are read by. */
export type PaddleContext = Omit<Reading, 'observed'> &
  Readonly<{
    findings: Findings;
    currency: OneCurrency;
    subscription: Payload;
    firstDay: CivilDate;
    /** The day that the record is about. */
    day: CivilDate;
  }>;
