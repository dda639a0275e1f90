import { type Contract, contractOf } from './contract.ts';
import { cancelledText, type Price, type Recorded, termsText } from './event-text.ts';
import type { LoadPlan } from './load-plan.ts';
import { type Random, randomFrom } from './random.ts';
import { refusedLine } from './refused.ts';
import { createdAt, eventsAt, type Schedule, scheduleOf } from './schedule.ts';

export type LoadKind = 'created' | 'amended' | 'cancelled' | 'late' | 'repeated' | 'refused';

/** A record as a billing system sends it: an event, keyed by its contract. */
export type LoadRecord = Readonly<{ kind: LoadKind; key: string; value: string }>;

/** The number of latest events that may be repeated. */
const REMEMBERED = 4_096;

const EVENT_SOURCE = '/billing/acme/v1';

type LatestState = Readonly<{ sent: Int32Array; lastTime: Float64Array; quantity: Int32Array; unitPrice: Int32Array }>;

const emptyState = ({ contracts }: LoadPlan): LatestState => ({
  sent: new Int32Array(contracts),
  lastTime: new Float64Array(contracts),
  quantity: new Int32Array(contracts),
  unitPrice: new Int32Array(contracts),
});

/** Half of the amendments change the quantity and half the price, always to another value. */
const movedPrice = (random: Random, { quantity, unitPrice }: Price): Price =>
  random.share() < 0.5
    ? { quantity: 1 + ((quantity + random.below(20)) % 80), unitPrice }
    : { quantity, unitPrice: 1_000 + ((unitPrice - 1_000 + 25 + random.below(2_000)) % 9_000) };

/** The events of a plan in the order in which they arrive. Only the plan decides about them. */
export class Load {
  readonly #plan: LoadPlan;
  readonly #random: Random;
  readonly #latest: LatestState;
  readonly #recent: LoadRecord[] = [];
  readonly #schedule: Schedule;
  readonly #valid: number;
  readonly #shares: Readonly<{ late: number; cancelled: number }>;

  constructor(plan: LoadPlan) {
    const { events, contracts } = plan;
    this.#plan = plan;
    this.#random = randomFrom(plan.seed);
    this.#latest = emptyState(plan);
    this.#valid = events - this.#count(plan.repeatedShare) - this.#count(plan.refusedShare);
    this.#schedule = scheduleOf(plan, this.#valid);
    const perContract = this.#valid / contracts;
    // Only a contract with earlier events can have late ones, and a cancellation is the last event, once.
    const before = plan.areKnown ? 1 : Math.max(1e-9, (perContract - 2) / perContract);
    this.#shares = { late: plan.lateShare / before, cancelled: plan.cancelledShare * perContract };
  }

  /** The number of distinct valid events: the ledger must hold exactly these. */
  get valid(): number {
    return this.#valid;
  }

  get refused(): number {
    return this.#count(this.#plan.refusedShare);
  }

  *records(): Generator<LoadRecord> {
    const { events, repeatedShare, refusedShare } = this.#plan;
    const repeats = { left: this.#count(repeatedShare) };
    const refusals = { left: this.#count(refusedShare) };
    let position = 0;
    for (let left = events; left > 0; left -= 1) {
      const draw = this.#random.share() * left;
      const again = position > 0 ? this.#recent[this.#random.below(this.#recent.length)] : undefined;
      if (again !== undefined && draw < repeats.left) {
        repeats.left -= 1;
        yield { ...again, kind: 'repeated' };
      } else if (again !== undefined && draw < repeats.left + refusals.left) {
        refusals.left -= 1;
        yield { kind: 'refused', key: again.key, value: refusedLine(refusals.left, again.value) };
      } else if (position < this.#valid) {
        yield this.#remembered(this.#next(position), position);
        position += 1;
      } else left += 1;
    }
  }

  #count(share: number): number {
    return Math.round(this.#plan.events * share);
  }

  #remembered(record: LoadRecord, position: number): LoadRecord {
    this.#recent[position % REMEMBERED] = record;
    return record;
  }

  #next(position: number): LoadRecord {
    const index = this.#schedule.indexes[position] ?? 0;
    const number = this.#plan.firstContract + index * this.#plan.stride;
    const contract = contractOf(number);
    const created = createdAt(this.#plan, number);
    const sent = this.#latest.sent[index] ?? 0;
    const isCreation = sent === 0 && !this.#plan.areKnown;
    // The clock advances for every event, whatever its time.
    const now = this.#schedule.timeAt(position);
    const at = { number: this.#plan.seed * 100_000_000 + position, createdAt: created, source: EVENT_SOURCE };
    this.#latest.sent[index] = sent + 1;
    if (isCreation) return this.#created(index, contract, { ...at, time: created });
    if (this.#isLate(sent)) return this.#late(index, contract, at);
    const recorded = { ...at, time: Math.max(now, created + 1_000) };
    this.#latest.lastTime[index] = recorded.time;
    if (this.#isCancelled(index, sent)) {
      return { kind: 'cancelled', key: contract.id, value: cancelledText(contract, recorded) };
    }
    const price = movedPrice(this.#random, this.#priceOf(index, contract));
    this.#latest.quantity[index] = price.quantity;
    this.#latest.unitPrice[index] = price.unitPrice;
    return { kind: 'amended', key: contract.id, value: termsText('amended', contract, recorded, price) };
  }

  #created(index: number, contract: Contract, recorded: Recorded): LoadRecord {
    this.#latest.lastTime[index] = recorded.time;
    const price = this.#priceOf(index, contract);
    return { kind: 'created', key: contract.id, value: termsText('created', contract, recorded, price) };
  }

  /** Recorded between the creation and the last event so far; the latest state stays as it is. */
  #late(index: number, contract: Contract, at: Omit<Recorded, 'time'>): LoadRecord {
    const last = this.#latest.lastTime[index] ?? at.createdAt;
    const time = at.createdAt + Math.floor((last - at.createdAt) * this.#random.share());
    const price = movedPrice(this.#random, this.#priceOf(index, contract));
    return { kind: 'late', key: contract.id, value: termsText('amended', contract, { ...at, time }, price) };
  }

  #isLate(sent: number): boolean {
    return sent >= 2 && this.#random.share() < this.#shares.late;
  }

  #isCancelled(index: number, sent: number): boolean {
    const { cancelled } = this.#shares;
    // Several cancellations per contract: any event may be one, and the next event revives the contract.
    if (cancelled > 1) return this.#random.share() < this.#plan.cancelledShare;
    const isLast = sent + 1 === eventsAt(index, this.#valid, this.#plan.contracts);
    return isLast && this.#random.share() < cancelled;
  }

  #priceOf(index: number, contract: Contract): Price {
    const quantity = this.#latest.quantity[index] ?? 0;
    return quantity === 0 ? contract : { quantity, unitPrice: this.#latest.unitPrice[index] ?? 0 };
  }
}
