/** A record as a billing system sends it: an event, with its contract as the key. */
export type Line = Readonly<{ key: string; value: string }>;

/** The lines that a run sends, and the counts that must be found afterwards. */
export type Load = Readonly<{
  lines: readonly Line[];
  /** The number of distinct valid events: the ledger must have exactly these. */
  valid: number;
  refused: number;
}>;

/** Mulberry32: numbers from 0 up to, not including, 1; the same for the same seed. */
const randomFrom = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2025, 0, 1);
const dayOf = (offset: number): string => new Date(FIRST_DAY + offset * DAY_MS).toISOString().slice(0, 10);

type Terms = Readonly<{ contract: number; version: number; startsOn: number; effectiveOn: number; price: number }>;

const TIERS = ['enterprise', 'mid-market', 'self-serve'] as const;

const data = ({ contract, version, startsOn, effectiveOn, price }: Terms) => ({
  contract_id: `sub_${contract}`,
  customer_id: `cus_${contract % 997}`,
  currency: 'USD',
  effective_date: dayOf(effectiveOn),
  version,
  term: { start: dayOf(startsOn), end: dayOf(startsOn + 365), auto_renew: contract % 2 === 0 },
  lines: [
    {
      id: 'seats',
      kind: 'recurring',
      product: 'core',
      quantity: String(1 + (contract % 40)),
      unit_price: String(price),
      per: 'month',
    },
  ],
  attributes: { tier: TIERS[contract % TIERS.length], channel: 'inbound', region: 'emea' },
});

const eventLine = (type: 'created' | 'amended', terms: Terms): Line => {
  const id = `evt_${terms.contract}_${terms.version}`;
  const time = new Date(FIRST_DAY + terms.effectiveOn * DAY_MS + terms.version * 1000).toISOString();
  return {
    key: `sub_${terms.contract}`,
    value: JSON.stringify({
      ...{
        specversion: '1.0',
        id,
        source: '/billing/load',
        type: `subscription.${type}`,
        time,
        subject: `sub_${terms.contract}`,
      },
      data: data(terms),
    }),
  };
};

/** A line that is refused, for one of three reasons. Its key is a contract all the same. */
const badLine = (n: number, contract: number): Line => {
  const key = `sub_${contract}`;
  const bad = [
    `{"cut off ${n}`,
    JSON.stringify({ id: `bad_${n}` }),
    JSON.stringify({ specversion: '1.0', id: `bad_${n}`, source: '/x', type: 'y' }),
  ];
  return { key, value: bad[n % bad.length] ?? '' };
};

const REPEATED_SHARE = 0.03;
const REFUSED_SHARE = 0.01;

/** `count` records of some contracts, with late events, repeats and refused events; the same for the same seed. */
export const loadOf = (count: number, contracts: number, seed = 1): Load => {
  const random = randomFrom(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const versions = new Map<number, number>();
  const lines: Line[] = [];
  const sent: Line[] = [];
  let refused = 0;
  while (lines.length < count) {
    const contract = below(contracts);
    const again = sent[below(sent.length)];
    const kind = random();
    if (kind < REFUSED_SHARE) lines.push(badLine(refused++, contract));
    else if (kind < REFUSED_SHARE + REPEATED_SHARE && again !== undefined) lines.push(again);
    else {
      const version = (versions.get(contract) ?? 0) + 1;
      versions.set(contract, version);
      const startsOn = (contract * 7) % 300;
      // Some take effect before events that were sent earlier, so their contracts are refolded.
      const effectiveOn = version === 1 ? startsOn : startsOn + below(300);
      const line = eventLine(version === 1 ? 'created' : 'amended', {
        contract,
        version,
        startsOn,
        effectiveOn,
        price: 10 + below(90),
      });
      sent.push(line);
      lines.push(line);
    }
  }
  return { lines, valid: sent.length, refused };
};
