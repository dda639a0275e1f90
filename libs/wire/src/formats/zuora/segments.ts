import type { CivilDate } from '@app/domain';
import type { Findings } from '../frame/findings.ts';
import { Payload } from '../frame/payload.ts';
import { fieldOf, hasField } from './spelling.ts';
import { statedDay, statedFlag, statedWord } from './values.ts';

export type ChargeType = 'recurring' | 'onetime' | 'usage' | 'discount';

/** A charge in one of its segments: `charge` has the fields of both. */
export type Segment = Readonly<{
  /** The place of its rate plan in the subscription. */
  plan: number;
  ratePlan: Payload;
  charge: Payload;
  /** Null: none that is known. */
  type: ChargeType | null;
  start: CivilDate | null;
  /** As stated, exclusive. */
  end: CivilDate | null;
}>;

const TYPES: Readonly<Record<string, ChargeType>> = { recurring: 'recurring', onetime: 'onetime', usage: 'usage' };

/** Whether an export says of a row that Zuora has it no longer. */
export const isDeleted = (row: Payload): boolean => statedFlag(fieldOf(row, '_fivetran_deleted')) === true;

/** A discount has a type like any other charge; its model tells it apart. */
const typeOf = (charge: Payload): ChargeType | null => {
  const model = statedWord(fieldOf(charge, 'chargeModel', 'model')) ?? '';
  const word = statedWord(fieldOf(charge, 'chargeType', 'type')) ?? '';
  if (model.startsWith('discount')) return 'discount';
  return Object.hasOwn(TYPES, word) ? (TYPES[word] ?? null) : null;
};

/** The segments of a charge: a charge alone is one, and `charge-detail=all-segments` puts all into a list. */
const inSegments = (charge: Payload, findings: Findings): readonly Payload[] => {
  const listed = fieldOf(charge, 'chargeSegments').items;
  if (listed.length === 0) return [charge];
  return listed.map((each) => new Payload({ ...charge.object, ...each.object }, each.path, findings));
};

const listIn = (owner: Payload, name: string, findings: Findings): readonly Payload[] => {
  if (!hasField(owner.value, name)) {
    findings.refuse('partial_terms', fieldOf(owner, name).path, 'is missing: there are no charges');
  }
  return fieldOf(owner, name).items.filter((item) => !isDeleted(item));
};

/** Every charge of a subscription in every segment, as listed. Rows that an export marks as deleted are left out. */
export const segmentsOf = (stated: Payload, findings: Findings): readonly Segment[] =>
  listIn(stated.with(findings), 'ratePlans', findings).flatMap((ratePlan, plan) =>
    listIn(ratePlan, 'ratePlanCharges', findings)
      .flatMap((charge) => inSegments(charge, findings))
      .map((charge) => ({
        plan,
        ratePlan,
        charge,
        type: typeOf(charge),
        start: statedDay(fieldOf(charge, 'effectiveStartDate')),
        end: statedDay(fieldOf(charge, 'effectiveEndDate')),
      })),
  );
