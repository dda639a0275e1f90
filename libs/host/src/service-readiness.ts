import type { ReadinessCheck } from '@app/platform';

/** Named reasons why the service is not ready, and named notes. It is ready when there is no reason. */
export class ServiceReadiness {
  readonly #reasons = new Map<string, string | null>();
  readonly #checks = new Map<string, ReadinessCheck>();
  readonly #notes = new Map<string, string>();

  /** Makes the service unready under this name, until `up` is called with it. */
  down(name: string, reason: string): void {
    this.#reasons.set(name, reason);
  }

  up(name: string): void {
    this.#reasons.set(name, null);
  }

  /** Runs a check whenever readiness is asked for. It replaces the reason of the same name. */
  watch(name: string, run: ReadinessCheck['run']): void {
    this.#reasons.delete(name);
    this.#checks.set(name, { name, run });
  }

  /** Sets a note: what people should know of a service that is ready all the same. Null takes it away. */
  note(name: string, text: string | null): void {
    if (text === null) this.#notes.delete(name);
    else this.#notes.set(name, text);
  }

  get notes(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#notes);
  }

  get checks(): readonly ReadinessCheck[] {
    const reasons = [...this.#reasons].map(([name, reason]) => ({
      name,
      run: () => (reason === null ? Promise.resolve() : Promise.reject(new Error(reason))),
    }));
    return [...this.#checks.values(), ...reasons];
  }
}
