import type { ReadinessCheck } from '@app/platform';

/**
 * Named reasons why the service is not ready, and named notes. It is ready when there is no reason. Several pieces of
 * work can share a name: each has a reason of its own, so one that succeeds does not hide another that still fails.
 */
export class ServiceReadiness {
  /** The reasons under each name by the work that they keep waiting, the latest last. A name stays once it was used. */
  readonly #reasons = new Map<string, Map<unknown, string>>();
  readonly #checks = new Map<string, ReadinessCheck>();
  readonly #notes = new Map<string, string>();

  /** Makes the service unready under this name, until `up` is called with it for the same work. */
  down(name: string, reason: string, work: unknown = name): void {
    const reasons = this.#of(name);
    reasons.delete(work);
    reasons.set(work, reason);
  }

  up(name: string, work: unknown = name): void {
    this.#of(name).delete(work);
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
    const reasons = [...this.#reasons].map(([name, ofWork]) => {
      const reason = [...ofWork.values()].at(-1);
      return { name, run: () => (reason === undefined ? Promise.resolve() : Promise.reject(new Error(reason))) };
    });
    return [...this.#checks.values(), ...reasons];
  }

  #of(name: string): Map<unknown, string> {
    const reasons = this.#reasons.get(name) ?? new Map<unknown, string>();
    this.#reasons.set(name, reasons);
    return reasons;
  }
}
