import type { DiagnosisCode } from './diagnoses.ts';
import { type DoctorFinding, finding } from './finding.ts';

/** Findings of one code that are kept. In a store where all is wrong, more would help nobody and fill the memory. */
const KEPT = 20;

/** Keeps the first findings of each code, and counts the others. */
export class KeptFindings {
  readonly #kept: DoctorFinding[] = [];
  readonly #counts = new Map<DiagnosisCode, number>();

  add(...findings: readonly DoctorFinding[]): void {
    for (const found of findings) {
      const count = (this.#counts.get(found.code) ?? 0) + 1;
      this.#counts.set(found.code, count);
      if (count <= KEPT) this.#kept.push(found);
    }
  }

  /** The kept ones, and one for each code that has more of them. */
  all(): readonly DoctorFinding[] {
    const more = [...this.#counts].filter(([, count]) => count > KEPT);
    return [
      ...this.#kept,
      ...more.map(([code, count]) => finding(code, { what: `${count - KEPT} more of these, ${count} in all` })),
    ];
  }
}
