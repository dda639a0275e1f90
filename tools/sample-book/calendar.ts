import { addDays, addMonths, type CivilDate, civilDate, later } from '../../libs/domain/src/calendar/civil-date.ts';

export { addDays, addMonths, civilDate, type CivilDate, later };

/** The sample tells of these two years. What begins before is taken over on the first day, what comes after is unknown. */
export const FIRST_DAY = civilDate(2024, 1, 1);
export const LAST_DAY = civilDate(2025, 12, 31);

/** From here on prices are higher. */
export const PRICE_RISE = civilDate(2025, 1, 1);
/** From here on discounts are deep, deals are small, and most who come serve themselves. */
export const DOWNTURN = civilDate(2025, 7, 1);
