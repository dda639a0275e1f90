const renamed = (line: string): string => line.replace('"id":"evt_', '"id":"bad_');

/** Makes a line that is refused from a good one. `number` selects the reason. */
export const refusedLine = (number: number, line: string): string => {
  const kind = line.includes('"lines":[') ? number % 4 : number % 2;
  switch (kind) {
    case 0:
      return line.slice(0, line.length >> 1);
    case 1:
      return renamed(line).replace('"type":"subscription.', '"type":"contract.');
    case 2:
      return renamed(line).replace(/"currency":"..."/, '"currency":"EUX"');
    default:
      return renamed(line).replace('"unit_price":"', '"unit_price":"-');
  }
};
