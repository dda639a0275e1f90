import { BOOKS_DIAGNOSES } from './books-diagnoses.ts';
import type { Diagnosis } from './diagnosis.ts';
import { KAFKA_DIAGNOSES } from './kafka-diagnoses.ts';
import { POSTGRES_DIAGNOSES } from './postgres-diagnoses.ts';

/** Everything that a doctor can find, by code. The list is closed: reports and scripts go by these codes. */
export const DIAGNOSES = {
  ...KAFKA_DIAGNOSES,
  ...POSTGRES_DIAGNOSES,
  ...BOOKS_DIAGNOSES,
} as const satisfies Readonly<Record<string, Diagnosis>>;

export type DiagnosisCode = keyof typeof DIAGNOSES;
