export { counted } from './counted.ts';
export { dayNumber, dayText, momentText, periodText } from './days.ts';
export { type Formats, formatsFor } from './formats.ts';
export { drawn, formatted, type Given, isNumeral, NONE, type Numeral, signOf } from './numeral.ts';
export { overviewHeading } from './overview-heading.ts';
export { ARR_MOVEMENTS, BRIDGE, figureOf, largestPart, LOGO_MOVEMENTS, whyHeading } from './parts.ts';
export { readable } from './readable.ts';
export { signalText, unsaid } from './signal-text.ts';
