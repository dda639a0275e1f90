import type { ReadinessCheck } from '@app/platform';

/** What keeps a service from its work at the moment, by name; ready is one that nothing keeps from it. */
export class Conditions {
  readonly #reasons = new Map<string, string | null>();
  readonly #checks = new Map<string, ReadinessCheck>();

  /** The name is unready, for this reason, until `up` is called. */
  down(name: string, reason: string): void {
    this.#reasons.set(name, reason);
  }

  up(name: string): void {
    this.#reasons.set(name, null);
  }

  /** Asks each time; in place of what was said of the name before. */
  watch(name: string, run: ReadinessCheck['run']): void {
    this.#reasons.delete(name);
    this.#checks.set(name, { name, run });
  }

  get checks(): readonly ReadinessCheck[] {
    const said = [...this.#reasons].map(([name, reason]) => ({
      name,
      run: () => (reason === null ? Promise.resolve() : Promise.reject(new Error(reason))),
    }));
    return [...this.#checks.values(), ...said];
  }
}
