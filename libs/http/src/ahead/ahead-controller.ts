import { periodOf, plain } from '@app/domain';
import { aheadJson, isAskedFor, type SignedChange } from '@app/processing';
import {
  AHEAD_ANSWER,
  AHEAD_CHANGE,
  AHEAD_CHANGES_QUERY,
  AHEAD_MONTH,
  AHEAD_QUERY,
  type AheadChange,
  type AheadChangesQuery,
  type AheadQuery,
} from '@app/wire/answers';
import { Controller, Inject, Query } from '@nestjs/common';
import { List } from '../lists/list.ts';
import { type Listing, pageOf } from '../lists/listing.ts';
import { type PlaceKey, PLACE_KEY } from '../lists/place-key.ts';
import { Reading } from '../reading/reading.ts';
import { Read } from '../routes/read.ts';

const changeRow = (signed: SignedChange, reportingCurrency: string): AheadChange => ({
  on: signed.on,
  month: periodOf('month', signed.on, 1).label,
  change: signed.change,
  contract_id: signed.contractId,
  customer_id: signed.customerId,
  reporting_currency: reportingCurrency,
  arr_before: plain(signed.before),
  arr_after: plain(signed.after),
  arr_change: plain(signed.after.minus(signed.before)),
  outcome: signed.outcome,
});

@Controller('api/v1')
export class AheadController {
  constructor(@Inject(Reading) private readonly reading: Reading) {}

  @Read('ahead', {
    id: 'readAhead',
    summary: 'What is signed for the months ahead',
    answer: AHEAD_ANSWER,
    item: AHEAD_MONTH,
  })
  ahead(@Query({ schema: AHEAD_QUERY }) { months, dimension, segment }: AheadQuery): Promise<unknown> {
    return this.reading.run(async ({ ahead, at: { policy } }) => {
      const isWanted = isAskedFor({ dimension: dimension ?? null, segments: segment ?? null }, policy);
      const { asOf, rows } = await ahead.months(months);
      return {
        as_of: asOf,
        reporting_currency: policy.reportingCurrency,
        data: rows.filter(isWanted).map(aheadJson),
        next_cursor: null,
      };
    });
  }

  @List('ahead/changes', {
    id: 'listChangesAhead',
    summary: 'The changes of contracts that are signed for the months ahead, and the terms that end, by day',
    item: AHEAD_CHANGE,
    key: PLACE_KEY,
  })
  changes(
    @Query({ schema: AHEAD_CHANGES_QUERY }) { months, change }: AheadChangesQuery,
  ): Listing<AheadChange, PlaceKey> {
    const read = (): Promise<readonly AheadChange[]> =>
      this.reading.run(async ({ ahead, at: { policy } }) =>
        (await ahead.changes(months))
          .filter((signed) => change?.includes(signed.change) ?? true)
          .map((signed) => changeRow(signed, policy.reportingCurrency)),
      );
    // A whole list as CSV asks for page after page. The pass over the book is made once for all of them.
    let rows: Promise<readonly AheadChange[]> | null = null;
    return async (asked) => pageOf(await (rows ??= read()), asked);
  }
}
