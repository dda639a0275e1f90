import { Decimal, ONE } from '@app/domain';
import type { Findings } from './findings.ts';
import type { Payload } from './payload.ts';

/** An amount in minor units as one in major units, exactly. */
export const fromMinor = (minor: Decimal, exponent: number): Decimal =>
  minor.times(new Decimal(exponent === 0 ? '1' : `0.${'0'.repeat(exponent - 1)}1`));

/**
 * An amount in minor units that is stated as a decimal, as a whole number, or as both. The decimal is the finer one;
 * where they differ by a minor unit or more, one of them is wrong.
 */
export const minorAmount = (decimal: Payload, whole: Payload, findings: Findings): Decimal | null => {
  const [fine, coarse] = [decimal.decimal, whole.decimal];
  if (fine !== null && coarse !== null && fine.minus(coarse).abs().gte(1)) {
    findings.refuse('contradictory', decimal.path, `is ${fine.toFixed()}, but ${whole.path} is ${coarse.toFixed()}`);
  }
  return fine ?? coarse;
};

/** Refuses two statements of an amount in major units that differ by a minor unit or more. */
export const checkAgreement = (
  a: Payload,
  b: Payload,
  { exponent, findings }: Readonly<{ exponent: number; findings: Findings }>,
): void => {
  const [one, other] = [a.decimal, b.decimal];
  if (one !== null && other !== null && one.minus(other).abs().gte(fromMinor(ONE, exponent))) {
    findings.refuse('contradictory', a.path, `is ${one.toFixed()}, but ${b.path} is ${other.toFixed()}`);
  }
};

/** As `minorAmount`, of a decimal in major units and a whole number in minor ones. In major units. */
export const majorAmount = (
  decimal: Payload,
  minor: Payload,
  { exponent, findings }: Readonly<{ exponent: number; findings: Findings }>,
): Decimal | null => {
  const [fine, coarse] = [decimal.decimal, minor.decimal];
  const major = coarse === null ? null : fromMinor(coarse, exponent);
  if (fine !== null && major !== null && fine.minus(major).abs().gte(fromMinor(ONE, exponent))) {
    findings.refuse('contradictory', decimal.path, `is ${fine.toFixed()}, but ${minor.path} is ${major.toFixed()}`);
  }
  return fine ?? major;
};
