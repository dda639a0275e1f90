import { OpenTheBooks1764000000000 } from './1764000000000-open-the-books.ts';
import { LeaveAmountsOfTenPlacesAsTheyAre1764000000200 } from './1764000000200-leave-amounts-of-ten-places-as-they-are.ts';
import { AppendInOneCall1764000000300 } from './1764000000300-append-in-one-call.ts';
import { KeepTimelinesShort1764000000400 } from './1764000000400-keep-timelines-short.ts';
import { KeepAttributesOnce1764000000500 } from './1764000000500-keep-attributes-once.ts';
import { CountMergedCustomersAsOne1764000000700 } from './1764000000700-count-merged-customers-as-one.ts';
import { NumberPublishedRecordsByTheClock1764000000900 } from './1764000000900-number-published-records-by-the-clock.ts';
import { LockWhatReadersCannot1764000000910 } from './1764000000910-lock-what-readers-cannot.ts';
import { ListMissingRates1764000001000 } from './1764000001000-list-missing-rates.ts';
import { SetDearContractsAside1764000001010 } from './1764000001010-set-dear-contracts-aside.ts';
import { FollowTheBooks1764000001300 } from './1764000001300-follow-the-books.ts';
import { NameWhatWasKnown1764000001100 } from './1764000001100-name-what-was-known.ts';
import { KeepPayloads1764000001400 } from './1764000001400-keep-payloads.ts';
import { SettleRefusedEvents1764000001500 } from './1764000001500-settle-refused-events.ts';
import { KeepHowLongATakeTook1764000001700 } from './1764000001700-keep-how-long-a-take-took.ts';
import { KeepWhenPartitionsWereSeen1764000001600 } from './1764000001600-keep-when-partitions-were-seen.ts';
import { RankWhatIsActive1764000001900 } from './1764000001900-rank-what-is-active.ts';
import { ReadPayloadsAgain1764000001800 } from './1764000001800-read-payloads-again.ts';
import { ForgetCustomers1764000002100 } from './1764000002100-forget-customers.ts';
import { KeepEventsInPacks1764000002200 } from './1764000002200-keep-events-in-packs.ts';
import { KeepSpansInRuns1764000002300 } from './1764000002300-keep-spans-in-runs.ts';
import { OpenViewsForAnalysts1764000002000 } from './1764000002000-open-views-for-analysts.ts';
import { SecondEditionOfTheDefinitions1764000000600 } from './1764000000600-second-edition-of-the-definitions.ts';
import { KeepTheFirstLogEnds1764000000750 } from './1764000000750-keep-the-first-log-ends.ts';

/**
 * Every migration, in order. A landed migration never changes, because existing stores were built by it: a change of
 * the schema is a new migration, whose name is a plain sentence.
 */
export const MIGRATIONS = [
  OpenTheBooks1764000000000,
  LeaveAmountsOfTenPlacesAsTheyAre1764000000200,
  AppendInOneCall1764000000300,
  KeepTimelinesShort1764000000400,
  KeepAttributesOnce1764000000500,
  SecondEditionOfTheDefinitions1764000000600,
  CountMergedCustomersAsOne1764000000700,
  KeepTheFirstLogEnds1764000000750,
  NumberPublishedRecordsByTheClock1764000000900,
  LockWhatReadersCannot1764000000910,
  ListMissingRates1764000001000,
  SetDearContractsAside1764000001010,
  NameWhatWasKnown1764000001100,
  FollowTheBooks1764000001300,
  KeepPayloads1764000001400,
  SettleRefusedEvents1764000001500,
  KeepWhenPartitionsWereSeen1764000001600,
  KeepHowLongATakeTook1764000001700,
  ReadPayloadsAgain1764000001800,
  RankWhatIsActive1764000001900,
  OpenViewsForAnalysts1764000002000,
  ForgetCustomers1764000002100,
  KeepEventsInPacks1764000002200,
  KeepSpansInRuns1764000002300,
] as const;
