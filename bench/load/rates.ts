/** Dollars per euro on the first day of each month, as the `rates.csv` of a replay. */
export const ratesCsv = (fromYear: number, toYear: number): string => {
  const lines = ['currency,date,rate'];
  for (let month = 0; month < (toYear - fromYear + 1) * 12; month += 1) {
    const date = `${fromYear + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;
    lines.push(`EUR,${date},1.${String(500 + ((month * 137) % 900)).padStart(4, '0')}`);
  }
  return `${lines.join('\n')}\n`;
};
