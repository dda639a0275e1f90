import type { TimelineRow, TimelineSpan } from '@app/charts';
import type { ContractSpanAnswer } from '@app/wire/answers';
import { dayNumber, dayText, drawn, type Given } from '@app/wording';

type Spans = readonly ContractSpanAnswer[];
type Text = (given: Given) => string;

const daysOf = ({
  valid_from: from,
  valid_to: to,
}: ContractSpanAnswer): Readonly<{ from: number; to: number | null }> => ({
  from: dayNumber(from),
  to: to === null ? null : dayNumber(to),
});

const daysText = ({ valid_from: from, valid_to: to }: ContractSpanAnswer): string =>
  `${dayText(from)} to ${to === null ? 'no end' : dayText(to)}`;

/** An amount over time: before discounts behind, what is paid in front, both against the largest. */
const amountRow = (name: string, spans: Spans, of: AmountsOf, text: Text): TimelineRow => {
  const most = Math.max(0, ...spans.map((span) => drawn(of(span)?.gross) ?? 0));
  return {
    name,
    spans: spans.flatMap((span): readonly TimelineSpan[] => {
      const amounts = of(span);
      if (amounts === null || most === 0) return [];
      const [gross, net] = [drawn(amounts.gross) ?? 0, drawn(amounts.net) ?? 0];
      const note = `${daysText(span)}: ${text(amounts.net)} a year, ${text(amounts.gross)} before discounts`;
      return [
        { ...daysOf(span), text: note, tone: 'quiet', level: gross / most },
        { ...daysOf(span), text: note, tone: 'accent', level: net / most },
      ];
    }),
  };
};

type AmountsOf = (span: ContractSpanAnswer) => Readonly<{ gross: string; net: string }> | null;

/** Stretches of spans with the same stated term. */
const termRow = (spans: Spans): TimelineRow => ({
  name: 'Term',
  spans: spans.flatMap((span, index) => {
    const { start, end, auto_renew: renews } = span.term;
    const before = spans[index - 1]?.term;
    if (before?.start === start && before.end === end) return [];
    const text = `Term from ${dayText(start)} ${end === null ? 'without an end' : `to ${dayText(end)}${renews ? ', renews' : ''}`}`;
    return [{ from: dayNumber(start), to: end === null ? null : dayNumber(end), text, tone: 'gain', level: 0.35 }];
  }),
});

/** The course of a contract: all of it, its terms, and each line that ever ran. */
export const courseRows = (spans: Spans, text: Text): readonly TimelineRow[] => {
  const lines = [...new Set(spans.flatMap((span) => span.lines.map(({ line_id: id }) => id)))];
  return [
    amountRow('All', spans, ({ gross_arr: gross, arr: net }) => ({ gross, net }), text),
    termRow(spans),
    ...lines.map((id) =>
      amountRow(id, spans, (span) => span.lines.find(({ line_id: line }) => line === id) ?? null, text),
    ),
  ];
};

/** From the first day of a contract to its last; of one without an end, to a year after `day`. */
export const courseRange = (spans: Spans, day: string): readonly [number, number] => {
  const from = dayNumber(spans[0]?.valid_from ?? day);
  const lastTo = spans.at(-1)?.valid_to ?? null;
  const to =
    lastTo === null ? Math.max(dayNumber(day), dayNumber(spans.at(-1)?.valid_from ?? day)) + 365 : dayNumber(lastTo);
  return [from, Math.max(to, from + 1)];
};

/** The first days of the years in a range. */
export const yearTicks = ([from, to]: readonly [number, number]): readonly Readonly<{ at: number; text: string }>[] => {
  const first = new Date(from * 86_400_000).getUTCFullYear() + 1;
  const last = new Date(to * 86_400_000).getUTCFullYear();
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const year = String(first + index);
    return { at: dayNumber(`${year}-01-01`), text: year };
  });
};
