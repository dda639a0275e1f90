import { data, envelope, line, structured } from '../../libs/wire/test/example.ts';
import { type Candidate, candidates, readEvent } from './candidates.ts';

const EVENTS = 256;
const ROUNDS = 7;
const CALLS_A_ROUND = 40_000;

/** Microseconds per call: the median of the rounds after a warm-up. */
const microseconds = (call: (at: number) => unknown): number => {
  const rounds = Array.from({ length: ROUNDS + 1 }, () => {
    const start = process.hrtime.bigint();
    for (let at = 0; at < CALLS_A_ROUND; at += 1) call(at % EVENTS);
    return Number(process.hrtime.bigint() - start) / CALLS_A_ROUND / 1000;
  });
  return rounds.slice(1).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? NaN;
};

/** Every event has values of its own, so that nothing can be cached from one call to the next. */
const stated = Array.from({ length: EVENTS }, (_, at) =>
  envelope({ id: `evt_${at}`, data: data({ contract_id: `sub_${at}x`, customer_id: `cus_${at % 40}` }) }),
);
const records = stated.map(structured);
const texts = stated.map((event) => JSON.stringify(event));
const parsed = texts.map((text): unknown => JSON.parse(text).data);
const wrong: unknown = JSON.parse(JSON.stringify(data({ lines: [line({ unit_price: 'ten' })] })));

const checked = ({ name, accepts }: Candidate): Candidate => {
  if (!parsed.every(accepts) || accepts(wrong)) throw new Error(`${name} does not check what the others do`);
  return { name, accepts };
};

const rows = [
  ...candidates()
    .map(checked)
    .map(({ name, accepts }) => [`check, ${name}`, microseconds((at) => accepts(parsed[at]))] as const),
  ['JSON.parse alone', microseconds((at) => JSON.parse(texts[at] ?? ''))] as const,
  ['readEvent, bytes to event', microseconds((at) => records[at] && readEvent(records[at]))] as const,
];

console.log(
  `The example event, ${records[0]?.value?.length} bytes; Node ${process.version}; median of ${ROUNDS} rounds\n`,
);
console.log('| | µs an event |\n|---|---:|');
for (const [name, cost] of rows) console.log(`| ${name} | ${cost.toFixed(2)} |`);
