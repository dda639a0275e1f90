import type { CivilDate } from '@app/domain';
import type { Findings } from '../frame/findings.ts';
import type { Reading } from '../frame/format.ts';
import type { OneCurrency } from '../frame/one-currency.ts';
import type { Payload } from '../frame/payload.ts';
import type { StatedTerm } from '../frame/statement.ts';

/** What the terms of a subscription are read by. */
export type ZuoraContext = Omit<Reading, 'observed'> &
  Readonly<{
    findings: Findings;
    currency: OneCurrency;
    subscription: Payload;
    firstDay: CivilDate;
    /** The day on which the version takes effect. */
    day: CivilDate;
    /** The day on which the version was recorded; null: nobody knows. */
    recordedDay: CivilDate | null;
    /** Null: evergreen. */
    term: StatedTerm | null;
  }>;
