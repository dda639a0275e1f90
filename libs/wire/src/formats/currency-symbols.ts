/** The signs that people write beside amounts. One sign can belong to several currencies; a row states which it is. */
const SYMBOLS: Readonly<Record<string, readonly string[]>> = {
  AUD: ['A$', 'AU$', '$'],
  BRL: ['R$'],
  CAD: ['C$', 'CA$', '$'],
  CHF: ['Fr.', 'Fr', 'SFr.'],
  CNY: ['¥', '元', 'CN¥'],
  CZK: ['Kč'],
  DKK: ['kr.', 'kr'],
  EUR: ['€'],
  GBP: ['£'],
  HKD: ['HK$', '$'],
  ILS: ['₪'],
  INR: ['₹', 'Rs.', 'Rs'],
  JPY: ['¥', '円', 'JP¥'],
  KRW: ['₩'],
  MXN: ['MX$', '$'],
  NOK: ['kr.', 'kr'],
  NZD: ['NZ$', '$'],
  PLN: ['zł'],
  SEK: ['kr.', 'kr'],
  SGD: ['S$', '$'],
  TRY: ['₺'],
  UAH: ['₴'],
  USD: ['US$', '$'],
  VND: ['₫'],
  ZAR: ['R'],
};

/** An amount without a sign of its currency, or the currency's code, before or behind it. */
export const withoutSymbol = (text: string, currency: string): string => {
  for (const symbol of [currency, ...(SYMBOLS[currency] ?? [])]) {
    if (text.startsWith(symbol)) return text.slice(symbol.length).trim();
    if (text.endsWith(symbol)) return text.slice(0, -symbol.length).trim();
  }
  return text;
};
